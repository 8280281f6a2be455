/** The SQL equivalent of the explore page's table. */
import { type ExploreColumn, type ExplorePlot, isErrorColumn } from "../../../lib/analysis/explore/answer.ts";
import type { TagAccess } from "../../../lib/columns/tag-range.ts";
import { type ColumnRange, type Outline, type OutlineAxis, shownSql } from "../../../lib/queries/sql/shown-sql.ts";
import { isInherited, type TagColumn } from "../../../lib/queries/sql/typed-sql.ts";
import { DEFAULT_SORT, type ExploreUrl } from "../address.ts";

/** An end that imposes no limit. */
const FAR = 1e300;
/** More would not fit into an address. */
const MAX_IDS = 100;

export interface ShownFile {
  /** The condition on `spans AS s`. */
  readonly where: string;
  readonly access: TagAccess;
  /** Whether the file records parents. */
  readonly linked: boolean;
}

function isNumber({ tag, kind, numeric }: ExploreColumn): boolean {
  return tag === null ? numeric : kind === "number";
}

function nameOf({ tag, from, id }: ExploreColumn) {
  return { tag, from, column: id };
}

/** The two columns of a selection in the plot; undefined if it has no numbers. */
function findAxes({ view: { sel } }: ExploreUrl, plot: ExplorePlot | null) {
  if (!plot || !sel || sel.kind === "spans") return undefined;
  const of = (sel.kind === "box" && sel.of) || [plot.x, plot.y];
  const [x, y] = of.map((id) => plot.columns.find((column) => column.id === id));
  return { plot, sel, x, y };
}

function findRanges(axes: ReturnType<typeof findAxes>): ColumnRange[] {
  if (axes?.sel.kind !== "box") return [];
  const { sel, plot } = axes;
  return (["x", "y"] as const).flatMap((axis) => {
    const column = axes[axis];
    const [low, high] = sel[axis];
    if (!column || !isNumber(column) || Math.abs(low) >= FAR) return [];
    const shift = column.unit === "start" ? plot.origin : 0;
    return [{ ...nameOf(column), low: low + shift, high: high + shift }];
  });
}

function findOutline(axes: ReturnType<typeof findAxes>): Outline | undefined {
  if (axes?.sel.kind !== "lasso") return undefined;
  const { sel, plot, x, y } = axes;
  if (!x || !y || !isNumber(x) || !isNumber(y)) return undefined;
  const axis = (column: ExploreColumn, log: boolean): OutlineAxis => {
    return { ...nameOf(column), log, origin: column.unit === "start" ? plot.origin : 0 };
  };
  return { x: axis(x, plot.logX), y: axis(y, plot.logY), corners: sel.corners };
}

export function formatShownSql(
  { where, access, linked }: ShownFile,
  url: ExploreUrl,
  shown: readonly ExploreColumn[],
  plot: ExplorePlot | null,
): string {
  const { sel, sort = DEFAULT_SORT } = url.view;
  const axes = findAxes(url, plot);
  const ranges = findRanges(axes);
  const outline = findOutline(axes);
  const known = plot?.columns ?? shown;
  const by = known.find(({ id }) => id === sort.column);
  const needed = new Set([by?.id, ...[...ranges, outline?.x, outline?.y].map((each) => each?.column)]);
  const all = [...shown, ...known.filter(({ id }) => !shown.some((each) => each.id === id))];
  // An inherited tag takes more than a join, so it is included only if sorting or selecting needs it.
  const columns = all
    .filter((column) => needed.has(column.id) || (!isInherited(column) && shown.some(({ id }) => id === column.id)))
    .flatMap(({ tag, from, kind, numericShare, exact }): TagColumn[] =>
      tag === null ? [] : [{ key: tag, from, kind, gaps: numericShare < 1, exact }],
    );
  const ids = sel?.kind === "spans" && sel.ids.length <= MAX_IDS ? ` AND s.id IN (${sel.ids.join(", ")})` : "";
  return shownSql({
    where: `${where}${ids}`,
    columns,
    error: shown.some(isErrorColumn),
    access,
    linked,
    ranges,
    outline,
    sort: by ? { ...nameOf(by), desc: sort.desc } : { tag: null, from: null, column: "duration", desc: true },
  });
}
