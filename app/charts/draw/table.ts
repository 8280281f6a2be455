/** A chart as a table of texts and figures. */
import { formatCount } from "../../../lib/model/format.ts";
import { formatCellText } from "../../ui/table/cell-text.ts";
import type { BoxGroup, ChartTable, Prepared } from "../model.ts";
import { errorOf } from "./failed.ts";
import { formatShort } from "./scale.ts";

/** Longer tables would be for searching, not reading; the table of spans has every row. */
const MAX_ROWS = 500;

export function cutTable(heads: readonly string[], rows: readonly (readonly string[])[]): ChartTable {
  return { heads, rows: rows.slice(0, MAX_ROWS), more: Math.max(0, rows.length - MAX_ROWS) };
}

/** Lists what a plot of single rows shows of them. */
export function listRows(chart: Prepared): ChartTable {
  const { axes, rows, origin, groups } = chart;
  const shown = [...axes.dims, ...(axes.dims.length > 0 ? [] : [axes.x, axes.y]), axes.color].filter(
    (column, i, all) => column !== null && all.indexOf(column) === i,
  );
  const drawn = groups.flatMap((group) => group.rows).sort((a, b) => a - b);
  const failing =
    drawn.some((row) => errorOf(chart, row) !== null) && !shown.some((column) => column?.label === "error");
  const heads = [...shown.map((column) => column?.label ?? ""), ...(failing ? ["error"] : [])];
  const lines = drawn
    .slice(0, MAX_ROWS)
    .map((row) => [
      ...shown.map((column) => (column ? formatCellText(rows[row]?.[column.index], column, origin) : "")),
      ...(failing ? [errorOf(chart, row) ?? ""] : []),
    ]);
  return { heads, rows: lines, more: Math.max(0, drawn.length - lines.length) };
}

/** The head of the colour column, if it is not also x. */
export function colorHead({ axes }: Prepared): string[] {
  return axes.color && axes.color !== axes.x ? [axes.color.label] : [];
}

export function listBoxGroups(chart: Prepared, boxGroups: readonly BoxGroup[]): ChartTable {
  const y = chart.y ?? chart.x;
  const color = colorHead(chart);
  const sorted = [...boxGroups].sort((a, b) => a.place - b.place || a.group - b.group);
  return cutTable(
    [chart.axes.x?.label ?? "", ...color, `${chart.noun}s`, "p5", "p25", "p50", "p75", "p95"],
    sorted.map((boxGroup) => [
      chart.x.categories?.[boxGroup.place] ?? "",
      ...color.map(() => chart.groups[boxGroup.group]?.label ?? ""),
      formatCount(boxGroup.rows.length),
      ...[boxGroup.p5, boxGroup.p25, boxGroup.p50, boxGroup.p75, boxGroup.p95].map((value) => formatShort(y, value)),
    ]),
  );
}

export interface CellCounts {
  /** Counts by line, from the bottom, then by column. */
  readonly counts: readonly (readonly number[])[];
  readonly describeX: (column: number) => string;
  readonly describeY: (line: number) => string;
}

/** Lists cells, fullest first. */
export function listCells(chart: Prepared, { counts, describeX, describeY }: CellCounts): ChartTable {
  const cells = counts.flatMap((line, l) => line.map((count, column) => ({ l, column, count })));
  const filled = cells.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  return cutTable(
    [chart.axes.x?.label ?? "", (chart.axes.y ?? chart.axes.x)?.label ?? "", `${chart.noun}s`],
    filled.map(({ l, column, count }) => [describeX(column), describeY(l), formatCount(count)]),
  );
}
