import { expect, test } from "vitest";
import { matchText, pickMatching } from "./match-text.ts";

const said = (text: string, typed: string) =>
  matchText(text, typed)?.ranges.map(([from, to]) => text.slice(from, to)) ?? null;

test.each([
  ["compress", "comp", ["comp"]],
  ["Compare with another run", "comp run", ["Comp", "run"]],
  ["decompress", "COMP", ["comp"]],
  ["read file", "e f", ["e", "f"]],
  ["aaa", "aa a", ["aa"]],
  ["anything", "", []],
  ["İstanbul", "İst", ["İst"]],
  ["compress", "x", null],
  ["compress", "comp x", null],
])("%s, typed %s", (text, typed, parts) => expect(said(text, typed)).toEqual(parts));

test("the start of a word is marked rather than its inside", () =>
  expect(said("unread read", "read")).toEqual(["read"]));

test("what starts so comes first, then words that do, then the rest; else the order stays", () => {
  const items = ["decompress", "file compress", "compress", "compile"].map((text) => ({ text }));
  expect(pickMatching(items, "comp", 9).map(({ text }) => text)).toEqual([
    "compress",
    "compile",
    "file compress",
    "decompress",
  ]);
  expect(pickMatching(items, "comp", 1)).toHaveLength(1);
});
