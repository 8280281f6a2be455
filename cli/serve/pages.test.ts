import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readManifest } from "../dist.ts";
import { createPages, type Pages } from "./pages.ts";
import { createFileServer } from "./site.ts";

const folder = mkdtempSync(join(tmpdir(), "spantom-pages-"));
let server: Server;
let pages: Pages;
let base: string;
const STYLE = "a { color: red }\n".repeat(1000);
const stops: boolean[] = [];

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const page = (body: string) => `exports.handler = async (request, response, context) => { ${body} };`;

beforeAll(async () => {
  put("package.json", '{ "type": "commonjs" }');
  put("vendor/next/setup-node-env.js", "globalThis.spantomSetUp = true;");
  put("home.js", `if (!globalThis.spantomSetUp) throw new Error(); ${page('response.end("home " + request.url)')}`);
  put("span.js", page('response.end("span " + JSON.stringify(context.requestMeta)); context.requestMeta.leak = 1;'));
  put("none.js", page('response.end("none " + request.url)'));
  put("data.js", page('response.end("data " + request.url)'));
  put("slow.js", page('response.write("begun");'));
  put("static/_next/static/a.js", "1");
  put("static/icon.svg", "<svg/>");
  writeFileSync(join(folder, "static/packed.css.br"), brotliCompressSync(STYLE));
  put("static/secret.txt", "not in the manifest");
  const routes = [
    { pathname: "/", file: "home.js" },
    { pathname: "/span/[id]", pattern: "^[/]?/span/(?<id>[^/]+?)(?:/)?$", file: "span.js" },
    { pathname: "/span/[id]/json", pattern: "^[/]?/span/(?<id>[^/]+?)/json(?:/)?$", file: "data.js" },
    { pathname: "/slow", file: "slow.js" },
    { pathname: "/_not-found", file: "none.js" },
  ];
  put("manifest.json", JSON.stringify({ routes, files: ["/_next/static/a.js", "/icon.svg", "/packed.css"] }));
  const manifest = readManifest(folder);
  pages = createPages(folder, manifest.routes, "127.0.0.1");
  const serveFile = createFileServer(folder, manifest.files);
  server = createServer((request, response) => {
    const pathname = request.url?.split("?")[0] ?? "/";
    if (!serveFile(pathname, request, response)) void pages.serve(pathname, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

async function get(path: string, method = "GET"): Promise<string> {
  const response = await fetch(base + path, { method });
  return `${response.status} ${await response.text()}`;
}

test.each([
  ["/", "200 home /"],
  ["/?a=1", "200 home /?a=1"],
  ["/nope", "404 none /_not-found"],
  ["/_not-found", "404 none /_not-found"],
  ["/span/a.rsc", "404 none /_not-found"],
  ["/span/12.json?run=all", "200 data /span/12/json?run=all"],
  ["/span/a/b", "404 none /_not-found"],
  ["/%E0%A4%A", "404 none /_not-found"],
  ["/secret.txt", "404 none /_not-found"],
  ["/_next/static/..%2f..%2fsecret.txt", "404 none /_not-found"],
  ["/icon.svg", "200 <svg/>"],
  ["/favicon.ico", "200 <svg/>"],
])("%s: %s", async (path, answer) => {
  expect(await get(path)).toBe(answer);
});

test("nothing that a page finds out about one request reaches the next", async () => {
  const first = await get("/span/1");
  expect(first).toContain('"relativeProjectDir":"."');
  expect(await get("/span/2")).toBe(first);
});

test("files are kept for ever by the browser only where their names carry a hash", async () => {
  const hashed = await fetch(`${base}/_next/static/a.js`);
  expect([hashed.headers.get("cache-control"), hashed.headers.get("content-type")]).toEqual([
    "public, max-age=31536000, immutable",
    "text/javascript; charset=utf-8",
  ]);
  expect((await fetch(`${base}/icon.svg`)).headers.get("cache-control")).toBe("no-cache");
  expect(await get("/icon.svg", "HEAD")).toBe("200 ");
  expect(await get("/icon.svg", "POST")).toBe("404 none /_not-found");
});

test.each([
  ["br", "br"],
  ["gzip, deflate, br", "br"],
  ["br;q=0.5, gzip", "br"],
  ["gzip, br;q=0", null],
  ["gzip", null],
  ["brotli", null],
  ["", null],
])("a compressed file for whoever accepts %j is encoded as %j", async (accepted, encoding) => {
  const { headers, body } = await new Promise<{ headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    // Not fetch, which would normalise the header.
    const asked = request(`${base}/packed.css`, { headers: { "accept-encoding": accepted } }, async (response) => {
      resolve({ headers: response.headers, body: await buffer(response) });
    });
    asked.on("error", reject).end();
  });
  expect([headers["content-encoding"] ?? null, headers.vary, headers["content-type"]]).toEqual([
    encoding,
    "Accept-Encoding",
    "text/css; charset=utf-8",
  ]);
  expect(String(encoding ? brotliDecompressSync(body) : body)).toBe(STYLE);
});

test("a page's signal aborts when its client goes away, not when it has been answered", async () => {
  expect(pages.signal()).toBeUndefined();
  const heard = new Promise<void>((resolve) => {
    Object.assign(globalThis, {
      spantomHear: () => {
        const signal = pages.signal();
        stops.push(signal?.aborted ?? true);
        signal?.addEventListener("abort", () => resolve());
      },
    });
  });
  put("data.js", page('response.end("data " + request.url)'));
  put("slow.js", page('globalThis.spantomHear(); response.write("begun");'));
  const leave = new AbortController();
  const response = await fetch(`${base}/slow`, { signal: leave.signal });
  expect(response.status).toBe(200);
  leave.abort();
  await heard;
  expect(stops).toEqual([false]);
});

test("without a manifest the dashboard is not built, and the error says so", () => {
  expect(() => readManifest(join(folder, "nowhere"))).toThrow("the dashboard is not built; run: npm run build");
});
