import { expect, test } from "vitest";
import { assignColors, hashText } from "./colors.ts";

test("hashes like FNV-1a", () => {
  expect(hashText("")).toBe(0x811c9dc5);
  expect(hashText("a")).toBe(0xe40c292c);
  expect(hashText("foobar")).toBe(0xbf9cf968);
});

test("a taken colour moves on, and a later name never changes an earlier one", () => {
  const names = ["read", "tokenize", "parse", "compile", "file"];
  const few = assignColors(names.slice(0, 3));
  const all = assignColors(names);
  for (const [name, colorIndex] of few) expect(all.get(name)).toBe(colorIndex);
  expect(new Set(all.values()).size).toBe(names.length);
});

test("the eighth and later are other", () => {
  const colorIndexes = [...assignColors(Array.from({ length: 10 }, (_, index) => `name ${index}`)).values()];
  expect(new Set(colorIndexes.slice(0, 7)).size).toBe(7);
  expect(colorIndexes.slice(7)).toEqual([8, 8, 8]);
});
