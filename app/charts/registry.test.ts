import { expect, test } from "vitest";
import type { Colors } from "../../lib/model/colors.ts";
import { makeGrid } from "../../lib/stats/density.ts";
import { tailScale } from "../../lib/stats/ecdf.ts";
import { describeColumns, type Row } from "../ui/table/result-columns.ts";
import { chooseAxes, type PlotChoice } from "./axis-choice.ts";
import { type Figure, type FigureInput, makeFigure } from "./figure.ts";
import { findDensity } from "./kinds/violin.ts";
import { COLORS } from "./test-colors.ts";

const NAMES = ["id", "name", "duration", "bytes", "level"];
const ROWS: Row[] = Array.from({ length: 200 }, (_, i) => [
  i,
  i % 2 ? "a" : "b",
  1e-5 * 1.05 ** i,
  100 * 1.04 ** i,
  String(i % 4),
]);

function draw(choice: PlotChoice, more: Partial<FigureInput> = {}, rows: Row[] = ROWS): Figure {
  const columns = describeColumns(
    NAMES.map((name) => ({ name, type: null })),
    rows,
  );
  const axes = chooseAxes(columns, rows, choice);
  return makeFigure({ axes, rows, origin: 0, colors: COLORS, hidden: new Set(), ...more });
}

interface Marker {
  readonly opacity: number;
  readonly line?: { readonly color: string };
}

const traces = (figure: Figure) => figure.data as { x: number[]; y: number[]; mode?: string; marker?: object }[];

test("selected points are solid and rimmed, above all others", () => {
  const figure = draw({ x: "bytes", y: "duration", color: "name" }, { selected: new Set([3, 5, 8]) });
  const drawn = traces(figure).map(({ x, marker }) => ({ points: x.length, ...(marker as Marker) }));
  expect(drawn.map(({ points }) => points)).toEqual([99, 98, 1, 2]);
  // Later traces are on top.
  for (const other of drawn.slice(0, 2)) expect(other.opacity).toBeLessThan(0.5);
  for (const selected of drawn.slice(2)) expect(selected).toMatchObject({ opacity: 1, line: { color: COLORS.bg } });
  expect(figure.rowAt(2, 0)).toBe(8);
  expect(figure.marksOf(8)).toEqual([{ x: "x", y: "y", at: [ROWS[8]?.[3], ROWS[8]?.[2]] }]);
});

test("a region picks the rows whose marks lie in it", () => {
  const figure = draw({ x: "bytes", y: "duration" });
  const low = ROWS[150]?.[2] as number;
  expect(figure.pick?.({ kind: "box", x: [0, 1e9], y: [low, 1e9] })).toHaveLength(50);
  expect(figure.count({ kind: "box", x: [0, 1e9], y: [low, 1e9] })).toEqual({ rows: 50, about: false });
  const bars = draw({ plot: "histogram", x: "duration" });
  expect(bars.pick?.({ kind: "box", x: [low, 1e9], y: [0, 1] })).toHaveLength(50);
});

test("a trend has the medians of its bins, where at least four rows are in one", () => {
  const [trend, other] = draw({ x: "bytes", y: "duration", color: "name", trend: true }).trends;
  expect([trend?.x.length, other?.x.length]).toEqual([14, 14]);
  const few = draw({ x: "bytes", y: "duration", color: "", trend: true }, {}, ROWS.slice(0, 6));
  expect(few.trends).toEqual([]);
  for (const [i, p50] of trend?.p50.entries() ?? []) expect(trend?.p95[i]).toBeGreaterThanOrEqual(p50);
});

test("numbers side by side are places by how they are written", () => {
  const written = ["1.50", "1.5", "2.0", "10"];
  const rows = ROWS.map((row, i) => [...row.slice(0, 4), written[i % 4] ?? ""]);
  const { table } = draw({ plot: "box", x: "level", y: "duration", color: "" }, {}, rows);
  const places = table().rows.map(([place, count]) => [place, count]);
  expect(places).toEqual(["1.5", "1.50", "2.0", "10"].map((place) => [place, "50"]));
});

test("margins name the percentiles that rows can be beyond, at their true places", () => {
  const named = (rows: Row[]) =>
    draw({ x: "bytes", y: "duration", color: "", margins: true }, {}, rows).beside?.names.map(([, name]) => name);
  expect([1, 19, 20, 99, 100].map((count) => named(ROWS.slice(0, count))?.join(" "))).toEqual([
    "p50",
    "p50",
    "p50 p95",
    "p50 p95",
    "p50 p95 p99",
  ]);
  const equal = ROWS.map(([id, name, , bytes, level]): Row => [id ?? 0, name ?? "", 0.005, bytes ?? 0, level ?? ""]);
  const figure = draw({ x: "bytes", y: "duration", color: "", margins: true }, {}, equal);
  expect(figure.beside?.names.map(([value]) => value)).toEqual([0.005, 0.005, 0.005]);
});

test("margins hold every row once, the selection in the accent colour", () => {
  const figure = draw({ x: "bytes", y: "duration", margins: true }, { selected: new Set([1, 2]) });
  const bars = figure.data.filter(({ type }) => type === "bar") as { x: number[]; y: number[]; orientation?: string }[];
  const sums = bars.map(({ x, y, orientation }) => (orientation ? x : y).reduce((sum, count) => sum + count, 0));
  expect(sums).toEqual([200, 2, 200, 2]);
  expect(figure.axes.map(({ name }) => name)).toEqual(["x", "y", "y2", "x2"]);
  const [from, to] = figure.axes[1]?.domain(400) ?? [];
  expect([from, to]).toEqual([0, 1 - 42 / 400]);
});

test("a density grid says what is in it and what is not", () => {
  const count = 60_000;
  const x = Float64Array.from({ length: count }, (_, i) => (i < 40 ? Number.NaN : 1 + (i % 977)));
  const y = Float64Array.from({ length: count }, (_, i) => (i > count - 8 ? 0 : 1e-6 * (1 + (i % 499))));
  const grid = makeGrid(x, y, { x: { log: true }, y: { log: true } });
  const figure = draw({ x: "bytes", y: "duration", color: "name" }, { grid, noun: "span" });
  expect(figure.sentence).toBe("59,953 in a density grid, all 200 slowest as points");
  expect(figure.notes).toEqual(["7 at 0 not drawn", "40 without bytes"]);
  expect([figure.drawn, figure.total, figure.densest]).toEqual([59_953, 60_000, grid.most]);
  expect(figure.layout.xaxis?.type).toBe("log");
  expect(figure.count({ kind: "box", x: [0.1, 1e9], y: [1e-9, 1] })).toEqual({ rows: 59_953, about: true });
  const most = grid.cells[grid.counts.indexOf(grid.most)] ?? 0;
  const at = [Math.floor(most / grid.x.bins), most % grid.x.bins] as const;
  expect(figure.tips(0, at)?.figure).toBe(`${grid.most} spans`);
});

test("more points than a chart can hold are counted in a grid, the highest of them drawn", () => {
  const rows = Array.from({ length: 50_500 }, (_, i): Row => [i, "a", 1 + (i % 1000), i % 313, "0"]);
  const figure = draw({ x: "bytes", y: "duration", color: "", logy: true }, {}, rows);
  expect(figure.sentence).toMatch(/ in a density grid, all 500 slowest as points$/);
  expect(figure.data.map((trace) => trace.type)).toEqual(["heatmap", "scatter"]);
});

test("an ECDF has the shares of its ranks, on a scale of the tail", () => {
  const figure = draw({ plot: "ecdf", x: "duration", color: "" });
  const [curve] = traces(figure);
  expect(curve?.y.slice(0, 2)).toEqual([-0, tailScale(1 / 200)]);
  expect(curve?.y.at(-1)).toBeCloseTo(tailScale(199 / 200));
  expect(figure.layout.yaxis?.ticktext).toEqual(["0 %", "50 %", "75 %", "90 %", "95 %", "99 %"]);
  expect(figure.table().rows).toHaveLength(1);
});

test("a violin is widest where its values are densest, and as high as they reach", () => {
  const sorted = Float64Array.of(1, 5, 5, 5, 5.1, 9).sort();
  const { at, width } = findDensity(sorted, false);
  expect([at[0], at.at(-1)]).toEqual([1, 9]);
  expect(at[width.indexOf(1)]).toBeCloseTo(5, 0);
  expect(findDensity(Float64Array.of(3, 3), true).at).toHaveLength(2);
  expect(draw({ plot: "violin", x: "level", color: "" }).sentence).toMatch(/in 4 violins/);
});

test("a scatter matrix has every pair of columns once, and says how they rise together", () => {
  const figure = draw({ plot: "splom", dims: ["duration", "bytes", "level"], color: "" });
  expect(figure.sentence).toBe("200 of 200 rows in 3 pairs of columns");
  expect(figure.marksOf(7).map(({ x, y }) => x + y)).toEqual(["xy2", "xy3", "x2y3"]);
  expect(figure.table().rows[0]).toEqual(["duration", "1.00", "1.00", "0.02"]);
  const types = figure.axes.map(({ name }) => figure.layout[`${name[0]}axis${name.slice(1)}` as "xaxis"]?.type);
  expect(types).toEqual(["log", "log", "log", "log", "linear", "linear"]);
});

test("a column that never changes has no correlation", () => {
  const rows = ROWS.map((row) => [...row.slice(0, 4), 7]);
  const figure = draw({ plot: "splom", dims: ["duration", "level"], color: "" }, {}, rows);
  expect(figure.table().rows).toEqual([
    ["duration", "1.00", "∅"],
    ["level", "∅", "∅"],
  ]);
});

test("parallel coordinates have a line a row, and a region picks those that pass through it", () => {
  const figure = draw({ plot: "parallel", dims: ["bytes", "duration"], color: "" });
  expect(figure.sentence).toBe("200 of 200 rows as lines");
  expect(figure.rowAt(0, 3)).toBe(1);
  expect(figure.rowAt(0, 2)).toBeUndefined();
  expect(figure.pick?.({ kind: "box", x: [0.9, 1.1], y: [0.5, 1] }).length).toBeGreaterThan(90);
  expect(figure.pick?.({ kind: "box", x: [0.2, 0.8], y: [0, 1] })).toEqual([]);
});

test("values have the colours they are given, and else the most frequent ones have some", () => {
  const colors = (valueColors?: Colors) =>
    draw({ x: "bytes", y: "duration", color: "name" }, { valueColors }).legend.map(({ color }) => color);
  const given: Colors = new Map([
    ["a", 5],
    ["b", 2],
  ]);
  expect(new Set(colors(given))).toEqual(new Set([COLORS.categorical[4], COLORS.categorical[1]]));
  expect(new Set(colors(new Map()))).toEqual(new Set([COLORS.categorical[7]]));
  expect(colors()).not.toContain(COLORS.categorical[7]);
});

const heightsOf = (figure: Figure) =>
  figure.data.filter(({ type }) => type === "bar").map((bar) => (bar as { y: (number | null)[] }).y);

test.each<[kind: string, numbers: readonly number[], bars: number]>([
  ["attempts 1 to 4", [1, 2, 3, 4], 4],
  ["weekdays", [0, 1, 2, 3, 4, 5, 6], 7],
  ["as many integers as there are rows", Array.from({ length: 200 }, (_, i) => 2_920_575 + i), 17],
])("integers have bars of integers, without gaps between them: %s", (_, numbers, bars) => {
  const rows = ROWS.map((row, i) => [...row.slice(0, 4), numbers[i % numbers.length] ?? 0]);
  const histogram = draw({ plot: "histogram", x: "level", color: "" }, {}, rows);
  expect(histogram.sentence).toBe(`200 of 200 rows in ${bars} bars`);
  const ticks = histogram.layout.xaxis?.tickvals as number[];
  expect(ticks.every(Number.isInteger)).toBe(true);
  const scatter = draw({ x: "level", y: "duration", color: "", margins: true }, {}, rows);
  const [top = []] = heightsOf(scatter);
  expect(top.filter((height) => height === 0)).toEqual([]);
});

test("the smallest integers of a log axis have no bars between them, and areas that compare", () => {
  // Evenly over the powers of ten from 2 on.
  const rows = Array.from({ length: 5000 }, (_, i): Row => {
    const bytes = Math.round(2 * (821_000 / 2) ** (i / 4999));
    return [i, "a", 1e-5 * 1.05 ** (i % 200), bytes, "0"];
  });
  const figure = draw({ x: "bytes", y: "duration", color: "", margins: true }, {}, rows);
  expect(figure.layout.xaxis?.type).toBe("log");
  const [top = []] = heightsOf(figure) as number[][];
  const inner = top.slice(1, -1);
  expect(Math.min(...inner)).toBeGreaterThan(0.7 * Math.max(...inner));
  const histogram = draw({ plot: "histogram", x: "bytes", color: "" }, {}, rows);
  expect(heightsOf(histogram)[0]).not.toContain(null);
  expect(
    histogram
      .table()
      .rows.slice(0, 2)
      .map(([bar]) => bar),
  ).toEqual(["2 B", "3 B"]);
});

test("durations of zero have an axis from 0 on, whose texts differ", () => {
  const rows = ROWS.map(([id, name, , bytes, level]): Row => [id ?? 0, name ?? "", 0, bytes ?? 0, level ?? ""]);
  for (const plot of ["scatter", "heatmap", "box", "violin", "line"] as const) {
    const { yaxis } = draw({ plot, y: "duration", x: "bytes", color: "" }, {}, rows).layout;
    const texts = yaxis?.ticktext as string[];
    expect(texts[0], plot).toBe("0 µs");
    expect(new Set(texts).size, plot).toBe(texts.length);
    expect(yaxis?.range?.[0], plot).toBeGreaterThan(-1e-7);
  }
  const zeros = new Float64Array(60_000);
  const grid = makeGrid(
    zeros.map((_, i) => i),
    zeros,
    { y: { unit: "duration" } },
  );
  expect([grid.y.low, grid.y.high]).toEqual([0, 1e-6]);
});

test("counts of rows are on a linear axis, whatever durations are on", () => {
  const axes = draw({ plot: "histogram", x: "duration" }).layout;
  expect([axes.xaxis?.type, axes.yaxis?.type]).toEqual(["log", "linear"]);
});

test("days side by side are as long as each other, and named by when they begin", () => {
  const day = 86_400;
  const rows = Array.from({ length: 240 }, (_, i): Row => [i, "a", 0.01, 1_795_000_000 + (i * day) / 20, "1"]);
  const columns = describeColumns(
    ["id", "name", "duration", "start", "level"].map((name) => ({ name, type: null })),
    rows,
  ).map((column) => (column.label === "start" ? { ...column, dated: true } : column));
  const axes = chooseAxes(columns, rows, { plot: "box", x: "start", y: "duration", color: "" });
  const input = { axes, rows, origin: 1_795_000_000, names: [], colors: COLORS, hidden: new Set<string>() };
  const { table } = makeFigure(input);
  expect(table().rows.map(([, count]) => count)).toEqual(Array.from({ length: 12 }, () => "20"));
  expect(table().rows[0]?.[0]).toMatch(/^[A-Z][a-z]{2} \d+( \d{4})?, \d\d:\d\d –$/);
});
