/** A line of many spans is their percentiles along x; one of few, or of rows that are figures already, is themselves. */
import { describe, expect, test } from "vitest";
import { drawSeed } from "../../../lib/fixtures/seed.ts";
import { formatDurationText } from "../../../lib/model/format.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { describeColumns, type Row } from "../../ui/table/result-columns.ts";
import { chooseAxes, type PlotChoice } from "../axis-choice.ts";
import { type FigureInput, makeFigure } from "../figure.ts";
import { COLORS } from "../test-colors.ts";

const ORIGIN = 1_795_000_000;
const NAMES = ["start", "name", "duration", "bytes", "level"];

function draw(rows: readonly Row[], choice: PlotChoice, more: Partial<FigureInput> = {}, names = NAMES) {
  const columns = describeColumns(
    names.map((name) => ({ name, type: null })),
    rows,
  );
  const axes = chooseAxes(columns, rows, { plot: "line", color: "", logy: false, ...choice });
  const figure = makeFigure({
    ...{ axes, rows, origin: ORIGIN, names: ["a", "b"], colors: COLORS, hidden: new Set<string>(), noun: "span" },
    ...more,
  });
  const traces = figure.data as unknown as { x: (number | null)[]; y: (number | null)[]; line: { dash?: string } }[];
  return { figure, traces, dashed: traces.filter(({ line }) => line.dash === "dash") };
}

function drawSpans(count: number): Row[] {
  const random = createRandom(drawSeed());
  return Array.from({ length: count }, (): Row => {
    const bytes = Math.round(10 ** (1 + 5 * random.next()));
    const duration = 10 ** (-3 + 2 * random.next());
    // Nothing starts in the last quarter but one.
    const part = random.next() * 0.75;
    return [
      ORIGIN + 100 * (part < 0.5 ? part : part + 0.25),
      random.next() < 0.5 ? "a" : "b",
      duration,
      bytes,
      Math.floor(5 * random.next()),
    ];
  });
}

/** A percentile by its definition: interpolated between the two nearest ranks. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(rank)] as number, sorted[Math.ceil(rank)] as number];
  return low + (high - low) * (rank - Math.floor(rank));
}

/** The rows between two places of an axis, one end included. */
function rowsBetween(rows: readonly Row[], column: number, [from, to]: readonly [number, number], last: boolean) {
  return rows.filter((row) => {
    const value = row[column] as number;
    return value >= from && (value < to || (last && value <= to));
  });
}

describe("p50 and p95 of every bin, checked row by row", () => {
  test.each([
    ["start", 0, false],
    ["bytes", 3, true],
  ] as const)("along %s", (x, column, log) => {
    const rows = drawSpans(3000);
    const { figure, traces } = draw(rows, { x, logx: log, y: "duration" });
    const values = rows.map((row) => row[column] as number);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const edge = (i: number) => (log ? low * (high / low) ** (i / 60) : low + ((high - low) * i) / 60);
    const bins = Array.from({ length: 60 }, (_, i) => rowsBetween(rows, column, [edge(i), edge(i + 1)], i === 59));
    const full = bins.flatMap((own, i) => (own.length >= 4 ? [{ i, own: own.map((row) => row[2] as number) }] : []));
    const [p95, p50] = traces;
    const given = (trace: typeof p50) => (trace?.y ?? []).filter((value) => value !== null);
    expect(given(p50)).toHaveLength(full.length);
    for (const [at, { own, i }] of full.entries()) {
      expect(given(p50)[at]).toBeCloseTo(percentile(own, 0.5), 12);
      expect(given(p95)[at]).toBeCloseTo(percentile(own, 0.95), 12);
      const middle = log ? Math.sqrt(edge(i) * edge(i + 1)) : (edge(i) + edge(i + 1)) / 2 - ORIGIN;
      expect((p50?.x ?? []).filter((value) => value !== null)[at]).toBeCloseTo(middle, 6);
    }
    const drawn = full.reduce((sum, { own }) => sum + own.length, 0);
    expect(figure.sentence).toContain(`${drawn.toLocaleString("en-US")} of 3,000 spans, p50 and p95 (dashed) in`);
    expect(figure.notes).toEqual(drawn < 3000 ? [`${3000 - drawn} in bins of fewer than 4 not drawn`] : []);
  });

  test("by colour, in the table and in tips as well", () => {
    const rows = drawSpans(4000);
    const { figure, traces, dashed } = draw(rows, { x: "level", y: "duration", color: "name" });
    expect([traces.length, dashed.length]).toEqual([4, 2]);
    const table = figure.table();
    expect(table.heads).toEqual(["level", "name", "spans", "p50", "p95"]);
    // Whole numbers have a bin each.
    expect(table.rows).toHaveLength(10);
    for (const [level, name, count, p50] of table.rows) {
      const own = rows.filter((row) => String(row[4]) === level && row[1] === name).map((row) => row[2] as number);
      expect(count).toBe(String(own.length));
      expect(p50).toBe(formatDurationText(Number(percentile(own, 0.5).toPrecision(3))));
    }
    const tip = figure.tips(1, 0);
    expect(tip?.figure).toMatch(/^p50 /);
    expect(tip?.where[0]).toMatch(/^p95 /);
    expect(tip?.where[1]).toMatch(/ spans, level 0$/);
  });
});

test("a stretch without spans is a gap, and a bin without neighbours a dot", () => {
  const { traces } = draw(drawSpans(3000), { x: "start", y: "duration" });
  const gap = traces[1]?.x.indexOf(null) ?? -1;
  expect(traces[1]?.x[gap - 1]).toBeLessThan(51);
  expect(traces[1]?.x[gap + 1]).toBeGreaterThan(74);
});

test("of a sample, the sentence says of how many", () => {
  const { figure } = draw(drawSpans(3000), { x: "bytes", y: "duration" }, { of: { total: 1e6, estimated: true } });
  expect(figure.sentence).toMatch(/ of ≈ 1,000,000 spans, p50 and p95 /);
});

describe("the rows themselves", () => {
  const isRaw = ({ traces, figure }: ReturnType<typeof draw>, count: number) => {
    expect(traces.map(({ x }) => x.length)).toEqual([count]);
    expect(figure.caption).toBe("");
    expect(figure.rowAt(0, 0)).toBeDefined();
  };

  test.each([1, 2, 60])("of %d spans", (count) => {
    isRaw(draw(drawSpans(count), { x: "start", y: "duration" }), count);
  });

  test("of a result that has a row per day, or per size", () => {
    const days = Array.from({ length: 400 }, (_, i): Row => [ORIGIN + 86_400 * (i + 2 * Math.floor(i / 5)), i % 7]);
    isRaw(draw(days, { x: "start", y: "avg(duration)" }, { noun: "row" }, ["start", "avg(duration)"]), 400);
    const sizes = Array.from({ length: 400 }, (_, i): Row => [i ** 2, i % 7]);
    isRaw(draw(sizes, { x: "bytes", y: "avg(duration)" }, { noun: "row" }, ["bytes", "avg(duration)"]), 400);
  });

  test("but not of a result of single spans", () => {
    const { dashed } = draw(drawSpans(1000), { x: "start", y: "duration" }, { noun: "row" });
    expect(dashed).toHaveLength(1);
  });

  test("of spans that all start at once", () => {
    const rows = drawSpans(500).map(([, ...row]): Row => [ORIGIN, ...row]);
    isRaw(draw(rows, { x: "start", y: "duration" }), 500);
  });
});
