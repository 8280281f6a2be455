import { expect, test } from "vitest";
import { dropMapComment, dropUnreached, mergeChunks, minify, NEVER_REACHED } from "./slim.mjs";

test("the comment that names a map goes, and nothing else", () => {
  expect(dropMapComment("a();\n\n//# sourceMappingURL=a._.js.map")).toBe("a();\n");
  expect(dropMapComment("a();\n//# sourceMappingURL=a.js.map\n")).toBe("a();\n");
  const code = 'x = "//# sourceMappingURL=a.js.map";\nb();\n';
  expect(dropMapComment(code)).toBe(code);
});

test("chunks with the same content refer to the first of them", () => {
  const same = `module.exports=[1,()=>{${"a();".repeat(100)}}];`;
  const files = new Map([
    [".next/server/chunks/ssr/a.js", same],
    [".next/server/chunks/ssr/b.js", same],
    [".next/server/chunks/c.js", same],
    [".next/server/chunks/ssr/other.js", `${same};`],
    ["vendor/next/a.js", same],
  ]);
  mergeChunks(files);
  expect([...files.values()]).toEqual([
    same,
    'module.exports=require("./a.js");\n',
    'module.exports=require("./ssr/a.js");\n',
    `${same};`,
    same,
  ]);
});

test("of the packages stays what a route leads to, with its name and licence", () => {
  const files = new Map([
    [".next/server/app/page.js", 'require("../../../vendor/next/dist/a.js")'],
    ["vendor/next/setup.js", ""],
    ["vendor/next/LICENSE", ""],
    ["vendor/next/package.json", "{}"],
    ["vendor/next/dist/a.js", 'require("./b"); require(\'./folder\'); import("./lazy.js"); require("./named")'],
    ["vendor/next/dist/b.js", 'require("./data")'],
    ["vendor/next/dist/data.json", "{}"],
    ["vendor/next/dist/folder/index.js", ""],
    ["vendor/next/dist/lazy.js", ""],
    ["vendor/next/dist/named/package.json", '{ "main": "lib/main.js" }'],
    ["vendor/next/dist/named/lib/main.js", ""],
    ["vendor/next/dist/gone.js", 'require("./b")'],
    ["vendor/left/package.json", "{}"],
    ["vendor/left/LICENSE", ""],
    ["vendor/left/index.js", ""],
  ]);
  const before = [...files.keys()];
  dropUnreached(files, ["vendor/next/setup.js"]);
  expect(before.filter((path) => !files.has(path))).toEqual([
    "vendor/next/dist/gone.js",
    "vendor/left/package.json",
    "vendor/left/LICENSE",
    "vendor/left/index.js",
  ]);
});

test("what is never reached", () => {
  expect(NEVER_REACHED.test("node_modules/next/dist/compiled/fast-jwt/index.js")).toBe(true);
  expect(NEVER_REACHED.test("node_modules/next/dist/compiled/wsx/index.js")).toBe(false);
});

test("packages lose their comments, not their names nor their licences", () => {
  const code = "// Why.\n/*! MIT */\nexports.longName = function longName(first) {\n  return first;\n};\n";
  const small = minify("node_modules/a/index.js", code);
  expect(small).not.toContain("Why");
  expect(small).toMatch(/MIT/);
  expect(small).toMatch(/longName=function longName\(first\)/);
  expect(minify(".next/server/app/page.js", code)).toBe(code);
});
