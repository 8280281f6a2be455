/** The proxy's path: what is trusted, what a stranger could claim, and what an answer reveals. */
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { dashboardFolder, readManifest } from "../dist.ts";
import { ask } from "../fixtures/raw-http.ts";
import { addBase, cookiePath, parseBasePath, placeTarget, rootFrom } from "./base-path.ts";

function place(target: string, known?: string, headers: readonly (readonly [string, string])[] = []) {
  return placeTarget({ method: "GET", target, rawHeaders: ["Host", "localhost", ...headers.flat()] }, known);
}

describe("a base path", () => {
  test.each([
    ["/proxy/8050", "/proxy/8050"],
    ["/proxy/8050/", "/proxy/8050"],
    ["/user/jane%40example.org/proxy/localhost:8050", "/user/jane%40example.org/proxy/localhost:8050"],
    ["/a.b/~c/d_e/f+g=h@i", "/a.b/~c/d_e/f+g=h@i"],
    ["/spantom", "/spantom"],
    ["/m%C3%BCller", "/m%C3%BCller"],
    ["/", ""],
    ["", ""],
  ])("%s is %j", (text, path) => expect(parseBasePath(text)).toBe(path));

  test.each([
    "proxy/8050",
    "//evil.com",
    "///evil.com",
    "/proxy//8050",
    "/proxy/8050//",
    "/\\evil.com",
    "https://evil.com/proxy",
    "javascript:alert(1)",
    "/..",
    "/a/../b",
    "/a/./b",
    "/a/..",
    "/%2e%2e/b",
    "/a%2fb",
    "/a%5Cb",
    "/a%00b",
    "/a%0d%0aSet-Cookie",
    "/a%",
    "/a%4",
    "/a\r\nSet-Cookie: x=1",
    "/a b",
    "/a, /b",
    "/a;Path=/",
    "/a?b",
    "/a#b",
    '/"><script>alert(1)</script>',
    "/'onload='",
    "/é",
    `/${"a".repeat(600)}`,
  ])("%j is none", (text) => expect(parseBasePath(text)).toBeUndefined());

  test("is never the beginning of one of the dashboard's own addresses", () => {
    const { routes, files } = readManifest(dashboardFolder);
    const own = [...routes.map(({ pathname }) => pathname), ...files, "/favicon.ico", "/dev/gallery", "/_next"];
    const taken = own.filter((pathname) => pathname !== "/" && pathname !== "/_not-found");
    expect(taken.length).toBeGreaterThan(20);
    for (const pathname of taken) expect(parseBasePath(`/${pathname.split("/")[1]}/x`), pathname).toBeUndefined();
    for (const other of ["/explorer", "/spans", "/query-tool", "/_nextcloud"]) expect(parseBasePath(other)).toBe(other);
  });
});

const told: [string, string] = ["X-Forwarded-Prefix", "/proxy/8050"];

describe("what is asked for", () => {
  test.each([
    ["taken off by a proxy that says nothing", "/explore?a=1", undefined, [], "/explore?a=1", undefined],
    ["taken off by a proxy that says so", "/explore?a=1", undefined, [told], "/explore?a=1", "/proxy/8050"],
    ["passed on, and told in a header", "/proxy/8050/span/2", undefined, [told], "/span/2", "/proxy/8050"],
    ["passed on, and told on the command line", "/p/span/2?x=/p/", "/p", [], "/span/2?x=/p/", "/p"],
    ["taken off, and told on the command line", "/span/2", "/p", [], "/span/2", undefined],
    ["told on the command line, and something else in a header", "/p/", "/p", [told], "/", "/p"],
    ["told to be at the root on the command line", "/proxy/8050/", "", [told], "/proxy/8050/", undefined],
    ["beside the path", "/proxy/80501/", undefined, [told], "/proxy/80501/", "/proxy/8050"],
    ["passed on twice", "/p/p/x", "/p", [], "/p/x", "/p"],
    ["another host behind the path", "/p//evil.com", "/p", [], "//evil.com", "/p"],
  ] as const)("%s", (_, asked, known, headers, target, base) =>
    expect(place(asked, known, headers)).toEqual({ target, base, needsSlash: false }),
  );

  test.each(["/p", "/p?t=1"])("%s needs a slash", (target) =>
    expect(place(target, "/p")).toEqual({ target: target.replace("/p", "/"), base: "/p", needsSlash: true }),
  );

  test.each<[string, [string, string][]]>([
    ["no path", [["X-Forwarded-Prefix", "//evil.com"]]],
    ["two things in one header", [["X-Forwarded-Prefix", "/a, /b"]]],
    ["two things in two", [told, ["X-Forwarded-Prefix", "/b"]]],
    ["another thing in another", [told, ["X-Forwarded-Context", "/b"]]],
    ["one of the dashboard's own addresses", [["X-Forwarded-Prefix", "/span"]]],
    ["nothing", [["X-Forwarded-Prefix", ""]]],
    ["the root", [["X-Forwarded-Prefix", "/"]]],
  ])("a proxy that says %s is not believed", (_, headers) =>
    expect(place("/span/2", undefined, headers)).toEqual({ target: "/span/2", base: undefined, needsSlash: false }),
  );

  test("Jupyter says the same three times", () => {
    const headers = ["X-Forwarded-Prefix", "X-Forwarded-Context", "X-ProxyContextPath"];
    expect(
      place(
        "/",
        undefined,
        headers.map((name) => [name, "/user/a/proxy/1"]),
      ).base,
    ).toBe("/user/a/proxy/1");
  });
});

test.each([
  ["/", "./"],
  ["/explore?a=/b/c", "./"],
  ["/span/2", "../"],
  ["/span/2.json", "../"],
  ["/a/b/c?d", "../../"],
  ["/explore/", "../"],
])("the root is seen from %s as %s", (target, root) => {
  expect(rootFrom(target)).toBe(root);
  expect(new URL(root, `http://localhost/proxy/8050${target}`).pathname).toBe("/proxy/8050/");
});

test.each([
  ["the root of nobody knows where: the browser does", "/?t=1", undefined, [], ""],
  ["the root that a proxy names", "/", undefined, [told], "; Path=/proxy/8050/"],
  ["the root that the command line names, passed on", "/p/", "/p", [], "; Path=/p/"],
  ["the root that the command line names, or this machine's", "/", "/p", [], ""],
  ["a page of nobody knows where", "/span/2", undefined, [], "; Path=/"],
  ["a page below what a proxy names", "/span/2", undefined, [told], "; Path=/proxy/8050/"],
  ["a page below what the command line names, taken off", "/span/2", "/p", [], "; Path=/p/"],
] as const)("a cookie for %s", (_, target, known, headers, path) =>
  expect(cookiePath(place(target, known, headers), known)).toBe(path),
);

describe("an answer as it passes", () => {
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
  /** A page with the `<base>` element and the script that keeps it. */
  function splitPage(body: string): { page: string; href: string; script: string } {
    const tags = /<base target="_self"><base href="([^"]*)"><script nonce="n">(.*?)<\/script>/;
    const [found = "", href = "", script = ""] = tags.exec(body) ?? [];
    return { page: body.replace(found, ""), href, script };
  }

  /** Runs the script in a page at that path. */
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
    // A body's scripts would have addresses, too, and its <base> would affect the refresh.
    expect(refreshed.body).toBe("");
    expect(refreshed.headers.location).toBeUndefined();
  });
});
