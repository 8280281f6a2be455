/** Two runs that are too long to be read at once, beside SQL; their newest spans are not like the rest. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { writeDriftingFile } from "../fixtures/drifting-file.ts";
import { makeMany } from "../fixtures/many.ts";
import { ALWAYS_EXACT } from "../model/basis.ts";
import { DEFAULT_CHOICE } from "../model/compare-choice.ts";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import { openReader } from "../store/database.ts";
import type { Connection } from "../store/driver.ts";
import { type CompareRow, readCompare } from "./compare.ts";
import { readCompareName } from "./compare-name.ts";
import { readCompareSides } from "./compare-sides.ts";
import { readCompareStart } from "./compare-start.ts";
import { readCompareTags } from "./compare-tags.ts";

const SPANS = 350_000;
const RANGES = [
  [1, SPANS],
  [SPANS + 1, 2 * SPANS],
] as const;
const NEWEST = 100_000;
const FEW = 50_000;
const silent = () => undefined;

const folder = mkdtempSync(join(tmpdir(), "spantom-compare-"));
const path = join(folder, "runs.db");
const otherPath = join(folder, "other.db");
let db: Connection;
beforeAll(() => {
  writeDriftingFile(path, SPANS, 1);
  writeDriftingFile(otherPath, FEW, 2);
  db = openReader(Database, path);
}, 120_000);
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const params = { choice: DEFAULT_CHOICE, scope: DEFAULT_SCOPE, other: null };
const sample = { ...params, reading: "sample" as const };
const exact = { ...params, reading: "exact" as const };

interface Truth {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly total: number;
}

/** @param newest only so many spans at the end of each run */
function askSql(name: string, newest = SPANS): Truth[] {
  const ask = db.prepare<[string, number, number], Truth>(
    `SELECT count(*) AS count, sum(duration) AS total, percentile(duration, 50) AS p50, percentile(duration, 95) AS p95
     FROM spans WHERE name = ? AND id BETWEEN ? AND ?`,
  );
  return RANGES.map(([, last]) => ask.get(name, last - newest + 1, last) as Truth);
}

function rowOf(rows: readonly CompareRow[], name: string): CompareRow {
  const row = rows.find((one) => one.name === name);
  if (!row) throw new Error(`no ${name}`);
  return row;
}

describe("two runs", () => {
  test("are read as samples at first, and say so", () => {
    expect(SPANS).toBeGreaterThan(ALWAYS_EXACT);
    const { baseline, candidate } = readCompareStart(db, sample);
    for (const { basis } of [baseline, candidate]) {
      expect(basis).toMatchObject({ of: SPANS, exact: false });
      expect(basis.read).toBeLessThan(SPANS);
    }
    const whole = readCompareStart(db, exact);
    expect(whole.baseline.basis).toEqual({ read: SPANS, of: SPANS, exact: true, seconds: 0 });
    expect(baseline.spans).toBe(SPANS);
    expect(Math.abs(baseline.covered / whole.baseline.covered - 1)).toBeLessThan(0.03);
    const [low, high] = baseline.coveredInterval ?? [];
    expect([low, high].map((end) => typeof end)).toEqual(["number", "number"]);
    expect(low).toBeLessThanOrEqual(whole.baseline.covered);
    expect(high).toBeGreaterThanOrEqual(whole.baseline.covered);
    expect(whole.baseline.coveredInterval).toBeNull();
  });

  test.each(["handle", "poll"])("the exact figures of %s are SQLite's, and within the sample's intervals", (name) => {
    const [before, after] = askSql(name) as [Truth, Truth];
    const found = rowOf(readCompare(db, exact).rows, name);
    const guessed = rowOf(readCompare(db, sample).rows, name);
    expect([found.baselineCount, found.candidateCount]).toEqual([before.count, after.count]);
    for (const figure of ["p50", "p95"] as const) {
      const truth = after[figure] / before[figure];
      expect(found.baselineFigures?.[figure]).toBeCloseTo(before[figure], 12);
      expect(found[figure]?.ratio).toBeCloseTo(truth, 9);
      expect(guessed[figure]?.low).toBeLessThan(truth);
      expect(guessed[figure]?.high).toBeGreaterThan(truth);
      expect(Math.abs((guessed[figure]?.ratio ?? 0) / truth - 1)).toBeLessThan(0.03);
    }
    const change = after.total - before.total;
    expect(found.total.candidate - found.total.baseline).toBeCloseTo(change, 6);
    expect(guessed.total.low).toBeLessThan(change);
    expect(guessed.total.high).toBeGreaterThan(change);
    expect(Math.abs(guessed.baselineCount / before.count - 1)).toBeLessThan(0.02);
  });

  test("the newest spans alone would have said something else", () => {
    const guessed = rowOf(readCompare(db, sample).rows, "handle");
    const [before, after] = askSql("handle", NEWEST) as [Truth, Truth];
    expect(after.p50 / before.p50).toBeLessThan(guessed.p50?.low ?? 0);
    const window = { ...exact, scope: { ...DEFAULT_SCOPE, window: NEWEST } };
    const newest = rowOf(readCompare(db, window).rows, "handle");
    expect(newest.p50?.ratio).toBeCloseTo(after.p50 / before.p50, 9);
    expect(newest.verdict).toBe("Faster");
  });

  test("of a name that the sample hardly holds, nothing is said until all spans are read", () => {
    const guessed = rowOf(readCompare(db, sample).rows, "rare");
    expect([guessed.verdict, guessed.p50]).toEqual(["Too few calls to compare", null]);
    const found = rowOf(readCompare(db, exact).rows, "rare");
    expect([found.baselineCount, found.candidateCount]).toEqual(askSql("rare").map(({ count }) => count));
    expect(found.p50).not.toBeNull();
  });

  test("a sample does not tell where halves of a steady run differ", () => {
    const steady = makeMany({ spans: SPANS, path: join(folder, "steady.db") });
    const halves = {
      ...sample,
      choice: { ...DEFAULT_CHOICE, by: "windows" as const },
      name: "step 1",
      where: ["cache"],
    };
    const { basis, sentence } = readCompareTags(steady, { ...halves, scope: { ...DEFAULT_SCOPE, run: "all" } }, silent);
    steady.close();
    expect(basis.exact).toBe(false);
    expect(sentence).toBe("The sample is too small to tell where step 1 differs.");
  });

  test("one name's counts and totals by tag are scaled, and then exact", () => {
    const by = { name: "handle", where: ["route"] };
    const totals = db
      .prepare<[number, number], [string, number, number]>(
        `SELECT value, count(*), sum(duration) FROM spans JOIN span_tags ON span_id = spans.id
         WHERE name = 'handle' AND spans.id BETWEEN ? AND ? GROUP BY 1`,
      )
      .raw();
    const [before, after] = RANGES.map(
      ([first, last]) => new Map(totals.all(first, last).map(([value, count, sum]) => [value, [count, sum] as const])),
    );
    const found = readCompareTags(db, { ...exact, ...by }, silent);
    const guessed = readCompareTags(db, { ...sample, ...by }, silent);
    expect([found.basis.exact, guessed.basis.exact]).toEqual([true, false]);
    expect(found.groups).toHaveLength(3);
    for (const group of found.groups) {
      const [value = ""] = group.values;
      expect([group.baselineCount, group.candidateCount]).toEqual([before?.get(value)?.[0], after?.get(value)?.[0]]);
      expect(group.candidateTotal).toBeCloseTo(after?.get(value)?.[1] ?? 0, 6);
      const about = guessed.groups.find(({ values }) => values[0] === value);
      expect(Math.abs((about?.candidateCount ?? 0) / group.candidateCount - 1)).toBeLessThan(0.04);
      expect(Math.abs((about?.candidateTotal ?? 0) / group.candidateTotal - 1)).toBeLessThan(0.08);
      expect(about?.p50?.low).toBeLessThan(group.p50?.ratio ?? 0);
      expect(about?.p50?.high).toBeGreaterThan(group.p50?.ratio ?? 0);
    }
    expect(found.sentence).not.toContain("≈");
    expect(guessed.sentence).toMatch(/^≈ /);
    const curves = [readCompareName(db, { ...exact, ...by }), readCompareName(db, { ...sample, ...by })] as const;
    expect(curves[0].baseline.count).toBe(askSql("handle")[0]?.count);
    expect(Math.abs(curves[1].baseline.count / curves[0].baseline.count - 1)).toBeLessThan(0.02);
    expect(Math.abs((curves[1].candidate.marks?.p95 ?? 0) / (curves[0].candidate.marks?.p95 ?? 1) - 1)).toBeLessThan(
      0.05,
    );
    expect(readCompareSides(db, sample, silent)).toMatchObject({ basis: { exact: false, of: 2 * SPANS } });
    const spans = { what: "count", key: "spans", baseline: SPANS, candidate: SPANS };
    expect(readCompareSides(db, exact, silent).properties).toContainEqual(spans);
  });
});

/** Statements that read spans row by row. */
function watchReads() {
  const prepare = vi.spyOn(Database.prototype, "prepare");
  return () => prepare.mock.calls.filter(([sql]) => /spantom_take\(s\.id, s\.start/.test(sql)).length;
}

test.each([null, otherPath])("a second question about two runs reads none of their spans again: %s", (other) => {
  const asked = { ...params, other };
  for (const reading of ["sample", "exact"] as const) readCompare(db, { ...asked, reading });
  const countReads = watchReads();
  for (const reading of ["sample", "exact"] as const) {
    const { baseline, candidate, rows } = readCompare(db, { ...asked, reading });
    expect([baseline.file, candidate.file]).toEqual(other ? ["other", "this"] : ["this", "this"]);
    readCompareName(db, { ...asked, reading, name: rows[0]?.name ?? "" });
    readCompareStart(db, { ...asked, reading });
  }
  expect(countReads()).toBe(0);
  vi.restoreAllMocks();
});
