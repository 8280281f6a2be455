import { expect, test } from "vitest";
import { stepOf } from "../../lib/stats/density.ts";
import { quantile } from "../../lib/stats/order.ts";
import { describeColumns, type Row } from "../ui/table/result-columns.ts";
import { chooseAxes, type PlotChoice } from "./axis-choice.ts";
import { fromPlotlyRange, placeAxes, toPlotlyRange } from "./draw/axis-layout.ts";
import { type Figure, makeFigure } from "./figure.ts";
import { PLOT_TYPES } from "./plot-types.ts";
import { COLORS } from "./test-colors.ts";

function draw(names: string[], rows: Row[], choice: PlotChoice = {}, hidden: string[] = []): Figure {
  const columns = describeColumns(
    names.map((name) => ({ name, type: null })),
    rows,
  );
  const axes = chooseAxes(columns, rows, choice);
  return makeFigure({ axes, rows, origin: 1754007354, colors: COLORS, hidden: new Set(hidden) });
}

const SPANS = ["id", "name", "start", "duration"];
const spans: Row[] = Array.from({ length: 100 }, (_, i) => [
  i,
  i % 2 ? "a" : "b",
  1754007354 + i,
  i < 7 ? 0 : 0.001 * (i + 1),
]);
const points = (figure: Figure) =>
  figure.data.map((trace) => ("x" in trace ? (trace.x as ArrayLike<number>).length : 0));

test("a scatter draws every row, relative to the origin, in a trace a colour", () => {
  const figure = draw(SPANS, spans, { logy: false });
  expect(points(figure)).toEqual([50, 50]);
  expect(figure.legend.map((group) => [group.label, group.rows.length])).toEqual([
    ["b", 50],
    ["a", 50],
  ]);
  expect(figure.x.ends).toEqual([-3.96, 102.96]);
  expect(figure.sentence).toBe("100 of 100 rows");
  expect(figure.notes).toEqual([]);
  expect(figure.tips(0, 1)).toEqual({ figure: "0 s", where: ["start +2.000 s", "name b"] });
});

test("a single row is a row, and its axis of starts begins with it", () => {
  const figure = draw(SPANS, spans.slice(20, 21), { logy: false });
  expect(figure.sentence).toBe("1 of 1 row");
  expect(figure.x.ends[0]).toBeGreaterThan(19.9);
});

test("rows at zero are counted, not lost, on a log axis", () => {
  const figure = draw(SPANS, spans, { logy: true });
  expect(figure.drawn).toBe(93);
  expect(figure.sentence).toBe("93 of 100 rows");
  expect(figure.notes).toEqual(["7 at 0 not drawn"]);
  expect(figure.layout.yaxis?.type).toBe("log");
  expect(fromPlotlyRange(figure.y, toPlotlyRange(figure.y))[1]).toBeCloseTo(figure.y.ends[1]);
});

test.each(["scatter", "line", "histogram", "heatmap", "trend"] as const)(
  "starts of 1970 and 2050 do not flatten the time axis: %s",
  (plot) => {
    const odd = [...spans, [100, "a", 0, 1], [101, "a", 2_524_608_000, 1], [102, "b", 2_524_608_001, 1]] as Row[];
    const choice = { x: "start", logy: false, ...(plot === "trend" ? {} : { plot }) };
    const figure = draw(SPANS, odd, choice);
    const [low, high] = fromPlotlyRange(figure.x, toPlotlyRange(figure.x));
    expect(low).toBeGreaterThan(-20);
    expect(high).toBeLessThan(120);
    expect(figure.notes).toContain("3 far off: 1 earlier, 2 later");
    expect(figure.drawn).toBe(100);
  },
);

test("missing values are counted with their column", () => {
  expect(
    draw(
      ["x", "y"],
      [
        [1, 2],
        [null, 3],
        [2, null],
      ],
    ).notes,
  ).toEqual(["1 without x", "1 without y"]);
});

test("a hidden colour leaves the picture and stays in the legend", () => {
  const figure = draw(SPANS, spans, { logy: false }, ["=a"]);
  expect([figure.drawn, figure.data.length, figure.legend.length]).toEqual([50, 1, 2]);
});

test("a line goes from left to right", () => {
  const [trace] = draw(
    ["x", "y"],
    [
      [3, 1],
      [1, 2],
      [2, 3],
    ],
    { plot: "line" },
  ).data;
  expect(trace).toMatchObject({ mode: "lines", x: [1, 2, 3], y: [2, 3, 1] });
});

test("a histogram counts by colour, and stacks", () => {
  const figure = draw(
    ["v", "name"],
    [
      [1, "a"],
      [1, "b"],
      [2, "b"],
      [5, "a"],
    ],
    { plot: "histogram" },
  );
  expect(figure.data).toMatchObject([
    { type: "bar", x: [1, 2, 3, 4, 5], y: [1, null, null, null, 1], base: [0, 0, 0, 0, 0] },
    { type: "bar", y: [1, 1, null, null, null], base: [1, 0, 0, 0, 1] },
  ]);
  expect(figure.sentence).toBe("4 of 4 rows in 3 bars");
  expect(figure.tips(1, 0)).toEqual({ figure: "1 row", where: ["v 1", "name b", "of 2"] });
});

test("a histogram of durations on a log axis holds every row that is not zero", () => {
  const figure = draw(SPANS, spans, { plot: "histogram", logx: true });
  expect([figure.drawn, figure.notes]).toEqual([93, ["7 at 0 not drawn"]]);
});

test("tag values stand side by side in a box plot, in the order of their numbers", () => {
  const rows: Row[] = ["11", "9", "9", "1"].map((level, i) => [level, 0.001 * (i + 1), "z"]);
  const figure = draw(["level", "duration", "kind"], rows, { plot: "box", x: "level" });
  expect(figure.layout.xaxis?.ticktext).toEqual(["1", "9", "11"]);
  expect(figure.sentence).toBe("4 of 4 rows in 3 boxes; whiskers p5 to p95, points outside");
  expect(figure.data[0]).toMatchObject({ type: "box", x: [2, 1, 0] });
});

test("percentiles lie between the values, as in SQLite", () => {
  expect([0, 0.25, 0.5, 1].map((share) => quantile([1, 2, 4, 8], share))).toEqual([1, 1.75, 3, 8]);
});

test("a heat map holds every row in a cell, and the slowest as points", () => {
  const figure = draw(SPANS, spans, { plot: "heatmap", logy: false });
  expect(figure.drawn).toBe(100);
  expect(figure.sentence).toMatch(/^100 of 100 rows in \d+ cells, the 30 slowest as points$/);
  expect([stepOf(1, 1), stepOf(1, 50), stepOf(50, 50)]).toEqual([1, 1, 7]);
});

test("more than 40 values of a text: the rarest are counted", () => {
  const rows: Row[] = Array.from({ length: 45 }, (_, i) => [`v${i}`, i]);
  expect(draw(["kind", "n"], rows, { x: "kind" }).notes).toEqual(["5 in 5 rarer values of kind not drawn"]);
});

test("from the eighth value on the colours are one, and numbers get shades", () => {
  const rows: Row[] = Array.from({ length: 20 }, (_, i) => [i, i, `v${i % 9}`, i * 1.5]);
  const names = ["x", "y", "kind", "size_of"];
  expect(
    draw(names, rows, { color: "kind" })
      .legend.map((group) => group.label)
      .at(-1),
  ).toBe("2 more");
  expect(draw(names, rows, { color: "size_of" }).legend.map((group) => group.color)).toEqual(COLORS.sequence.slice(3));
});

test("hostile names and columns reach Plotly as text", () => {
  const evil = '<a href="https://e">x</a><b>y</b>&lt;i&gt;$1';
  const rows: Row[] = [
    [evil, 1, "a"],
    ["b", 2, evil],
  ];
  for (const plot of PLOT_TYPES) {
    const figure = draw([evil, "__proto__", "constructor"], rows, { plot, x: evil, color: "constructor" });
    expect(JSON.stringify([figure.data, figure.layout])).not.toContain("<");
  }
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test("no rows and no columns make an empty picture, not an error", () => {
  for (const plot of PLOT_TYPES) {
    const { drawn, data, axes, layout } = draw(SPANS, [], { plot });
    expect([drawn, data.length], plot).toEqual([0, 0]);
    expect([axes.map(({ name }) => name), layout.xaxis?.ticktext, layout.yaxis?.ticktext], plot).toEqual([
      ["x", "y"],
      [],
      [],
    ]);
    expect(draw([], [], { plot }).drawn).toBe(0);
  }
});

test("colours by few numbers stand in their order", () => {
  const rows: Row[] = [11, 9, 1].map((level, i) => [i, level]);
  const labels = draw(["x", "level"], rows, { x: "x", y: "x", color: "level" }).legend.map(({ label }) => label);
  expect(labels).toEqual(["1", "9", "11"]);
});

test("titles of axes in a row do not run into each other", () => {
  const rows: Row[] = Array.from({ length: 20 }, (_, i) => [i, 1e-5 * 2 ** i, `v${i}`]);
  const { axes, margin, colors } = draw(["id", "duration", "x"], rows, {
    plot: "splom",
    dims: ["duration", "id", "x"],
  });
  const titles = (height: number) => {
    const layout = placeAxes(axes, margin, colors, { width: 900, height: height + margin.t + margin.b });
    return [layout.yaxis, layout.yaxis2, layout.yaxis3].map((axis) => axis?.title?.text);
  };
  expect(titles(600)).toEqual(["duration (log)", "id", "x"]);
  expect(titles(200)).toEqual(["duration", "id", "x"]);
  expect(titles(90)).toEqual(["", "id", "x"]);
});
