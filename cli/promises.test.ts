/** Every promise in the README has tests, named in docs/promises.md. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), "utf8");
const readme = read("README.md");

const promised = [...(/## What is promised\n(.*?)\n## /s.exec(readme)?.[1] ?? "").matchAll(/^- \*\*(.+?)\*\*/gm)].map(
  ([, words]) => words,
);
const rows = read("docs/promises.md")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (---|Promise )/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, promise = "", held = ""]) => ({ promise, held }));

/** Whether a file has a test or group with that title, possibly as a key in a table of tests. */
const hasTest = (source: string, title: string) => source.includes(`"${title}",`) || source.includes(`"${title}": [`);

test("each promise of the README has a row, in its words and order", () => {
  expect(promised.length).toBeGreaterThan(10);
  expect(rows.map(({ promise }) => promise)).toEqual(promised);
});

test.each(rows)("$promise: the tests that hold it are there", ({ held }) => {
  const holders = [...held.matchAll(/`((?:lib|cli|app|e2e)\/[^`]+)`: ((?:"[^"]+"(?:, )?)+)/g)];
  if (holders.length === 0) expect(held).toContain("`npm run bench`");
  for (const [, file = "", titles = ""] of holders)
    for (const [, title = ""] of titles.matchAll(/"([^"]+)"/g))
      expect(hasTest(read(file), title), `${file}: ${title}`).toBe(true);
});
