import { expect, test } from "vitest";
import { drawRandom, ROUNDS } from "../fixtures/seed.ts";
import { assignColors, hashText, reassignColors } from "./colors.ts";

const NAMES = ["read", "tokenize", "parse", "compile", "file", "write", "hash"];

test("hashes like FNV-1a", () => {
  expect(hashText("")).toBe(0x811c9dc5);
  expect(hashText("a")).toBe(0xe40c292c);
  expect(hashText("foobar")).toBe(0xbf9cf968);
});

test("the first seven have a colour each, and all others are other", () => {
  const colors = [...assignColors([...NAMES, "rare", "rarer", "rarest"]).values()];
  expect(new Set(colors.slice(0, 7)).size).toBe(7);
  expect(colors.slice(7)).toEqual([8, 8, 8]);
});

test("the same seven have the same colours in whichever order they come", () => {
  const colors = assignColors(NAMES);
  const random = drawRandom();
  for (let round = 0; round < ROUNDS; round++) {
    const left = [...NAMES];
    const shuffled = NAMES.flatMap(() => left.splice(random.below(left.length), 1));
    expect(new Map([...assignColors(shuffled)].sort())).toEqual(new Map([...colors].sort()));
  }
});

test("of seven, few change their colour where one is replaced", () => {
  const colors = assignColors(NAMES);
  const changed = Array.from({ length: 200 }, (_, index) => {
    const others = assignColors([...NAMES.slice(0, 6), `name ${index}`]);
    return NAMES.slice(0, 6).filter((name) => others.get(name) !== colors.get(name)).length;
  });
  expect(Math.max(...changed)).toBeLessThan(6);
  expect(changed.reduce((sum, count) => sum + count, 0) / changed.length).toBeLessThan(1.5);
});

test("a text keeps its colour while it is among the first ten, and loses it to another then", () => {
  const ranked = [...NAMES, "eighth", "ninth", "tenth", "eleventh"];
  const before = assignColors(ranked);
  const overtaken = [...NAMES.slice(0, 6), "eighth", "ninth", "tenth", "hash"];
  expect(reassignColors(overtaken, before).get("hash")).toBe(before.get("hash"));
  expect(reassignColors(overtaken, before).get("eighth")).toBe(8);
  const left = [...NAMES.slice(0, 6), "eighth", "ninth", "tenth", "eleventh", "hash"];
  expect(reassignColors(left, before).get("hash")).toBe(8);
  expect(reassignColors(left, before).get("eighth")).toBeLessThan(8);
});

test("what is gone for a while does not change the colours of the others, nor its own when it is back", () => {
  const before = assignColors(NAMES);
  const fewer = reassignColors(["parse", "hash"], before);
  for (const name of NAMES) expect(fewer.get(name)).toBe(before.get(name));
});
