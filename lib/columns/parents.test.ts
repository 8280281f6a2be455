import { expect, test } from "vitest";
import { type FixtureSpan, makeDatabase } from "../fixtures/fixture-database.ts";
import type { Connection } from "../store/driver.ts";
import { readParents } from "./parents.ts";

/** Ids of spans with the ids of their parents, and the source of the parents. */
function ask(db: Connection) {
  const rows = db.prepare<[], { id: number; start: number; duration: number }>("SELECT * FROM spans ORDER BY id").all();
  const column = (key: "id" | "start" | "duration") => Float64Array.from(rows, (row) => row[key]);
  const { parents, source } = readParents(db, {
    ids: column("id"),
    starts: column("start"),
    durations: column("duration"),
  });
  const pairs = rows.map((row, index) => [row.id, rows[parents[index] ?? -1]?.id ?? null]);
  return { source, parents: Object.fromEntries(pairs) as Record<number, number | null> };
}

const NESTED: readonly FixtureSpan[] = [
  { id: 1, start: 1, duration: 1 },
  { id: 2, start: 0, duration: 5 },
  { id: 5, start: 6, duration: 1 },
];

test("recorded links win over intervals", () => {
  const spans = NESTED.map((span) => (span.id === 5 ? { ...span, parent: 2 } : span));
  expect(ask(makeDatabase(spans))).toEqual({ source: "recorded", parents: { 1: null, 2: null, 5: 2 } });
});

test("without links, parents are derived from intervals", () => {
  expect(ask(makeDatabase(NESTED, { plain: true }))).toEqual({
    source: "containment",
    parents: { 1: 2, 2: null, 5: null },
  });
});

test("in a file with both, each part has its own source", () => {
  const spans = [
    ...NESTED,
    { id: 7, start: 11, duration: 1 },
    { id: 8, start: 10, duration: 3 },
    { id: 9, start: 10, duration: 4, parent: 8 },
  ];
  expect(ask(makeDatabase(spans, { runs: [[7, 9]] }))).toEqual({
    source: "both",
    parents: { 1: 2, 2: null, 5: null, 7: null, 8: null, 9: 8 },
  });
});

test("links without runs count, links to deleted spans do not", () => {
  const spans = [
    { id: 1, start: 0, duration: 1, parent: 3 },
    { id: 2, start: 0, duration: 1, parent: 99 },
    { id: 3, start: 0, duration: 2 },
  ];
  const db = makeDatabase(spans);
  db.exec("DROP TABLE run_spans; DROP TABLE run_tags; DROP TABLE runs");
  expect(ask(db)).toEqual({ source: "recorded", parents: { 1: 3, 2: null, 3: null } });
});

test("a cycle of links is broken", () => {
  const spans = [
    { id: 1, start: 0, duration: 1, parent: 2 },
    { id: 2, start: 0, duration: 1, parent: 3 },
    { id: 3, start: 0, duration: 1, parent: 1 },
    { id: 4, start: 0, duration: 1, parent: 4 },
    { id: 5, start: 0, duration: 1, parent: 3 },
  ];
  const { parents } = ask(makeDatabase(spans));
  for (const { id } of spans) {
    let at: number | null | undefined = id;
    let steps = 0;
    while (at && steps < 10) {
      at = parents[at];
      steps++;
    }
    expect(steps, `up from ${id}`).toBeLessThan(10);
  }
  expect(parents[5]).toBe(3);
});
