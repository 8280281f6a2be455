/** Names and tags that are malicious, or merely large: nothing throws, nothing stalls, and the file stays readable. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Session, Tags } from "../api.ts";
import { collectNotices, createTracedFile, type TracedFile } from "../fixtures/traced-file.ts";
import { warn } from "../runtime/notice.ts";

let traced: TracedFile;
let SP: Session;
beforeEach(() => {
  traced = createTracedFile();
  SP = traced.SP;
});
afterEach(() => traced.remove());

const explode = (): never => {
  throw new Error("hostile");
};

function revoked<T extends object>(target: T): T {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** Every trap throws. */
function explosive<T extends object>(target: T): T {
  return new Proxy(target, new Proxy({}, { get: () => explode }));
}

const NAMES: [kind: string, name: unknown, stored: string][] = [
  ["undefined", undefined, "anonymous_span"],
  ["null", null, "anonymous_span"],
  ["an empty text", "", "anonymous_span"],
  ["a number", 42, "42"],
  ["true", true, "true"],
  ["a bigint", 7n, "7"],
  ["an object", { a: 1 }, '{"a":1}'],
  ["a symbol", Symbol("x"), "Symbol(x)"],
  [
    "an object that throws when it is read",
    { toJSON: explode, toString: explode },
    "{ toJSON: [Function: explode], toString: [Function: explode] }",
  ],
  ["a revoked proxy", revoked({}), "[unprintable: TypeError]"],
  ["an object without a prototype", Object.create(null), "{}"],
  ["a date that is written as a number", Object.assign(new Date(0), { toISOString: () => 5 }), "5"],
  ["ten million characters", "n".repeat(1e7), `${"n".repeat(1023)}…`],
  ["half a character", "a\ud800b", "a\ufffdb"],
  ["a NUL", "a\0b", "a\0b"],
  ["line ends, right to left, emoji, accents", "a\r\n\u202eb\u{1f600}e\u0301", "a\r\n\u202eb\u{1f600}e\u0301"],
  ["SQL", "'; DROP TABLE spans; --", "'; DROP TABLE spans; --"],
  ["__proto__", "__proto__", "__proto__"],
  ["constructor", "constructor", "constructor"],
  ["toString", "toString", "toString"],
];

describe("a name", () => {
  test.each(NAMES)("%s", (_kind, name, stored) => {
    const given = name as string;
    expect(SP.span(given, () => 7)).toBe(7);
    SP.span(given).enter().end();
    SP.span(given)(() => {})();
    SP.write(given, 1, 1);
    const rows = traced.query<[string]>("SELECT name FROM spans").flat();
    // Without a name, the span gets the function's own.
    expect(rows).toEqual(Array(4).fill(stored));
    expect(SP.summary().spanNames).toEqual([stored]);
  });

  test("is found by SQL and by its count, whatever it is", () => {
    for (const [, name] of NAMES) for (let i = 0; i < 3; i++) SP.write(name as string, i, 1);
    const counts = traced.query<[string, number]>("SELECT name, count(*) FROM spans GROUP BY name");
    const expected = new Map<string, number>();
    for (const [, , stored] of NAMES) expected.set(stored, (expected.get(stored) ?? 0) + 3);
    expect(new Map(counts)).toEqual(expected);
    const find = SP.conn.prepare("SELECT count(*) AS n FROM spans WHERE name = ?");
    for (const [stored, count] of expected) expect(find.get(stored)).toEqual({ n: count });
  });
});

describe("values whose own code traces", () => {
  const both = (run: () => unknown) => ({ toJSON: run, [Symbol.for("nodejs.util.inspect.custom")]: run });

  test("spans, tags, writes, clears and asks in the middle of tagging", () => {
    const value = both(() => {
      SP.span("inner", (span) => span.tag({ of: "inner" }));
      SP.tag({ second: 2 });
      SP.flush();
      return SP.summary().spanCount;
    });
    SP.span("outer", { first: 1 }, () => SP.tag({ value }));
    expect(traced.tree()).toEqual(["inner < outer", "outer"]);
    expect(traced.span("outer").tags).toEqual({ first: "1", second: "2", value: "1" });
    const clears = both(() => SP.clear());
    SP.span("cleared", () => SP.tag({ before: 1, clears, after: 2 }));
    expect(traced.spans().map(({ name, tags }) => [name, tags])).toEqual([["cleared", { clears: "true", after: "2" }]]);
  });

  test("tags itself, and is a name of its own", () => {
    const tagged: object = both(() => SP.tag({ tagged }));
    const named: object = both(() => SP.span(named as never, () => "said"));
    SP.span("outer", () => SP.tag({ tagged }));
    expect(SP.span(named as never, () => 7)).toBe(7);
    expect(traced.span("outer").tags).toEqual({ tagged: "true" });
    expect(traced.query<[string]>("SELECT name FROM spans WHERE name <> 'outer'").flat()).toEqual([
      "[unprintable: itself]",
      ...Array(4).fill('"said"'),
    ]);
  });

  test("grows the map that it is in", () => {
    const map = new Map<unknown, unknown>();
    map.set("a", {
      toJSON: () =>
        map.set(
          `key ${map.size}`,
          both(() => 1),
        ).size,
    });
    SP.span("map", () => SP.tag(map as never));
    expect(traced.span("map").tags).toEqual({ a: "2" });
  });
});

describe("functions and tags that throw when they are looked at", () => {
  test("tags as the second argument", () => {
    for (const tags of [explosive({ kind: "x" }), revoked({}), new Proxy({}, { has: explode })] as Tags[]) {
      expect(SP.span("called", tags, () => 7)).toBe(7);
      SP.span("entered", tags).enter().tag(tags).end();
      SP.write("written", 1, 1, tags);
    }
    expect(traced.query("SELECT name, count(*) FROM spans GROUP BY name")).toEqual([
      ["called", 3],
      ["entered", 3],
      ["written", 3],
    ]);
  });

  test("a function behind a proxy, or with a hostile name", () => {
    const named = Object.defineProperty(() => 7, "name", { get: explode });
    const { apply, ...others } = Object.fromEntries(
      Object.getOwnPropertyNames(Reflect).map((trap) => [trap, explode]),
    ) as Record<string, () => never>;
    expect(apply).toBe(explode);
    const proxied = new Proxy(() => 7, others);
    for (const fn of [named, proxied]) {
      expect(SP.span("named")(fn)()).toBe(7);
      expect(SP.span(fn)()).toBe(7);
    }
    expect(() => SP.span("named")(revoked(() => 7))()).toThrow(TypeError); // When it is called, as without tracing.
    expect(traced.spans().map(({ name }) => name)).toEqual([
      "named",
      "anonymous_span",
      "named",
      "anonymous_span",
      "named",
    ]);
  });
});

test("a line on stderr is one line, bounded, whatever is in it", () => {
  const lines = collectNotices(() => warn(`/tmp/a\nb\r\u001b[2J\u202e\u2028%s: ${"long ".repeat(1000)}`));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^spantom: \/tmp\/a\\u000ab\\u000d\\u001b\[2J\\u202e\\u2028%s: long/);
  expect(lines[0]?.length).toBeLessThan(2100);
});
