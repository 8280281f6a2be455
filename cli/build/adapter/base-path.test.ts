import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { dropBase, freeBrowserFile, freeServerFile } from "./base-path.mjs";

const BASE = "/__spantom__";

test.each([
  ["/__spantom__", "/"],
  ["/__spantom__/span/[id]", "/span/[id]"],
  ["/__spantom__x/span", "/__spantom__x/span"],
  ["/query", "/query"],
])("%s is asked for as %s", (pathname, asked) => expect(dropBase(pathname, BASE)).toBe(asked));

describe("in the browser", () => {
  test.each([
    ["http://localhost/proxy/8050/", "/proxy/8050"],
    ["http://localhost:8050/", ""],
  ])("the router of a dashboard at %s begins with %j", (baseURI, path) => {
    for (const quote of ['"', "'", "`"]) {
      const code = freeBrowserFile(`(e=>e)(${quote}${BASE}${quote})`, BASE);
      expect(runInNewContext(code, { document: { baseURI }, URL })).toBe(path);
    }
  });

  test("files are asked for from there", () =>
    expect(freeBrowserFile('k="/__spantom__/_next/",m={a:"/__spantom__/_next/static/a.js"}', BASE)).toBe(
      'k="./_next/",m={a:"./_next/static/a.js"}',
    ));
});

describe("on the server", () => {
  test("addresses are relative to the dashboard", () =>
    expect(freeServerFile("a.js", 'f("/__spantom__");u=`/__spantom__/icon.svg`', BASE)).toBe('f(".");u=`./icon.svg`'));

  test("Next is asked at the root, and writes relative addresses of files", () => {
    const config = { config: { assetPrefix: BASE, basePath: BASE, images: { path: `${BASE}/_next/image` } } };
    for (const space of [undefined, 1])
      expect(
        JSON.parse(freeServerFile("required-server-files.json", JSON.stringify(config, null, space), BASE)),
      ).toEqual({ config: { assetPrefix: ".", basePath: "", images: { path: "/_next/image" } } });
  });
});

test("a build without a base path stays as it is", () => {
  expect(freeBrowserFile('a=""', "")).toBe('a=""');
  expect(freeServerFile("a.json", '{"assetPrefix":""}', "")).toBe('{"assetPrefix":""}');
  expect(dropBase("/query", "")).toBe("/query");
});
