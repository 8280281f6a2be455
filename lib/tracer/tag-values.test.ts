/** Tags: any value becomes text, within bounds, at the moment of tagging, and without ever throwing. */
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Session } from "../api.ts";
import { collectNotices, createTracedFile, type TracedFile } from "../fixtures/traced-file.ts";

let traced: TracedFile;
let SP: Session;
beforeEach(() => {
  traced = createTracedFile();
  SP = traced.SP;
});
afterEach(() => traced.remove());

/** The tags in the file, in the order of their ids. */
function store(...tags: unknown[]): [key: string, value: string][] {
  SP.span("tagged", () => {
    for (const each of tags) SP.tag(each as Record<string, unknown>);
  });
  return traced.query("SELECT key, value FROM span_tags ORDER BY id");
}

const circular: Record<string, unknown> = { a: 1 };
circular.self = circular;

test.each<[string, unknown, string]>([
  ["a text", "text", "text"],
  ["an empty text", "", ""],
  ["a number", 1.5, "1.5"],
  ["a whole number, unlike Python", 1.0, "1"],
  ["a large number", 1e21, "1e+21"],
  ["NaN", Number.NaN, "NaN"],
  ["Infinity", -Number.POSITIVE_INFINITY, "-Infinity"],
  ["minus zero", -0, "0"],
  ["true", true, "true"],
  ["a bigint", 10n ** 20n, "100000000000000000000"],
  ["null", null, "null"],
  ["a Date", new Date(0), "1970-01-01T00:00:00.000Z"],
  ["an invalid Date", new Date(Number.NaN), "Invalid Date"],
  ["an Error", new TypeError("no"), "TypeError: no"],
  ["an AbortError", AbortSignal.abort().reason, "AbortError: This operation was aborted"],
  ["another realm's Error", runInNewContext("new RangeError('far')"), "RangeError: far"],
  ["a URL", new URL("http://localhost/a?b"), "http://localhost/a?b"],
  ["a RegExp", /a+/g, "/a+/g"],
  ["a Map", new Map<unknown, unknown>([["a", { b: 1n }]]), '{"a":{"b":"1"}}'],
  ["a Set", new Set([1, "2"]), '[1,"2"]'],
  ["an array", [1, [2], undefined], "[1,[2],null]"],
  ["an object", { a: { b: [1] } }, '{"a":{"b":[1]}}'],
  ["what JSON has no word for", { n: Number.NaN, i: 1n, e: new Error("x") }, '{"n":"NaN","i":"1","e":"Error: x"}'],
  ["bytes inside", { b: Buffer.from("abc"), f: new Float32Array(2) }, '{"b":"[Uint8Array 3]","f":"[Float32Array 8]"}'],
  ["an object with toJSON", { toJSON: () => ({ short: 1 }) }, '{"short":1}'],
  ["a circular object", circular, "<ref *1> { a: 1, self: [Circular *1] }"],
  ["a symbol", Symbol("x"), "Symbol(x)"],
  ["a function", function named() {}, "[Function: named]"],
  ["an anonymous function", (() => () => {})(), "[Function: anonymous]"],
  ["a class", class Job {}, "[Function: Job]"],
  ["a Buffer", Buffer.from("abcd"), "[Uint8Array 4]"],
  ["an ArrayBuffer", new ArrayBuffer(8), "[ArrayBuffer 8]"],
])("%s", (_kind, value, text) => {
  expect(store({ value })).toEqual([["value", text]]);
});

describe("hostile values", () => {
  const explode = (): never => {
    throw new Error("hostile");
  };

  test.each<[string, unknown, string | RegExp]>([
    [
      "a getter inside that throws",
      {
        get bad() {
          return explode();
        },
        good: 1,
      },
      "{ bad: [Getter], good: 1 }",
    ],
    ["a toJSON that throws", { toJSON: explode, a: 1 }, /^\{ toJSON: \[Function: explode\], a: 1 \}$/],
    ["a revoked proxy", revoked(), "[unprintable: TypeError]"],
    [
      "a proxy whose traps throw",
      new Proxy({ a: 1 }, { get: explode, ownKeys: explode, getPrototypeOf: explode }),
      /./,
    ],
    ["an error whose message throws", Object.defineProperty(new Error(), "message", { get: explode }), /unprintable/],
    ["an object without a prototype", Object.create(null), "{}"],
    ["a date whose method throws", Object.assign(new Date(0), { toISOString: explode }), "[unprintable: Error]"],
  ])("%s", (_kind, value, text) => {
    const [[, stored]] = store({ value }) as [[string, string]];
    if (typeof text === "string") expect(stored).toBe(text);
    else expect(stored).toMatch(text);
  });

  test("a throwing getter of the tags themselves costs that tag alone", () => {
    const tags = {
      a: 1,
      get b() {
        return explode();
      },
      c: 3,
    };
    expect(store(tags)).toEqual([
      ["a", "1"],
      ["b", "[unprintable]"],
      ["c", "3"],
    ]);
  });

  test("tags that are a hostile proxy are no tags", () => {
    expect(store(revoked(), new Proxy({}, { ownKeys: explode }), { good: 1 })).toEqual([["good", "1"]]);
  });

  test("nothing else's prototype is changed, or read", () => {
    const tags = Object.assign(Object.create({ inherited: 1 }), { own: 2 });
    expect(store(tags, JSON.parse('{"__proto__": {"polluted": 1}}'))).toEqual([
      ["own", "2"],
      ["__proto__", '{"polluted":1}'],
    ]);
    expect("polluted" in {}).toBe(false);
  });
});

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe("a tag", () => {
  test("of undefined is left out, and takes no earlier value away", () => {
    expect(store({ a: 1, b: undefined }, { a: undefined })).toEqual([["a", "1"]]);
  });

  test("set twice is one row with the last value, where the first was", () => {
    expect(store({ a: 1, b: 2 }, { c: 3, a: 4 })).toEqual([
      ["a", "4"],
      ["b", "2"],
      ["c", "3"],
    ]);
  });

  test("is as the value was when it was set", () => {
    const list = [1];
    const map = new Map([["a", 1]]);
    SP.span("tagged", () => {
      SP.tag({ list, map });
      list.push(2);
      map.clear();
    });
    expect(traced.span("tagged").tags).toEqual({ list: "[1]", map: '{"a":1}' });
  });

  test("may come in a Map, with keys of any kind", () => {
    expect(
      store(
        new Map<unknown, unknown>([
          ["a", 1],
          [2, "two"],
          [null, 3],
        ]),
      ),
    ).toEqual([
      ["a", "1"],
      ["2", "two"],
      ["null", "3"],
    ]);
  });

  test("in nothing at all is nothing", () => {
    expect(store({})).toEqual([]);
    expect(SP.span("other", () => SP.tag({}))).toBe(true);
  });

  test("of a child is not its parent's", () => {
    SP.span("parent", () => {
      SP.tag({ a: "parent's" });
      SP.span("child", () => SP.tag({ a: "child's" }));
      SP.tag({ b: 1 });
    });
    expect(traced.spans().map(({ tags }) => tags)).toEqual([{ a: "child's" }, { a: "parent's", b: "1" }]);
  });
});

test("what is no object is ignored, and said once", () => {
  const lines = collectNotices(() => store("text", null, [1], 7, undefined, Symbol("x"), () => {}));
  expect(lines.length).toBeLessThanOrEqual(1);
  if (lines[0])
    expect(lines[0]).toMatch(/^spantom: SP\.tag\(\) takes an object such as \{ bytes: 10 \}; .* is ignored$/);
  expect(traced.query("SELECT count(*) FROM span_tags")).toEqual([[0]]);
});

describe("bounds", () => {
  test("a key has 256 characters, a value 16,384, the last an ellipsis", () => {
    const [[key, value] = ["", ""]] = store({ ["k".repeat(300)]: "v".repeat(20_000) });
    expect(key).toBe(`${"k".repeat(255)}…`);
    expect(value).toBe(`${"v".repeat(16_383)}…`);
    const edge = store({ ["e".repeat(256)]: "w".repeat(16_384) }).at(-1);
    expect(edge).toEqual(["e".repeat(256), "w".repeat(16_384)]);
  });

  test("a cut through the middle of a character leaves a whole text", () => {
    const [[, value] = ["", ""]] = store({ a: `${"v".repeat(16_382)}${"\u{1f600}".repeat(9)}` });
    expect(value.isWellFormed()).toBe(true);
    expect(value.length).toBe(16_384);
  });

  test("a span has 128 tags, and says how many more there were", () => {
    const rows = store(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`key ${i}`, i])));
    expect(rows.length).toBe(129);
    expect(rows[127]).toEqual(["key 127", "127"]);
    expect(rows[128]).toEqual(["spantom.dropped_tags", "9872"]);
  });

  test("a span has 65,536 characters of tags; a key that is there may still change", () => {
    const big = "x".repeat(16_000);
    const rows = store({ a: big, b: big, c: big, d: big, e: big, f: "small" }, { a: "changed" });
    expect(rows.map(([key, value]) => [key, value.length])).toEqual([
      ["a", 7],
      ["b", 16_000],
      ["c", 16_000],
      ["d", 16_000],
      ["f", 5],
      ["spantom.dropped_tags", 1],
    ]);
  });

  test("values that replace others are bounded, too: what does not fit leaves the old one", () => {
    const keys = Array.from({ length: 128 }, (_, i) => `key ${i}`);
    const rows = store(...keys.map((key) => ({ [key]: "" })), ...keys.map((key) => ({ [key]: "x".repeat(16_384) })));
    expect(rows.slice(0, 4).map(([key, value]) => [key, value.length])).toEqual([
      ["key 0", 16_384],
      ["key 1", 16_384],
      ["key 2", 16_384],
      ["key 3", 0],
    ]);
    expect(rows.at(-1)).toEqual(["spantom.dropped_tags", "125"]);
  });
});
