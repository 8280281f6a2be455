import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { nameProblem, vendorPath } from "./paths.mjs";
import { hidePaths, relinkRequires, trimPackage } from "./rewrite.mjs";

const root = realpathSync(mkdtempSync(join(tmpdir(), "spantom-rewrite-")));
afterAll(() => rmSync(root, { recursive: true }));

function put(path: string, text = ""): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const react = put("node_modules/react/index.js");
put("node_modules/react/package.json", '{ "name": "react" }');
put("node_modules/left/index.js");
const chunk = put(".next/server/chunks/a.js");
const shipped = new Map([[react, "vendor/react/index.js"]]);
const relink = (code: string) => relinkRequires(code, ".next/server/chunks/a.js", chunk, shipped);

test.each([
  ['require("react")', 'require("../../../vendor/react/index.js")'],
  ["require('react')", "require('../../../vendor/react/index.js')"],
  ['import( "react" )', 'import("../../../vendor/react/index.js")'],
  ['require("node:fs")', 'require("node:fs")'],
  ['require("fs")', 'require("fs")'],
  ['require("./b.js")', 'require("./b.js")'],
  ['require("better-sqlite3")', 'require("better-sqlite3")'],
  ['require("better-sqlite3-90e2652d1716b047")', 'require("better-sqlite3")'],
])("%s becomes %s", (from, to) => {
  expect(relink(from)).toEqual({ code: to, leftOver: [] });
});

test("a module that is not shipped is named, in both quote styles", () => {
  expect(relink(`require("left"); require('gone')`).leftOver).toEqual(["left", "gone"]);
});

test("a require known never to be reached is let by, and only where it is known", () => {
  const code = "require('@opentelemetry/api')";
  const path = "node_modules/next/dist/server/lib/trace/tracer.js";
  expect(relinkRequires(code, path, chunk, shipped).leftOver).toEqual([]);
  expect(relink(code).leftOver).toEqual(["@opentelemetry/api"]);
});

test("requires between vendored files are relative too", () => {
  const path = "node_modules/next/dist/a.js";
  const file = put(path);
  expect(relinkRequires('require("react")', path, file, shipped).code).toBe('require("../../react/index.js")');
});

test("folders of the building machine are hidden, also as Windows writes them in JSON", () => {
  expect(hidePaths('{"root":"/home/me/spantom","dir":"/home/me/spantom/app"}', "/home/me/spantom")).toBe(
    '{"root":".","dir":"./app"}',
  );
  expect(hidePaths(JSON.stringify({ root: "C:\\me\\spantom" }), "C:\\me\\spantom")).toBe('{"root":"."}');
});

test("a vendored package.json keeps what Node reads of it", () => {
  const kept = JSON.parse(
    trimPackage('{ "name": "a", "type": "module", "main": "b.js", "exports": {}, "scripts": {} }'),
  );
  expect(kept).toEqual({ name: "a", type: "module", main: "b.js" });
});

test("where files go, and which do not", () => {
  expect(vendorPath("node_modules/next/node_modules/a.js")).toBe("vendor/next/vendor/a.js");
  expect(vendorPath(".next/node_modules/x/a.js")).toBe(".next/vendor/x/a.js");
  for (const name of ["a.node", "lib/x.so", "x.so.8.17", "a.dylib", "a.DLL"])
    expect(nameProblem(name), name).toMatch(/native/);
  expect(nameProblem("../other/a.js")).toMatch(/outside/);
  expect(nameProblem("node_modules/next/dist/a.js")).toBeUndefined();
});
