/** Where a proxy shows the dashboard: what is believed of it, and what a stranger could say. */
import { describe, expect, test } from "vitest";
import { dashboardFolder, readManifest } from "../dist.ts";
import { cookiePath, parseBasePath, placeTarget, rootFrom } from "./base-path.ts";

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
