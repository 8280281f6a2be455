/** What is written into a page as it passes, and where its redirects lead. */
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { ask } from "../fixtures/raw-http.ts";
import { addBase } from "./base-tag.ts";

let server: Server;
afterEach(() => server.close());

async function answer(target: string, serve: (response: ServerResponse) => void, refresh = false, method = "GET") {
  server = createServer((_, response) => {
    addBase(response, { target, nonce: "n", refresh });
    serve(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, "/", {}, method);
}

const PAGE = "<!DOCTYPE html><html><head><title>ü</title></head><body><head></body></html>";
const html = (response: ServerResponse) => response.setHeader("Content-Type", "text/html; charset=utf-8");
/** With the element that says where the dashboard is, and the script that keeps it there. */
function splitPage(body: string): { page: string; href: string; script: string } {
  const tags = /<base target="_self"><base href="([^"]*)"><script nonce="n">(.*?)<\/script>/;
  const [found = "", href = "", script = ""] = tags.exec(body) ?? [];
  return { page: body.replace(found, ""), href, script };
}

/** What the script does in a page at that path. */
function runScript(script: string, pathname: string): { base: { href: string; nodeName: string }; head: Head } {
  const removed: unknown[] = [];
  const head: Head = { removed, removeChild: (node) => removed.push(node) };
  const base = { href: "./", nodeName: "BASE" };
  const Node = { prototype: { removeChild: head.removeChild } };
  new Function("location", "document", "Node", script)({ pathname }, { head, querySelector: () => base }, Node);
  return { base, head };
}

interface Head {
  readonly removed: readonly unknown[];
  removeChild(node: unknown): unknown;
}

test("a page says first of all where the dashboard is, however it is written", async () => {
  const ways: ((response: ServerResponse) => void)[] = [
    (response) => html(response).end(PAGE),
    (response) => html(response).setHeader("Content-Length", Buffer.byteLength(PAGE)).end(PAGE),
    (response) => html(response).writeHead(404).end(Buffer.from(PAGE)),
    (response) => {
      html(response).write(new TextEncoder().encode(PAGE.slice(0, 40)));
      response.write(PAGE.slice(40), "utf8", () => response.end());
    },
  ];
  for (const [at, way] of ways.entries()) {
    const { body } = await answer("/span/2?a=/b", way);
    server.close();
    const { page, href } = splitPage(body);
    expect({ at, page, href }).toEqual({ at, page: PAGE, href: "../" });
    expect(body).toContain('<head><base target="_self"><base href="../">');
  }
});

test("the root says it even where its address lacks the slash", async () => {
  const { body } = await answer("/?a=1", (response) => html(response).end(PAGE));
  const { script } = splitPage(body);
  for (const [pathname, href] of [
    ["/proxy/8050", "/proxy/8050/"],
    ["/proxy/8050/", "./"],
    ["/", "./"],
  ]) {
    expect(runScript(script, pathname as string).base.href, pathname).toBe(href);
  }
});

test("it stays in a head that is emptied to draw the page anew", async () => {
  for (const path of ["/", "/span/2"]) {
    const { body } = await answer(path, (response) => html(response).end(PAGE));
    server.close();
    const { base, head } = runScript(splitPage(body).script, path);
    const other = { nodeName: "LINK" };
    for (const node of [base, other]) head.removeChild(node);
    expect(head.removed).toEqual([other]);
  }
});

test("what is no page stays as it is", async () => {
  const { body, headers } = await answer("/", (response) => {
    response.setHeader("Content-Type", "text/csv").setHeader("Content-Length", 6).end("<head>");
  });
  expect([body, headers["content-length"]]).toEqual(["<head>", "6"]);
  server.close();
  expect(await answer("/", (response) => html(response).end(PAGE), false, "HEAD")).toMatchObject({
    status: 200,
    body: "",
  });
});

test("no header counts from the page's own address", async () => {
  const { headers } = await answer("/span/2", (response) => {
    html(response).setHeader("Link", "<./_next/a.css>; rel=preload; as=style").end(PAGE);
  });
  expect(headers.link).toBeUndefined();
});

test("a redirect leads on from the page, or by its own refresh where a proxy rewrites redirects", async () => {
  const redirect = (location: string) => (response: ServerResponse) => {
    response.statusCode = 307;
    html(response).setHeader("Location", location).write(PAGE);
    response.end();
  };
  const plain = await answer("/span/2", redirect("/span/2?run=1"));
  expect([plain.status, plain.headers.location]).toEqual([307, "../span/2?run=1"]);
  server.close();
  const refreshed = await answer("/span/2", redirect("/span/2?run=1"), true);
  expect([refreshed.status, refreshed.headers]).toMatchObject([200, { refresh: "0; url=../span/2?run=1" }]);
  // Its scripts would lead somewhere too, and its <base> would have a say in where the refresh does.
  expect(refreshed.body).toBe("");
  expect(refreshed.headers.location).toBeUndefined();
});
