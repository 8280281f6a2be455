/** The last check before packing, with each fault that must not leave the build machine planted once. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { because } from "../../../lib/fixtures/because.ts";
import { findUnshippable } from "./shipped.mjs";

const ROOT = "/home/me/spantom";
let dist: string;
beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), "spantom-shipped-"));
  put(
    "lib/index.js",
    'import { createRequire } from "node:module";\nconst fs = require("fs"), db = require("better-sqlite3");',
  );
  put("cli/index.js", 'import {\n  a\n} from "./chunk.js";\nexport * from "./other.js";\n// from "commander" it came');
  put("dashboard/vendor/next/a.js", 'require("styled-jsx")');
});
afterEach(() => rmSync(dist, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(dist, path)), { recursive: true });
  writeFileSync(join(dist, path), text);
}

test("a sound build has nothing to complain of", () => {
  expect(findUnshippable(dist, ROOT)).toEqual([]);
});

test.each([
  ["a native file", "dashboard/vendor/sharp/sharp.node", "", "is a native file, made for one platform"],
  ["a shared library", "lib/libvips.so.42", "", "is a native file, made for one platform"],
  ["a bare import", "cli/a.js", 'import {\n  Command\n} from "commander";', "imports commander, which is not shipped"],
  ["a bare import for its effect", "lib/a.js", 'import "react";', "imports react, which is not shipped"],
  ["a bare export", "lib/b.js", "export * from 'react';", "imports react, which is not shipped"],
  ["a bare require", "lib/a.cjs", 'var x = require("esbuild");', "imports esbuild, which is not shipped"],
  ["a bare import when called", "cli/b.js", 'await import("next/server")', "imports next/server, which is not shipped"],
  ["a path in code", "lib/c.js", `const at = "${ROOT}/lib/driver.ts";`, "holds a path of this machine"],
  ["a path in data", "dashboard/a.json", `{"from":"${ROOT}/app/page.tsx"}`, "holds a path of this machine"],
  ["a path in types", "lib/a.d.ts", `/// <reference path="${ROOT}/lib/x.ts" />`, "holds a path of this machine"],
])("%s is found", (_, path, text, problem) => {
  put(path, text);
  expect(findUnshippable(dist, ROOT)).toEqual([`${path} ${problem}`]);
});

test.skipIf(because(process.platform === "win32", "Windows needs rights for links"))(
  "a link is found, to a file and to a folder",
  () => {
    symlinkSync("index.js", join(dist, "lib/link.js"));
    symlinkSync("../lib", join(dist, "cli/linked"));
    symlinkSync("..", join(dist, "cli/endless"));
    expect(findUnshippable(dist, ROOT).sort()).toEqual([
      "cli/endless is not a plain file (npm drops links)",
      "cli/linked is not a plain file (npm drops links)",
      "lib/link.js is not a plain file (npm drops links)",
    ]);
  },
);
