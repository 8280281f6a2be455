/** Tags that are objects: JSON as usual, and of large ones no more is read than is kept. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Session } from "../api.ts";
import { createTracedFile, type TracedFile } from "../fixtures/traced-file.ts";

let traced: TracedFile;
let SP: Session;
beforeEach(() => {
  traced = createTracedFile();
  SP = traced.SP;
});
afterEach(() => traced.remove());

/** Counts how many of its elements are read. */
function counted(length: number): { list: unknown[]; reads: () => number } {
  let reads = 0;
  const list = new Proxy(new Array(length), {
    get(target, key) {
      if (key !== "length" && key !== "toJSON") reads += 1;
      return key === "length" ? length : key === "toJSON" ? undefined : Reflect.has(target, key) ? 0 : { row: key };
    },
  });
  return { list, reads: () => reads };
}

describe("a large value is read no further than it is kept", () => {
  const stored = (value: unknown): string => {
    SP.span("large", () => SP.tag({ value }));
    return traced.query<[string]>("SELECT value FROM span_tags").at(-1)?.[0] ?? "";
  };

  test("a list of a hundred million", () => {
    const { list, reads } = counted(1e8);
    const text = stored(list);
    expect(text).toMatch(/^\[\{"row":"0"\},\{"row":"1"\},.*…$/);
    expect(text.length).toBe(16_384);
    expect(reads()).toBeLessThan(2000);
  });

  test("one of them inside of what JSON cannot say", () => {
    const { list, reads } = counted(1e8);
    const value: Record<string, unknown> = { list };
    value.self = value;
    expect(stored(value).length).toBe(16_384);
    expect(reads()).toBeLessThan(2000);
  });

  test("objects whose values are left out", () => {
    let reads = 0;
    const nothing = new Proxy({}, { get: (_target, key) => void (key === "toJSON" || reads++) });
    const keys = Array.from({ length: 50_000 }, (_, i) => `key ${i}`);
    const value = new Proxy(nothing, {
      ownKeys: () => keys,
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: undefined }),
    });
    expect(stored(value)).toMatch(/^\{…+$/);
    expect(reads).toBeLessThan(17_000);
  });

  test("a million holes, a map, a set, a text, a number", () => {
    expect(stored(new Array(1e8))).toMatch(/^\[null,null,.*…$/);
    const million = Array.from({ length: 1e6 }, (_, i) => i);
    expect(stored(new Map(million.map((i) => [i, i])))).toMatch(/^\{"0":0,"1":1,.*…$/);
    expect(stored(new Set(million))).toMatch(/^\[0,1,2,.*…$/);
    expect(stored({ text: "x".repeat(1e7) })).toMatch(/^\{"text":"x+…$/);
    expect(stored(10n ** 40n)).toBe(`1${"0".repeat(40)}`);
    expect(stored(10n ** 1_000_000n)).toBe("[bigint of more than 16,384 digits]");
  });

  test("levels without end", () => {
    const endless = (): object =>
      new Proxy(
        {},
        {
          get: (_target, key) => (key === "toJSON" ? undefined : endless()),
          ownKeys: () => ["deeper"],
          getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
        },
      );
    // As `inspect` sees it, past the proxy; Node 26 says that there is one.
    expect(stored(endless())).toMatch(/^(\{\}|Proxy\(\{\}\))$/);
    let deep: object = {};
    for (let i = 0; i < 1e5; i++) deep = { deep };
    expect(stored(deep)).toBe("{\n  deep: { deep: { deep: { deep: [Object] } } }\n}");
  });

  test("a hundred levels are JSON as ever, also with one object in two places", () => {
    let nested: unknown = [1];
    for (let i = 0; i < 98; i++) nested = i % 2 ? [nested] : { nested };
    const shared = { a: 1 };
    for (const value of [nested, [shared, shared], { a: shared, b: [shared] }])
      expect(stored(value)).toBe(JSON.stringify(value));
  });
});

describe("what JSON says, it says here", () => {
  const boxed = [Object("text"), Object(1), Object(true)];
  const values: [string, unknown][] = [
    [
      "functions, symbols and undefined",
      { f() {}, s: Symbol("x"), u: undefined, a: [() => {}, Symbol("x"), undefined] },
    ],
    ["boxed values", boxed],
    ["dates", { at: new Date(0), never: new Date(Number.NaN) }],
    ["toJSON with undefined inside", { a: { toJSON: () => undefined }, b: [{ toJSON: () => undefined }] }],
    ["keys and texts that need quotes", { 'a"\n': '\u2028\ud800"\\' }],
    [
      "class instances, and what they inherit",
      new (class extends Base {
        own = 1;
      })(),
    ],
    ["numbers as keys", { 2: "b", 1: "a", z: 0 }],
    ["holes", Object.assign(new Array(4), { 1: 1, 3: 2 })],
  ];
  test.each(values)("%s", (_kind, value) => {
    SP.span("json", () => SP.tag({ value }));
    expect(traced.span("json").tags).toEqual({ value: JSON.stringify(value) });
  });
});

class Base {
  inherited = 2;
  get getter() {
    return 3;
  }
}
