import { expect, test } from "vitest";
import { makeGrid } from "../../lib/stats/density.ts";
import { describeColumns, type Row } from "../ui/table/result-columns.ts";
import { chooseAxes, type PlotChoice } from "./axis-choice.ts";
import { type FigureInput, makeFigure } from "./figure.ts";
import { COLORS } from "./test-colors.ts";

const ROWS: readonly Row[] = Array.from({ length: 100 }, (_, row) => [row, row, 0.001 * (row + 1)]);
const ERRORS = ROWS.map((_, row) => (row % 25 === 0 ? "Unfinished" : row % 10 === 3 ? "TypeError" : null));
const FAILED = ROWS.flatMap((_, row) => (ERRORS[row] === "TypeError" ? [row] : []));

function draw(choice: PlotChoice, more: Partial<FigureInput> = {}, rows = ROWS) {
  const columns = describeColumns(
    ["id", "n", "duration"].map((name) => ({ name, type: null })),
    rows,
  );
  const axes = chooseAxes(columns, rows, { x: "n", y: "duration", logy: false, ...choice });
  return makeFigure({ axes, rows, origin: 0, colors: COLORS, hidden: new Set(), errors: ERRORS, ...more });
}

interface Marked {
  readonly x: readonly number[];
  readonly marker?: { readonly symbol?: string; readonly color: string };
}

const marksOf = ({ data }: ReturnType<typeof draw>) =>
  (data as unknown as Marked[])
    .filter(({ marker }) => marker?.color === COLORS.failed)
    .map(({ x, marker }) => [marker?.symbol, x]);

test("failed spans have a cross and unfinished ones a ring, above all else, in the color of errors", () => {
  const figure = draw({ trend: true });
  expect(marksOf(figure)).toEqual([
    ["x-thin-open", FAILED],
    ["circle-open", [0, 25, 50, 75]],
  ]);
  expect(marksOf({ ...figure, data: figure.data.slice(-2) })).toHaveLength(2);
  expect(figure.notes).toEqual(["✕ 10 failed, ○ 4 unfinished"]);
  expect(marksOf(draw({}, { selected: new Set([3, 4]) }))).toEqual(marksOf(figure));
});

test("the mark is the span's: it says so, opens it, and is not ringed twice", () => {
  const figure = draw({});
  const trace = figure.data.length - 2;
  expect(figure.rowAt(trace, 0)).toBe(3);
  expect(figure.tips(trace, 0)?.where).toContain("failed: TypeError");
  expect(figure.tips(trace + 1, 0)?.where).toContain("unfinished");
  expect(figure.tips(0, 1)?.where.join()).not.toMatch(/failed|unfinished/);
  expect(figure.marksOf(3)).toHaveLength(1);
});

test("as a table, a plot has the types of the errors", () => {
  const { heads, rows } = draw({}).table();
  expect(heads).toEqual(["n", "duration", "error"]);
  expect(rows.map((row) => row[2])).toEqual(ERRORS.map((type) => type ?? ""));
  expect(draw({}, { errors: undefined }).table().heads).toEqual(["n", "duration"]);
});

test("without errors nothing is marked, nor said", () => {
  for (const errors of [undefined, ROWS.map(() => null)]) {
    const figure = draw({}, { errors });
    expect(marksOf(figure)).toEqual([]);
    expect(figure.notes).toEqual([]);
  }
});

test("where colors stand for errors, no mark covers them", () => {
  const color = { id: "error", index: 3, label: "error", kind: "text", unit: "plain", numeric: false } as const;
  const rows = ROWS.map((row, place) => [...row, ERRORS[place] ?? null]);
  const axes = chooseAxes(describeColumns([{ name: "n", type: null }], rows), rows, {});
  const figure = makeFigure({
    axes: { ...axes, color },
    rows,
    origin: 0,

    colors: COLORS,
    hidden: new Set(),
    errors: ERRORS,
  });
  expect(figure.legend.map(({ label, rows: { length } }) => [label, length])).toEqual([
    ["Unfinished", 4],
    ["TypeError", 10],
    ["∅", 86],
  ]);
  expect([marksOf(figure), figure.notes]).toEqual([[], []]);
});

test("of too many spans for points, the slowest are marked", () => {
  const x = Float64Array.from({ length: 5000 }, (_, i) => i / 50);
  const grid = makeGrid(x, x, {});
  const figure = draw({}, { grid, noun: "span" }, ROWS);
  expect(marksOf(figure).map(([symbol]) => symbol)).toEqual(["x-thin-open", "circle-open"]);
  expect(figure.notes).toEqual(["✕ 10 failed, ○ 4 unfinished"]);
});

test("plots of several columns leave errors out unless they are asked for: most spans have none", () => {
  const column = (id: string, index: number, numeric: boolean) => {
    return { id, index, label: id, kind: numeric ? "number" : "text", unit: "plain", numeric } as const;
  };
  const columns = [column("id", 0, true), column("n", 1, true), column("error", 2, false), column("size", 3, true)];
  const rows = ROWS.map(([id = 0, n = 0], row) => [id, n, ERRORS[row] ?? null, row % 7]);
  const dimsOf = (dims?: string[]) =>
    chooseAxes(columns, rows, { plot: "parallel", ...(dims && { dims }) }).dims.map(({ id }) => id);
  expect(dimsOf()).not.toContain("error");
  expect(dimsOf(["n", "error"])).toEqual(["n", "error"]);
});
