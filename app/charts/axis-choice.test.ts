import { expect, test } from "vitest";
import { describeColumns, type Row } from "../ui/table/result-columns.ts";
import { chooseAxes, keepAxes, type PlotChoice } from "./axis-choice.ts";

function axesOf(names: string[], rows: Row[], choice: PlotChoice = {}) {
  const columns = describeColumns(
    names.map((name) => ({ name, type: null })),
    rows,
  );
  const axes = chooseAxes(columns, rows, choice);
  return { columns, axes, labels: [axes.x?.label, axes.y?.label, axes.color?.label] };
}

const SPANS = ["id", "name", "start", "duration"];
const spans: Row[] = Array.from({ length: 200 }, (_, i) => [i, `n${i % 3}`, 1754007354 + i, 0.001 + i * 0.0001]);

test("start, duration and name where they exist", () => {
  expect(axesOf(SPANS, spans).labels).toEqual(["start", "duration", "name"]);
  expect(axesOf(SPANS, spans, { plot: "box" }).labels).toEqual(["name", "duration", "name"]);
  expect(axesOf(SPANS, spans, { plot: "histogram" }).labels).toEqual(["duration", undefined, "name"]);
});

test("otherwise the first sensible columns, ids last", () => {
  const rows: Row[] = [["a", 1, 3, 5.5]];
  expect(axesOf(["kind", "span_id", "n", "share"], rows).labels).toEqual(["n", "share", undefined]);
  expect(axesOf(["kind", "n"], [["a", 1]]).labels).toEqual(["kind", "n", undefined]);
  expect(axesOf(["kind"], [["a"]]).labels).toEqual(["kind", "kind", undefined]);
  expect(axesOf([], []).labels).toEqual([undefined, undefined, undefined]);
});

test("a choice holds while its column exists, and gives way otherwise", () => {
  expect(axesOf(SPANS, spans, { x: "id", color: "" }).labels).toEqual(["id", "duration", undefined]);
  expect(axesOf(SPANS, spans, { x: "level", color: "level" }).labels).toEqual(["start", "duration", "name"]);
});

test("a long tail of durations makes the axis logarithmic, unless somebody said otherwise", () => {
  const long: Row[] = spans.map(([id, name, start], i) => [id ?? 0, name ?? "", start ?? 0, i > 190 ? 2 : 0.001]);
  expect(axesOf(SPANS, spans).axes.logY).toBe(false);
  expect(axesOf(SPANS, long).axes.logY).toBe(true);
  expect(axesOf(SPANS, long, { logy: false }).axes.logY).toBe(false);
  expect(axesOf(SPANS, long, { plot: "histogram" }).axes).toMatchObject({ logX: true, logY: false });
});

test("categories and moments are never logarithmic", () => {
  expect(axesOf(SPANS, spans, { x: "name", y: "start", logx: true, logy: true }).axes).toMatchObject({
    logX: false,
    logY: false,
  });
});

test("a new query keeps the axes on screen", () => {
  const { axes, columns } = axesOf(["kind", "n", "share"], [["a", 1, 0.5]], { x: "start", plot: "line" });
  expect(keepAxes({ x: "start", plot: "line" }, axes, columns)).toEqual({ x: "n", y: "share" });
  const own = axesOf(SPANS, spans, { color: "" });
  expect(keepAxes({ color: "" }, own.axes, own.columns)).toEqual({ color: "" });
});
