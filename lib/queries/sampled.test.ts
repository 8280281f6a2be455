/** Of a run with very many spans, a sample answers first: within its intervals, it agrees with all spans and with SQL. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { OverviewFigures } from "../analysis/overview/answer.ts";
import { BLOCK_SPANS, BLOCKS } from "../columns/sample-blocks.ts";
import { makeManySpans } from "../fixtures/many-spans.ts";
import { drawSeed, ROUNDS } from "../fixtures/seed.ts";
import { ALWAYS_EXACT, type Interval } from "../model/basis.ts";
import { DEFAULT_SCOPE, parseScope } from "../model/scope.ts";
import { countBins } from "../stats/density.ts";
import type { Connection } from "../store/driver.ts";
import { readOverview } from "./overview.ts";
import { readSelfTimes } from "./self-times.ts";

const SPANS = ALWAYS_EXACT + 48_000;
const folder = mkdtempSync(join(tmpdir(), "spantom-sampled-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** On disk, where what one question has read is kept for the next. */
const makeFile = (seed: number, plain = false) =>
  makeManySpans({ spans: SPANS, seed, plain }, join(folder, `${seed}.db`));
const shared = makeFile(1);
const tell = () => undefined;

/** By name, the second way of computing them. */
function askSql(db: Connection) {
  const rows = db
    .prepare<[], { name: string; count: number; total: number; mean: number; p50: number; p95: number; p99: number }>(
      `SELECT name, count(*) AS count, sum(duration) AS total, avg(duration) AS mean, percentile(duration, 50) AS p50,
        percentile(duration, 95) AS p95, percentile(duration, 99) AS p99 FROM spans GROUP BY name`,
    )
    .all();
  return new Map(rows.map((row) => [row.name, row]));
}

function holds(interval: Interval | null, truth: number): boolean {
  return interval === null || (truth >= interval[0] * (1 - 1e-9) && truth <= (interval[1] ?? Infinity) * (1 + 1e-9));
}

const FIGURES = ["count", "total", "mean", "p50", "p95", "p99"] as const;

const byName = ({ names }: OverviewFigures) => new Map(names.map((figures) => [figures.name, figures]));

test.each([false, true])("sample, exact answer and SQL agree within the intervals stated (plain file: %s)", (plain) => {
  const seed = drawSeed();
  let asked = 0;
  let held = 0;
  for (let round = 0; round < ROUNDS / 2; round++) {
    const db = makeFile(seed + round + (plain ? 0.5 : 0), plain);
    const truth = askSql(db);
    const sampled = readOverview(db, { scope: DEFAULT_SCOPE, reading: "sample" }, tell);
    expect(sampled.basis).toMatchObject({ read: BLOCKS * BLOCK_SPANS, of: SPANS, exact: false });
    const exact = readOverview(db, { scope: DEFAULT_SCOPE, reading: "exact" }, tell);
    expect(exact.basis).toEqual({ read: SPANS, of: SPANS, exact: true, seconds: 0 });
    for (const [name, figures] of byName(exact))
      for (const figure of FIGURES) expect(figures[figure]).toBeCloseTo(truth.get(name)?.[figure] ?? Number.NaN, 6);
    for (const [name, { intervals }] of byName(sampled))
      for (const figure of FIGURES) {
        const interval = intervals?.[figure] ?? null;
        if (interval === null) continue;
        asked++;
        if (holds(interval, truth.get(name)?.[figure] ?? Number.NaN)) held++;
      }
    // Drift and nesting included, the time covered is that of `main`, but for a hundredth.
    if (!plain) expect(sampled.traced / exact.traced).toBeCloseTo(1, 1);
    db.close();
  }
  // At 95 % each; those of one name are not independent.
  expect(asked).toBeGreaterThan(30);
  expect(held / asked).toBeGreaterThan(0.85);
});

test("self times are estimated for names whose spans are longer than the blocks of the sample, too", () => {
  const read = (reading: "sample" | "exact") => {
    const { self, slowest } = readSelfTimes(shared, { scope: DEFAULT_SCOPE, reading }, tell);
    return { self: new Map(self), slowest };
  };
  const [sampled, exact] = [read("sample"), read("exact")];
  for (const name of ["request", "query", "row", "step 0", "step 1", "step 2"]) {
    const ratio = (sampled.self.get(name) ?? 0) / (exact.self.get(name) ?? 1);
    expect([name, ratio > 0.97 && ratio < 1.03]).toEqual([name, true]);
  }
  // The slowest of a sample are not the slowest of the run.
  expect([sampled.slowest, exact.slowest.length]).toEqual([[], 30]);
});

test("the heat map of a sample has the axis of all durations, and columns without a gap", () => {
  const [sampled, exact] = (["sample", "exact"] as const).map((reading) =>
    readOverview(shared, { scope: DEFAULT_SCOPE, reading }, tell),
  ) as [OverviewFigures, OverviewFigures];
  expect(sampled.basis.exact).toBe(false);
  expect([sampled.low, sampled.high, sampled.heatmap.y]).toEqual([exact.low, exact.high, exact.heatmap.y]);
  expect(countBins(sampled.heatmap, "x")).not.toContain(0);
  expect(exact.heatmap.x.bins).toBeGreaterThan(sampled.heatmap.x.bins);
});

test("errors are counted among all spans, of which a sample may hold few", () => {
  const db = makeFile(7);
  db.exec(`INSERT INTO span_errors SELECT id, iif(id % 2, 'TypeError', 'Unfinished'), '', NULL FROM spans
    WHERE id % 4001 = 0`);
  const scope = { ...DEFAULT_SCOPE, from: 20, to: 200, names: ["step 1", "step 2", "request"] };
  const read = (reading: "sample" | "exact") =>
    readOverview(db, { scope, reading }, tell).names.map(({ name, errors, unfinished, errorsCounted }) => [
      ...[name, errors, unfinished, errorsCounted],
    ]);
  const truth = db
    .prepare(
      `SELECT name, count(e.type), count(*) FILTER (WHERE e.type = 'Unfinished') FROM spans AS s
       LEFT JOIN span_errors AS e ON e.span_id = s.id
       WHERE s.start - 1764000000 BETWEEN 20 AND 200 AND name IN ('step 1', 'step 2', 'request') GROUP BY name`,
    )
    .raw()
    .all()
    .map((row) => [...(row as unknown[]), true]);
  expect(truth.length).toBe(3);
  const byText = (rows: readonly unknown[]) => rows.map(String).sort();
  expect(byText(read("sample"))).toEqual(byText(truth));
  expect(byText(read("exact"))).toEqual(byText(truth));
  const tags = parseScope(new URLSearchParams("tag=user>=3"));
  expect(readOverview(db, { scope: tags, reading: "sample" }, tell).names.map((row) => row.errorsCounted)).toContain(
    false,
  );
});

test("limits hold in a sample as they do in all spans", () => {
  for (const query of [
    "name=query&name=row",
    "from=100&to=200",
    "tag=cache%3Dcold",
    "tag=user%3D7&name=row",
    "tag=user!%3D7",
  ]) {
    const scope = parseScope(new URLSearchParams(query));
    const sampled = readOverview(shared, { scope, reading: "sample" }, tell);
    const exact = readOverview(shared, { scope, reading: "exact" }, tell);
    expect(sampled.basis.exact).toBe(false);
    expect([query, Math.abs(sampled.count / exact.count - 1) < 0.25]).toEqual([query, true]);
    const shares = sampled.names.map(
      ({ name, share }) => [name, share - (byName(exact).get(name)?.share ?? 0)] as const,
    );
    for (const [name, difference] of shares)
      expect([query, name, Math.abs(difference) < 0.02]).toEqual([query, name, true]);
  }
});

test("the same spans get the same sample, and a few spans none", () => {
  const read = (query: string) =>
    readOverview(shared, { scope: parseScope(new URLSearchParams(query)), reading: "sample" }, tell);
  const { basis: first, ...figures } = read("");
  const { basis: second, ...again } = read("");
  expect([again, second.read]).toEqual([figures, first.read]);
  expect(read("window=100000").basis).toMatchObject({ of: 100_000, exact: true });
});
