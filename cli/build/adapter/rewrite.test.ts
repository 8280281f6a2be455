import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { hidePaths, relinkRequires, trimPackage, vendorPath } from "./rewrite.mjs";
import { nameProblem, namesFolder } from "./shipped.mjs";

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
  ['require("better-sqlite3-90e2652d1716b047/package.json")', 'require("better-sqlite3/package.json")'],
])("%s becomes %s", (from, to) => {
  expect(relink(from)).toEqual({ code: to, unresolved: [] });
});

test("a module that is not shipped is named, in both quote styles", () => {
  expect(relink(`require("left"); require('gone')`).unresolved).toEqual(["left", "gone"]);
});

test("a require known never to be reached is let by, and only where it is known", () => {
  const code = "require('@opentelemetry/api')";
  const path = "node_modules/next/dist/server/lib/trace/tracer.js";
  expect(relinkRequires(code, path, chunk, shipped).unresolved).toEqual([]);
  expect(relink(code).unresolved).toEqual(["@opentelemetry/api"]);
});

test("requires between vendored files are relative too", () => {
  const path = "node_modules/next/dist/a.js";
  const file = put(path);
  expect(relinkRequires('require("react")', path, file, shipped).code).toBe('require("../../react/index.js")');
});

test("folders of the building machine are hidden in Next's own record", () => {
  const hide = (value: unknown, root: string) => JSON.parse(hidePaths(JSON.stringify(value), root));
  expect(
    hide({ root: "/home/me/spantom", dirs: ["/home/me/spantom/app"], other: "/home/me/spantom2" }, "/home/me/spantom"),
  ).toEqual({
    root: ".",
    dirs: ["./app"],
    other: "/home/me/spantom2",
  });
  expect(hide({ root: "C:\\me\\spantom", page: "/app/page" }, "C:\\me\\spantom")).toEqual({
    root: ".",
    page: "/app/page",
  });
  expect(hide({ root: "/app", files: [".next/server/app/page.js"] }, "/app")).toEqual({
    root: ".",
    files: [".next/server/app/page.js"],
  });
});

test.each([
  ["/home/me/spantom", 'x("/home/me/spantom/app/page.tsx")', true],
  ["/home/me/spantom", "file:///home/me/spantom/lib/driver.ts", true],
  ["/home/me/spantom", "/home/me/spantom2/lib/a.ts", false],
  ["/app", '"/app/node_modules/next/dist/a.js"', true],
  ["/app", '"server/app/lib/page.js" "/app" "/app-build-manifest"', false],
  ["C:\\me", JSON.stringify("C:\\me\\lib\\a.ts"), true],
  ["C:\\me", "file:///C:/me/lib/a.ts", true],
])("root %s in %s: %s", (folder, text, found) => {
  expect(namesFolder(text, folder)).toBe(found);
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
