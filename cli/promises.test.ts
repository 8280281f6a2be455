/** What the README promises has a test, which docs/promises.md names. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const readme = readFileSync(at("README.md"), "utf8");
const page = readFileSync(at("docs/promises.md"), "utf8");

const promised = [...(/## What is promised\n(.*?)\n## /s.exec(readme)?.[1] ?? "").matchAll(/^- \*\*(.+?)\*\*/gm)].map(
  ([, words]) => words,
);
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (---|Promise )/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, promise = "", held = ""]) => ({ promise, held }));

test("each promise of the README has a row, in its words and order", () => {
  expect(promised.length).toBeGreaterThan(10);
  expect(rows.map(({ promise }) => promise)).toEqual(promised);
});

test.each(rows)("$promise: the files that hold it exist", ({ held }) => {
  const files = [...held.matchAll(/`((?:lib|cli|app|e2e)\/[^`]+)`/g)].map(([, file = ""]) => file);
  if (files.length === 0) expect(held).toContain("`npm run bench`");
  for (const file of files) expect(existsSync(at(file)), file).toBe(true);
});
