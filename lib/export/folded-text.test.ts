import { expect, test } from "vitest";
import { makeDatabase } from "../fixtures/fixture-database.ts";
import { growTrees } from "../fixtures/random-trees.ts";
import { drawRandom, ROUNDS } from "../fixtures/seed.ts";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import { readCallTree } from "../queries/call-tree.ts";
import { readFoldedPaths } from "../queries/folded-paths.ts";
import { formatFolded } from "./folded-text.ts";

/** As flamegraph.pl reads a line; it takes a number before the last one for that of another column. */
function readLine(line: string): { readonly stack: string; readonly value: number } {
  const [, stack = "", value = ""] = /^(.*)\s+?(\d+(?:\.\d*)?)$/.exec(line) ?? [];
  expect(stack, line).not.toMatch(/^(.*)\s+?(\d+(?:\.\d*)?)$/);
  return { stack, value: Number(value) };
}

const readFolded = (text: string) => (text === "" ? [] : text.trimEnd().split("\n").map(readLine));

test("lines have the self times of the call tree, and add up to the whole", () => {
  const random = drawRandom();
  for (let round = 0; round < ROUNDS; round++) {
    const db = makeDatabase(growTrees(random, 300).map((span) => ({ ...span, duration: span.duration * 1e-4 })));
    for (const scope of [DEFAULT_SCOPE, { ...DEFAULT_SCOPE, names: ["a", "call"] }]) {
      const lines = readFolded([...formatFolded(readFoldedPaths(db, scope).paths)].join(""));
      const tree = readCallTree(db, { scope, split: [] }, () => undefined);
      const stacks: string[] = [];
      const selfs = new Map<string, number>();
      for (const [index, { parent, name, self }] of tree.paths.entries()) {
        stacks[index] = parent < 0 ? name : `${stacks[parent]};${name}`;
        selfs.set(stacks[index] ?? "", self * 1e6);
      }
      for (const { stack, value } of lines) expect(Math.abs(value - (selfs.get(stack) ?? 0)), stack).toBeLessThan(1.5);
      const sum = lines.reduce((all, { value }) => all + value, 0);
      expect(Math.abs(sum - tree.self * 1e6)).toBeLessThan(1);
      expect(lines.length).toBeGreaterThan(0);
    }
    db.close();
  }
});

test("no name ends a frame or a line, or looks like a number of its own", () => {
  const names = ["a;b", "two\nlines", "load 12", "tab\t3", "\u0000nul", "", "⏱ naïve"];
  const [text = ""] = formatFolded([
    { names, self: 1 },
    { names: ["fine"], self: 2 },
  ]);
  expect(readFolded(text)).toEqual([
    { stack: 'a:b;two_lines;load_12;tab_3;_nul;"";⏱_naïve', value: 1_000_000 },
    { stack: "fine", value: 2_000_000 },
  ]);
});

test("calls of less than a microsecond are not lost together", () => {
  const paths = Array.from({ length: 1000 }, (_, index) => ({ names: [`n${index}`], self: 0.3e-6 }));
  const lines = readFolded([...formatFolded(paths)].join(""));
  expect(lines.reduce((sum, { value }) => sum + value, 0)).toBe(300);
});

test("calls deeper than a thousand levels count at the last of these", () => {
  const deep = Array.from({ length: 3000 }, (_, level) => ({
    id: 3000 - level,
    name: "down",
    start: 1000 + level,
    duration: 6000 - 2 * level,
    ...(level > 0 && { parent: 3001 - level }),
  })).reverse();
  const lines = readFolded([...formatFolded(readFoldedPaths(makeDatabase(deep), DEFAULT_SCOPE).paths)].join(""));
  expect(lines).toHaveLength(1000);
  expect(lines.map(({ stack }) => stack.split(";").length)).toEqual(Array.from({ length: 1000 }, (_, i) => i + 1));
  expect(lines[0]?.value).toBe(2e6);
  expect(lines.reduce((sum, { value }) => sum + value, 0)).toBe(6000e6);
});
