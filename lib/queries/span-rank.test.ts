import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { type FixtureSpan, makeDatabase } from "../fixtures/fixture-database.ts";
import { explainQuery } from "../fixtures/plan.ts";
import { createRandom } from "../fixtures/random.mjs";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import { readSpanRank } from "./span-rank.ts";
import { readSpanTagRanks } from "./span-tag-ranks.ts";

const scope = DEFAULT_SCOPE;
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** 960 calls of 1 ms, 2 ms, …; the ids are shuffled, and other names lie between. */
function manyCalls(plain: boolean): FixtureSpan[] {
  const random = createRandom(7);
  const order = Array.from({ length: 960 }, (_, index) => index).sort(() => random.below(3) - 1);
  return order.flatMap((place, index) => [
    {
      id: 2 * index + 1,
      name: "compress",
      start: index,
      duration: (place + 1) / 1000,
      tags: {
        bytes: String(place * 10),
        level: plain ? String(place % 6) : `${place % 6}`,
        cache: place % 6 === 0 ? "cold" : "warm",
      },
    },
    { id: 2 * index + 2, name: "write", start: index, duration: 5 },
  ]);
}

for (const plain of [false, true])
  test(`a span is ranked among those of its name${plain ? ", in a file without index" : ""}`, () => {
    const spans = manyCalls(plain);
    const db = makeDatabase(spans, { plain });
    const idOf = (place: number) =>
      spans.find((span) => span.name === "compress" && span.duration === place / 1000)?.id ?? 0;
    const rank = readSpanRank(db, { id: idOf(958), scope });
    expect(rank).toMatchObject({ count: 960, slower: 2, unplaced: 0, low: 0.001, high: 0.96 });
    expect(rank?.fasterShare).toBe(957 / 960);
    expect(rank?.slowerSpan).toEqual({ id: idOf(959), duration: 0.959 });
    expect(rank?.fasterSpan).toEqual({ id: idOf(957), duration: 0.957 });
    expect(rank?.p50).toBeCloseTo(0.4805, 9);
    expect(rank?.p99).toBeCloseTo(0.95041, 9);
    expect(sum(rank?.bins ?? [])).toBe(960);
    expect(readSpanTagRanks(db, { id: idOf(958), scope }).ranks).toEqual([
      { key: "bytes", count: 960, same: 1, percentile: 99.7 },
      { key: "level", count: 960, same: 160, percentile: null },
      { key: "cache", count: 960, same: 800, percentile: null },
    ]);
  });

test("slower and faster go through all spans of the name, once each", () => {
  const random = createRandom(3);
  const spans = Array.from({ length: 60 }, (_, index) => ({ id: index + 1, start: index, duration: random.below(9) }));
  const db = makeDatabase(spans);
  const walked: number[] = [];
  let id: number | undefined = spans.toSorted((a, b) => b.duration - a.duration || b.id - a.id)[0]?.id;
  while (id !== undefined) {
    const rank = readSpanRank(db, { id, scope });
    expect(rank?.slower).toBe(walked.length);
    expect(rank?.slowerSpan?.id).toBe(walked.at(-1));
    walked.push(id);
    id = rank?.fasterSpan?.id;
  }
  expect(new Set(walked).size).toBe(60);
  const zero = spans.filter((span) => span.duration === 0).length;
  expect(readSpanRank(db, { id: 1, scope })?.unplaced).toBe(zero);
});

test("the scope decides what is compared, and a span outside of it still has a rank", () => {
  const spans = [1, 2, 3, 4, 5, 6].map((id) => ({ id, start: id, duration: id, tags: { part: id > 3 ? "b" : "a" } }));
  const db = makeDatabase(spans);
  const among = (id: number, tag: string) =>
    readSpanRank(db, { id, scope: { ...DEFAULT_SCOPE, tags: [{ key: "part", operator: "=", value: tag }] } });
  expect(among(5, "b")).toMatchObject({ count: 3, slower: 1, fasterShare: 1 / 3 });
  expect(among(6, "a")).toMatchObject({ count: 4, slower: 0, fasterShare: 3 / 4, slowerSpan: null, high: 6 });
  expect(among(6, "a")?.fasterSpan?.id).toBe(3);
});

test("alone, without duration, of zero duration, unknown", () => {
  const db = makeDatabase([
    { id: 1, name: "alone", start: 0, duration: 2 },
    { id: 2, name: "zero", start: 0, duration: 0, tags: { n: "1" } },
    { id: 3, name: "text", start: 0, duration: 1 },
  ]);
  db.exec("UPDATE spans SET duration = 'long' WHERE id = 3");
  expect(readSpanRank(db, { id: 1, scope })).toMatchObject({
    count: 1,
    slower: 0,
    fasterShare: 0,
    p50: 2,
    low: 1,
    high: 4,
  });
  expect(readSpanRank(db, { id: 2, scope })).toMatchObject({ count: 1, bins: [], unplaced: 1 });
  expect(readSpanRank(db, { id: 3, scope })).toBeNull();
  expect(readSpanRank(db, { id: 4, scope })).toBeNull();
  expect(readSpanTagRanks(db, { id: 4, scope }).ranks).toEqual([]);
  expect(readSpanTagRanks(db, { id: 2, scope }).ranks).toEqual([{ key: "n", count: 1, same: 1, percentile: null }]);
});

test("names and tags are values: they are never part of the SQL", () => {
  const name = `x' OR '1'='1`;
  const db = makeDatabase([
    { id: 1, name, start: 0, duration: 2, tags: { [name]: name } },
    { id: 2, name: "y", start: 0, duration: 3, tags: { [name]: "other" } },
  ]);
  expect(readSpanRank(db, { id: 1, scope })?.count).toBe(1);
  expect(readSpanTagRanks(db, { id: 1, scope }).ranks).toEqual([{ key: name, count: 1, same: 1, percentile: null }]);
});

test("spans are read by id range, their tags by index or in table order", () => {
  const python = new Database(fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url)), {
    readonly: true,
  });
  const indexed = explainQuery(makeDatabase(manyCalls(false)), (db) => readSpanTagRanks(db, { id: 1, scope })).join(
    "\n",
  );
  expect(indexed).toMatch(/CO-ROUTINE s\nSEARCH spans USING INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)/);
  expect(indexed).toContain("SEARCH t USING INDEX span_tags_span_id (span_id>? AND span_id<?)");
  const bare = explainQuery(python, (db) => readSpanTagRanks(db, { id: 2977, scope })).join("\n");
  expect(bare).toContain("SEARCH t USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
  expect(bare).not.toMatch(/AUTOMATIC|SCAN (spans|span_tags|t)\b/);
});
