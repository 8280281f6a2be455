import { expect, test } from "vitest";
import { drawRandom, ROUNDS } from "../../../lib/fixtures/seed.ts";
import { findOpen, isJson, isList, type JsonNode, readJson } from "./json-parts.ts";

/** What JavaScript makes of it. */
function parsed(node: JsonNode): unknown {
  if (!isList(node)) return node.kind === "text" ? node.text : JSON.parse(node.text);
  if (node.kind === "array") return node.entries.map(([, value]) => parsed(value));
  return Object.fromEntries(node.entries.map(([key, value]) => [key, parsed(value)]));
}

test("order, repeated keys and digits stay as written", () => {
  const { entries } = readJson('{"b": 12345678901234567890, "1": 1.50, "b": [], "\\u202e": "a\\nb", "": null}');
  expect(entries).toEqual([
    ["b", { kind: "number", text: "12345678901234567890" }],
    ["1", { kind: "number", text: "1.50" }],
    ["b", { kind: "array", entries: [], key: null }],
    ["\u202e", { kind: "text", text: "a\nb" }],
    ["", { kind: "word", text: "null" }],
  ]);
});

test("whatever JSON says is read, indented or not", () => {
  const random = drawRandom();
  const texts = ["", "a", '"', "\\", "[", "}", ": ,", "\n", "名", "\u202e", "-1", "true"];
  const draw = (depth: number): unknown => {
    const size = random.below(4);
    const kind = depth > 3 ? 2 + random.below(4) : random.below(6);
    if (kind === 0) return Array.from({ length: size }, () => draw(depth + 1));
    if (kind === 1)
      return Object.fromEntries(Array.from({ length: size }, () => [random.pick(texts), draw(depth + 1)]));
    return [random.pick(texts), random.below(1e9) / 1e3, -1e-7, random.chance(0.5) || null][kind - 2];
  };
  for (let round = 0; round < ROUNDS * 200; round++) {
    const value = [draw(0), { nested: draw(0) }][round % 2];
    const text = JSON.stringify(value, null, random.pick([undefined, 2, "\t"]));
    expect(isJson(text)).toBe(typeof value === "object" && value !== null);
    if (isJson(text)) expect(parsed(readJson(text)), text).toEqual(value);
  }
});

test("what only looks like JSON, or is no more than a value, is text", () => {
  for (const text of ["", "12", '"a"', "null", "{", "[1,]", "{a: 1}", "[see below]", '{"a": 1} ']) {
    expect(isJson(text), text).toBe(text === '{"a": 1} ');
  }
});

test("deep and large texts are read, and only what fits is open", () => {
  const deep = `${"[".repeat(50_000)}1${"]".repeat(50_000)}`;
  expect(readJson(deep).entries).toHaveLength(1);
  expect(findOpen(readJson(deep)).size).toBeLessThan(100);
  const large = JSON.stringify(Array.from({ length: 20_000 }, (_, id) => ({ id, note: "x".repeat(40) })));
  expect(large.length).toBeGreaterThan(1e6);
  const read = readJson(large);
  expect(read.entries).toHaveLength(20_000);
  expect(findOpen(read).size).toBe(1);
  const order = readJson('{"user":{"id":1},"items":[{"a":1},{"a":2}]}');
  expect(findOpen(order).size).toBe(5);
});
