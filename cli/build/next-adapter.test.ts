/** The output of `next build` becomes dist/dashboard, or the build fails with a reason; each fault is planted once. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { because } from "../../lib/fixtures/because.ts";
import adapter from "./next-adapter.mjs";

const PAGE = ".next/server/app/page.js";
let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "spantom-adapter-")));
  put(PAGE, 'require("react"); require("better-sqlite3-90e2652d1716b047"); require("node:fs");');
  put("node_modules/react/index.js", "");
  put("node_modules/react/package.json", '{ "name": "react", "scripts": {} }');
  put("node_modules/react/LICENSE", "MIT");
  put(".next/static/a.js", "browser()");
  put(".next/build-manifest.json", '{ "polyfillFiles": ["static/old.js"] }');
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, text: string): string {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  return path;
}

/** Calls the adapter as Next does: one page, its traced files, one file for the browser. */
function build(
  assets: readonly string[] = [],
  statics: readonly string[] = [".next/static/a.js"],
  { basePath = "", dynamicRoutes = [] as object[], pathname = "/" } = {},
): void {
  const all = ["node_modules/react/index.js", "node_modules/react/package.json", ...assets];
  const page = {
    pathname: basePath + pathname,
    filePath: join(root, PAGE),
    assets: Object.fromEntries(all.map((a) => [a, join(root, a)])),
  };
  const staticFiles = statics.map((path) => ({
    pathname: path.replace(".next", `${basePath}/_next`),
    filePath: join(root, path),
  }));
  const outputs = { appPages: [page], appRoutes: [], prerenders: [], staticFiles };
  const rest = { routing: { dynamicRoutes }, repoRoot: root, projectDir: root, buildId: "1", nextVersion: "16" };
  (adapter.onBuildComplete as (build: unknown) => void)({ outputs, config: { basePath }, ...rest });
}

const out = (path: string) => join(root, "dist/dashboard", path);

test("a sound build is copied, finds its modules by relative paths, and counts as built", () => {
  put(".next/static/old.js", "old()");
  build([], [".next/static/a.js", ".next/static/old.js"]);
  const code = readFileSync(out(PAGE), "utf8");
  expect(code).toBe('require("../../../vendor/react/index.js"); require("better-sqlite3"); require("node:fs");');
  expect(readFileSync(out("vendor/react/LICENSE"), "utf8")).toBe("MIT");
  expect(brotliDecompressSync(readFileSync(out("static/_next/static/a.js.br"))).toString()).toBe("browser()");
  expect(existsSync(out("static/_next/static/old.js.br")), "what only old browsers need").toBe(false);
  expect(JSON.parse(readFileSync(out("manifest.json"), "utf8")).routes).toEqual([{ pathname: "/", file: PAGE }]);
});

test.each([
  ["a native file", "node_modules/sharp/lib/sharp.node", "", "node_modules/sharp/lib/sharp.node is a native file"],
  [
    "a left-over require",
    "node_modules/react/index.js",
    'require("gone")',
    "vendor/react/index.js requires gone, which is not shipped",
  ],
  [
    "a path in code",
    "node_modules/react/index.js",
    "'ROOT/app/page.tsx'",
    "vendor/react/index.js holds a path of this machine",
  ],
  [
    "a path in data",
    ".next/server/a.json",
    '{ "page": "ROOT/app/page.tsx" }',
    ".next/server/a.json holds a path of this machine",
  ],
])("%s fails the build", (_, path, text, problem) => {
  put(path, text.replace("ROOT", root));
  expect(() => build([path])).toThrow(`dist/dashboard cannot be shipped:\n- ${problem}`);
  expect(existsSync(out("manifest.json"))).toBe(false);
});

test("a path in what the browser gets fails the build", () => {
  put(".next/static/b.js", `"${root}/app/page.tsx"`);
  expect(() => build([], [".next/static/b.js"])).toThrow("/_next/static/b.js holds a path of this machine");
  expect(existsSync(out("manifest.json"))).toBe(false);
});

test.skipIf(because(process.platform === "win32", "Windows needs rights for links"))("a link fails the build", () => {
  symlinkSync(join(root, "node_modules/react"), join(root, ".next/linked"));
  expect(() => build([".next/linked"])).toThrow(".next/linked is not a plain file (npm drops links)");
  expect(existsSync(out("manifest.json"))).toBe(false);
});

test("what comes with the installed package, and Next's own record of folders, fail nothing", () => {
  put(".next/required-server-files.json", JSON.stringify({ appDir: root, files: [`${root}/app`] }));
  put("node_modules/better-sqlite3/build/Release/better_sqlite3.node", "");
  build([".next/required-server-files.json", "node_modules/better-sqlite3/build/Release/better_sqlite3.node"]);
  expect(JSON.parse(readFileSync(out(".next/required-server-files.json"), "utf8")).appDir).toBe(".");
  expect(existsSync(out("vendor/better-sqlite3"))).toBe(false);
});

test("the build's base path is nowhere in what is shipped: all is asked for from the dashboard's root", () => {
  const basePath = "/__base__";
  const sourceRegex = "^/__base__[/]?/span/(?<id>[^/]+?)(?:/)?$";
  put(PAGE, 'module.exports = "/__base__/_next/a.js";');
  put(".next/static/a.js", 'load("/__base__/_next/b.js")');
  build([], [".next/static/a.js"], {
    basePath,
    pathname: "/span/[id]",
    dynamicRoutes: [{ source: "/span/[id]", sourceRegex }],
  });
  expect(readFileSync(out(PAGE), "utf8")).toBe('module.exports = "./_next/a.js";');
  expect(String(brotliDecompressSync(readFileSync(out("static/_next/static/a.js.br"))))).toBe('load("./_next/b.js")');
  expect(JSON.parse(readFileSync(out("manifest.json"), "utf8"))).toMatchObject({
    routes: [{ pathname: "/span/[id]", pattern: "^[/]?/span/(?<id>[^/]+?)(?:/)?$", file: PAGE }],
    files: ["/_next/static/a.js"],
  });
  expect(() => build([], [], { basePath, pathname: "/span/[id]" })).toThrow("/span/[id] has parameters");
});

test("a base path in a form that nobody knows fails the build", () => {
  put(".next/static/a.js", "x = /__base__$/");
  expect(() => build([], [".next/static/a.js"], { basePath: "/__base__" })).toThrow(
    "/_next/static/a.js holds the build's base path",
  );
});
