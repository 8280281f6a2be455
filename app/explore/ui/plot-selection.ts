/** Converts a plot's selection to the region stored in the address and back. */
import type { ExplorePlot } from "../../../lib/analysis/explore/answer.ts";
import { makeRegionTest, type Region, settleRegion } from "../../../lib/model/region.ts";
import type { Axes } from "../../charts/axis-choice.ts";
import { indexOfAxis, nameAxis } from "../../charts/draw/axis-layout.ts";
import { axesOf, type Region as Marked } from "../../charts/draw/region.ts";
import { kindOf } from "../../charts/registry.ts";
import { type ResultColumn, type Row, readNumber } from "../../ui/table/result-columns.ts";

/** Beyond any duration: an axis that counts spans does not limit them. */
const FAR = 1e300;

/** A region on a text axis has no numbers that mean the same elsewhere, so its spans are listed instead. */
function isSpans({ x, y }: Axes, plot: ExplorePlot): boolean {
  return plot.grid === null && (x?.numeric === false || y?.numeric === false);
}

/** The columns of the scatter matrix's cell that contains the region. */
function columnsOfCell(marked: Marked, { dims }: Axes): readonly (ResultColumn | undefined)[] {
  return axesOf(marked).map((name) => dims[indexOfAxis(name)]);
}

/** @param rows the plot's rows inside it */
export function toSelection(
  marked: Marked,
  rows: readonly number[],
  axes: Axes,
  plot: ExplorePlot,
  all: readonly Row[],
): Region {
  const x = axes.x;
  const [across, up] = columnsOfCell(marked, axes);
  if (marked.kind === "box" && across?.numeric && up?.numeric)
    return settleRegion({ kind: "box", x: marked.x, y: marked.y, of: [across.id, up.id] });
  const sideBySide = kindOf(axes.plot).x === "places";
  if (isSpans(axes, plot) || sideBySide || axes.dims.length > 0)
    return { kind: "spans", ids: rows.map((row) => idOf(all[row])).filter((id) => id !== null) };
  if (axes.y === null && x) {
    const [low, high] = marked.kind === "box" ? marked.x : endsOf(marked.corners);
    return settleRegion({ kind: "box", x: [low, high], y: [-FAR, FAR] });
  }
  return settleRegion(marked);
}

function endsOf(corners: readonly number[]): readonly [number, number] {
  const xs = corners.filter((_, i) => i % 2 === 0);
  return [Math.min(...xs), Math.max(...xs)];
}

/** The region to draw; null if it is not on the plot's axes. */
export function toMarked(region: Region | undefined, axes: Axes | null): Marked | null {
  if (!region || region.kind === "spans") return null;
  if (region.kind === "lasso") return region;
  const { of, ...box } = region;
  if (of) return toCell(box, of, axes?.dims ?? []);
  return Math.abs(region.y[0]) >= FAR ? null : region;
}

/** Points are below the diagonal, so the columns' order decides which of them is on x. */
function toCell(
  { x, y }: Pick<Marked & { kind: "box" }, "x" | "y">,
  of: readonly [string, string],
  dims: Axes["dims"],
) {
  const [across, up] = of.map((id) => dims.findIndex((column) => column.id === id)) as [number, number];
  if (across < 0 || up < 0) return null;
  const [left, bottom] = across < up ? [across, up] : [up, across];
  const ends = across < up ? { x, y } : { x: y, y: x };
  return { kind: "box", ...ends, axes: [nameAxis("x", left), nameAxis("y", bottom)] } as const;
}

export function idOf(row: Row | undefined): number | null {
  return typeof row?.[0] === "number" ? row[0] : null;
}

const nowhere = () => Number.NaN;

/** The plot's selected rows; null without a selection. */
export function findSelectedRows(region: Region | undefined, plot: ExplorePlot, all: readonly Row[]): number[] | null {
  if (!region) return null;
  const isIn = makeRegionTest(region, plot);
  const reader = (id: string) => {
    const column = plot.columns.find((each) => each.id === id);
    const values = plot.values[column?.index ?? -1];
    if (values?.kind === "texts" && !column?.numeric) return (row: number) => values.codes[row] ?? -1;
    const shift = column?.unit === "start" ? plot.origin : 0;
    return (row: number) => (readNumber(all[row]?.[column?.index ?? -1]) ?? Number.NaN) - shift;
  };
  const [x = nowhere, y = nowhere] = ((region.kind === "box" && region.of) || [plot.x, plot.y]).map(reader);
  return all.flatMap((row, i) => (isIn(idOf(row) ?? -1, x(i), y(i)) ? [i] : []));
}
