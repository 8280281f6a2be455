import { expect, test } from "vitest";
import { type ExplorePlot, OWN_COLUMNS } from "../../../lib/analysis/explore/answer.ts";
import { exactBasis } from "../../../lib/model/basis.ts";
import { chooseAxes } from "../../charts/axis-choice.ts";
import type { PlotType } from "../../charts/plot-types.ts";
import { findSelectedRows, toMarked, toSelection } from "./plot-selection.ts";
import { plotColumns, plotRows, textsOf } from "./plot-table.ts";

const [id, name, start, duration] = OWN_COLUMNS;
if (!id || !name || !start || !duration) throw new Error("own columns");

const plot: ExplorePlot = {
  basis: exactBasis(3),
  columns: [id, { ...name, index: 1 }, { ...start, index: 2 }, { ...duration, index: 3 }],
  values: [
    { kind: "numbers", values: [7, 8, 9] },
    { kind: "texts", codes: [0, 1, -1], texts: ["read", "parse"] },
    { kind: "numbers", values: [1001, 1002, 1003] },
    { kind: "numbers", values: [0.1, 0.2, null] },
  ],
  x: "start",
  y: "duration",
  color: "name",
  logX: false,
  logY: false,
  logDims: [],
  origin: 1000,
  total: 3,
  grid: null,
  durations: [0.1, 0.2],
};
const rows = plotRows(plot);
const axesOf = (type: PlotType, x: string) => chooseAxes(plotColumns(plot.columns), rows, { plot: type, x });

test("an answer becomes rows, with texts in the order of the file", () => {
  expect(rows).toEqual([
    [7, "read", 1001, 0.1],
    [8, "parse", 1002, 0.2],
    [9, null, 1003, null],
  ]);
  expect(textsOf(plot, "name")).toEqual(["read", "parse"]);
  expect(textsOf(plot, "start")).toEqual([]);
});

test("a box in the plot selects what lies in it, counted from the start of the run", () => {
  const box = { kind: "box", x: [1.5, 4], y: [0, 1] } as const;
  const region = toSelection(box, [1], axesOf("scatter", "start"), plot, rows);
  expect(region).toEqual(box);
  expect(findSelectedRows(region, plot, rows)).toEqual([1]);
  expect(toMarked(region, axesOf("scatter", "start"))).toEqual(box);
  expect(findSelectedRows(undefined, plot, rows)).toBeNull();
});

test("on an axis of texts the selection is the spans themselves", () => {
  const box = { kind: "box", x: [0.5, 1.5], y: [0, 1] } as const;
  const region = toSelection(box, [1], axesOf("scatter", "name"), plot, rows);
  expect(region).toEqual({ kind: "spans", ids: [8] });
  expect(findSelectedRows(region, plot, rows)).toEqual([1]);
  expect(toMarked(region, null)).toBeNull();
});

test("where y counts spans, it limits none", () => {
  const box = { kind: "box", x: [0.05, 0.15], y: [0, 3] } as const;
  const region = toSelection(box, [0], axesOf("histogram", "duration"), plot, rows);
  expect(region).toEqual({ kind: "box", x: [0.05, 0.15], y: [-1e300, 1e300] });
  expect(findSelectedRows(region, { ...plot, x: "duration" }, rows)).toEqual([0]);
  expect(toMarked(region, null)).toBeNull();
});

test("a box in a cell of a scatter matrix is one of its two columns, in whichever order they are shown", () => {
  const matrix = (...dims: string[]) => chooseAxes(plotColumns(plot.columns), rows, { plot: "splom", dims });
  const box = { kind: "box", x: [1.5, 4], y: [0.15, 1], axes: ["x2", "y3"] } as const;
  const region = toSelection(box, [1], matrix("id", "start", "duration"), plot, rows);
  expect(region).toEqual({ kind: "box", x: [1.5, 4], y: [0.15, 1], of: ["start", "duration"] });
  expect(findSelectedRows(region, plot, rows)).toEqual([1]);
  expect(toMarked(region, matrix("id", "start", "duration"))).toEqual(box);
  expect(toMarked(region, matrix("duration", "start"))).toEqual({
    kind: "box",
    x: [0.15, 1],
    y: [1.5, 4],
    axes: ["x", "y2"],
  });
  expect(toMarked(region, matrix("id", "start"))).toBeNull();
  const texts = { ...box, axes: ["x", "y2"] } as const;
  expect(toSelection(texts, [1], matrix("duration", "name"), plot, rows)).toEqual({ kind: "spans", ids: [8] });
});
