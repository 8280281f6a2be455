import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { ask } from "../fixtures/raw-http.ts";
import { createAnswer } from "./answer.ts";
import { type Guard, hostNames } from "./gate.ts";
import type { Pages } from "./pages.ts";
import { CLOSED_POLICY, pagePolicy, SECURITY_HEADERS } from "./policy.ts";
import type { Site } from "./site.ts";

let server: Server;
afterEach(() => {
  vi.restoreAllMocks();
  server.close();
});

/** A server with files under /file, whose pages `serve` answers. */
async function listen(serve: Pages["serve"], more: Partial<Guard> = {}): Promise<string> {
  const gate = { names: hostNames([]) };
  const pages = { serve, start: () => undefined, signal: () => undefined, setStatus: () => undefined };
  const serveFile: Site["serveFile"] = (path, _, response) => {
    if (path !== "/file") return false;
    response.end("file");
    return true;
  };
  const guard = { gate, token: undefined, ...more };
  server = createServer(createAnswer(guard, { serveFile, pages, policyOf: pagePolicy })).listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const expected = Object.fromEntries(
  Object.entries(SECURITY_HEADERS).map(([name, value]) => [name.toLowerCase(), value]),
);

test("a page has a nonce of its own, which it is told, and files have none", async () => {
  const told: (string | undefined)[] = [];
  const url = await listen(async (_, request, response) => {
    told.push(/'nonce-([^']+)'/.exec(String(request.headers["content-security-policy"]))?.[1]);
    response.end("page");
  });
  const policies = [];
  for (const path of ["/", "/"]) {
    const { headers } = await ask(url, path, { "content-security-policy": "script-src 'nonce-mine'" });
    expect(headers).toMatchObject(expected);
    policies.push(headers["content-security-policy"]);
  }
  expect(new Set(told).size).toBe(2);
  expect(told).not.toContain("mine");
  for (const [i, policy] of policies.entries()) expect(policy).toContain(`'nonce-${told[i]}'`);
  expect((await ask(url, "/file")).headers).toMatchObject({ ...expected, "content-security-policy": CLOSED_POLICY });
});

test("a page that fails is one line without its error, with all the headers; the terminal has the rest", async () => {
  const told = vi.spyOn(console, "error").mockReturnValue();
  const url = await listen(async () => {
    throw new Error("secret of the file");
  });
  const { status, headers, body } = await ask(url, "/");
  expect([status, body]).toEqual([500, "the dashboard failed to answer; see its terminal for details\n"]);
  expect(headers).toMatchObject(expected);
  expect(told).toHaveBeenCalledOnce();
});

test("a page that fails half-way is cut off, and the next one is answered", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const url = await listen(async (path, _, response) => {
    response.write("begun");
    if (path === "/fails") throw new Error("half-way");
    response.end();
  });
  await expect(ask(url, "/fails")).rejects.toThrow(/aborted|hang up|ECONNRESET/);
  expect((await ask(url, "/")).body).toBe("begun");
});

test("a refusal has all the headers and is the end of its connection", async () => {
  const url = await listen(async () => undefined);
  const { status, headers, body } = await ask(url, "/", { host: "evil.com" });
  expect([status, headers.connection]).toEqual([403, "close"]);
  expect(headers).toMatchObject({ ...expected, "content-security-policy": CLOSED_POLICY });
  expect(body).toMatch(/^evil\.com is not a name of this dashboard; [^\n]+\n$/);
});

const PREFIX = { "x-forwarded-prefix": "/proxy/8050" };

test("what a proxy passes on is asked for without its path, and refused as it would be without", async () => {
  const url = await listen(async (path, request, response) => void response.end(`${path} ${request.url}`), {
    basePath: "/p",
  });
  expect((await ask(url, "/p/span/2?a=1")).body).toBe("/span/2 /span/2?a=1");
  expect((await ask(url, "/span/2?a=1")).body).toBe("/span/2 /span/2?a=1");
  expect((await ask(url, "/p/file")).body).toBe("file");
  expect((await ask(url, "/p/file", PREFIX)).body).toBe("file");
  for (const path of ["/p//evil.com", "/p/\\evil.com", "/p/a#b"]) expect((await ask(url, path)).status, path).toBe(400);
  expect((await ask(url, "/p/explore", {}, "POST")).status).toBe(405);
  const { status, headers } = await ask(url, "/p?t=1");
  expect([status, headers.location]).toEqual([303, "./p/?t=1"]);
  expect(new URL(headers.location ?? "", "http://localhost/outer/p?t=1").pathname).toBe("/outer/p/");
});

test.each([
  ["/?t=secret", {}, "./", ""],
  ["/span/2?t=secret&run=1", {}, "../span/2?run=1", "; Path=/"],
  ["/?t=secret", PREFIX, "./", "; Path=/proxy/8050/"],
  ["/proxy/8050/span/2?t=secret", PREFIX, "../span/2", "; Path=/proxy/8050/"],
  ["/?t=secret", { "x-forwarded-prefix": "/a;Domain=evil.com" }, "./", ""],
  ["/?t=secret", { "x-forwarded-prefix": "//evil.com" }, "./", ""],
])(
  "arriving at %s leads on from there, with a cookie for the dashboard's path",
  async (path, told, location, cookie) => {
    const url = await listen(async () => undefined, { token: "secret" });
    const { status, headers } = await ask(url, path, { ...told, host: "localhost:8050" });
    // A proxy that identifies itself may rewrite redirects.
    const isTold = "x-forwarded-prefix" in told;
    expect([status, isTold ? headers.refresh : headers.location]).toEqual(
      isTold ? [200, `0; url=${location}`] : [303, location],
    );
    expect(headers["set-cookie"]).toEqual([`spantom_8050=secret; HttpOnly; SameSite=Strict${cookie}`]);
  },
);
