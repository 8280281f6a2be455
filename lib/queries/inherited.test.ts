import { expect, test } from "vitest";
import { type FixtureSpan, makeDatabase } from "../fixtures/fixture-database.ts";
import { drawRandom, ROUNDS } from "../fixtures/seed.ts";
import { readInherited } from "./inherited.ts";
import { readAncestors } from "./sql/ancestors.ts";

const SPANS: readonly FixtureSpan[] = [
  { id: 1, name: "compress", start: 11, duration: 2, parent: 2, tags: { level: "9" } },
  { id: 2, name: "step", start: 11, duration: 3, parent: 3, tags: { level: "1" } },
  { id: 3, name: "step", start: 11, duration: 4, parent: 4, tags: { index: "2" } },
  { id: 4, name: "file", start: 10, duration: 10, tags: { path: "parser.js", index: "3" } },
];

test.each([
  ["recorded", false],
  ["containment", true],
] as const)("of each key the nearest value, with parents from %s", (source, plain) => {
  const db = makeDatabase(SPANS, { plain });
  expect(readInherited(db, { id: 1 })).toEqual({
    source,
    generations: 3,
    root: { id: 4, name: "file" },
    path: [
      { id: 2, name: "step" },
      { id: 3, name: "step" },
      { id: 4, name: "file" },
    ],
    from: [
      { id: 3, name: "step", up: 2, tags: [{ key: "index", value: "2", kind: "number" }] },
      { id: 4, name: "file", up: 3, tags: [{ key: "path", value: "parser.js", kind: "text" }] },
    ],
    more: 0,
    lookedAt: 3,
    run: null,
  });
  expect(readInherited(db, { id: 4 })).toMatchObject({ generations: 0, root: null, from: [], lookedAt: 0 });
});

test.each([6, 50, 10_000, 20_000])("%i generations that all set the same keys are one source", (count) => {
  const ticks = Array.from({ length: count + 1 }, (_, index): FixtureSpan => {
    const parent = index > 0 ? { parent: index } : {};
    return { id: index + 1, name: "tick", start: index, duration: 0.1, tags: { number: String(index) }, ...parent };
  });
  const db = makeDatabase(ticks);
  db.exec(`INSERT INTO span_tags (span_id, key, value) VALUES (1, 'job', 'sync')`);
  db.exec(`DELETE FROM span_tags WHERE span_id = ${count + 1}`);
  const { from, generations, lookedAt, more } = readInherited(db, { id: count + 1 });
  expect({ generations, more }).toEqual({ generations: count, more: 0 });
  expect(from[0]).toEqual({
    id: count,
    name: "tick",
    up: 1,
    tags: [{ key: "number", value: `${count - 1}`, kind: "number" }],
  });
  expect(lookedAt).toBe(Math.min(count, 10_000));
  expect(from.slice(1).map(({ id }) => id)).toEqual(count > 10_000 ? [] : [1]);
});

test("keys of more spans than a panel has room for are counted", () => {
  const chain = Array.from({ length: 81 }, (_, index): FixtureSpan => {
    const parent = index > 0 ? { parent: index } : {};
    return { id: index + 1, start: index, duration: 0.1, tags: { [`key ${index}`]: "x" }, ...parent };
  });
  const { from, more } = readInherited(makeDatabase(chain), { id: 81 });
  expect(from).toHaveLength(50);
  expect(more).toBe(30);
});

test("any chain, compared with a step-by-step walk", () => {
  const random = drawRandom();
  for (let round = 0; round < 5 * ROUNDS; round++) {
    const chain = Array.from({ length: 1 + random.below(30) }, (_, index): FixtureSpan => {
      const keys = Array.from({ length: random.below(3) }, () => [`k${random.below(6)}`, `${index}`]);
      return {
        id: index + 1,
        start: index,
        duration: 1,
        tags: Object.fromEntries(keys),
        ...(index > 0 && { parent: index }),
      };
    });
    const nearest = new Map<string, string>();
    for (const { tags = {} } of chain.toReversed())
      for (const [key, value] of Object.entries(tags)) if (!nearest.has(key)) nearest.set(key, value);
    for (const key of Object.keys(chain.at(-1)?.tags ?? {})) nearest.delete(key);
    const { from } = readInherited(makeDatabase(chain), { id: chain.length });
    const found = from.flatMap(({ tags }) => tags.map(({ key, value }) => [key, value] as const));
    expect(new Map(found)).toEqual(nearest);
    expect(found).toHaveLength(nearest.size);
  }
});

test("without recorded parents, an ancestor across a pause is found, but none of another run", () => {
  const spans = [
    { id: 1, name: "read", start: 0, duration: 1 },
    { id: 2, name: "read", start: 100, duration: 1 },
    { id: 3, name: "all", start: -1, duration: 200 },
    { id: 4, name: "read", start: 10_000, duration: 1 },
    { id: 5, name: "all", start: 9_999, duration: 10 },
  ];
  const file = makeDatabase(spans, { plain: true });
  const around = (id: number) => readAncestors(file, id).ids;
  expect([1, 2, 3, 4, 5].map(around)).toEqual([[3], [3], [], [5], []]);
});

test("the run that recorded a span comes with all that it says of itself", () => {
  const tags = { name: "base", "git.commit": "3f2c1ab", "param.window": "22" };
  const db = makeDatabase(SPANS, {
    runs: [
      [1, 2],
      [3, 4],
    ],
    runTags: [{}, tags],
  });
  expect(readInherited(db, { id: 1 }).run).toBeNull();
  expect(readInherited(db, { id: 3 }).run).toEqual({
    id: "run-1",
    tags: [
      { key: "git.commit", value: "3f2c1ab", kind: "text" },
      { key: "name", value: "base", kind: "text" },
      { key: "param.window", value: "22", kind: "number" },
    ],
  });
  db.exec("DROP TABLE run_tags");
  expect(readInherited(db, { id: 3 }).run).toBeNull();
});
