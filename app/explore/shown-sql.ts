/** The SQL of what the table of the explore page shows. Pure. */
import type { ExploreColumn, ExplorePlot } from "../../lib/explore/answer.ts";
import type { TagAccess } from "../../lib/questions/tag-range.ts";
import { type ColumnRange, shownSql, type TagColumn } from "../../lib/questions/typed-sql.ts";
import { DEFAULT_SORT, type ExploreUrl } from "./explore-url.ts";

/** An end that limits nothing. */
const FAR = 1e300;
/** More of them do not fit into an address. */
const MOST_IDS = 100;

/** What every span has, or a tag of its own: inherited ones take more than a join. */
function isOwn(column: ExploreColumn | undefined): column is ExploreColumn {
  return column !== undefined && column.from === null;
}

function findRanges({ view }: ExploreUrl, plot: ExplorePlot | null): ColumnRange[] {
  const { sel } = view;
  if (!plot || sel?.kind !== "box") return [];
  return (["x", "y"] as const).flatMap((axis) => {
    const column = plot.columns.find(({ id }) => id === plot[axis]);
    const [low, high] = sel[axis];
    const numbers = column?.tag === null ? column.numeric : column?.kind === "number";
    if (!isOwn(column) || !numbers || Math.abs(low) >= FAR) return [];
    const shift = column.unit === "start" ? plot.origin : 0;
    return [{ tag: column.tag, column: column.id, low: low + shift, high: high + shift }];
  });
}

/** @param where the condition on `spans AS s` */
export function writeShownSql(
  where: string,
  access: TagAccess,
  url: ExploreUrl,
  shown: readonly ExploreColumn[],
  plot: ExplorePlot | null,
): string {
  const { sel, sort = DEFAULT_SORT } = url.view;
  const ranges = findRanges(url, plot);
  const known = plot?.columns ?? shown;
  const sorted = known.find(({ id }) => id === sort.column);
  const by = isOwn(sorted) ? sorted : undefined;
  const keys = new Set([by?.tag, ...ranges.map(({ tag }) => tag)]);
  const tags = [...shown, ...known.filter(({ id, tag }) => keys.has(tag) && !shown.some((each) => each.id === id))];
  const columns = tags.flatMap((column): TagColumn[] =>
    isOwn(column) && column.tag !== null ? [{ key: column.tag, kind: column.kind, gaps: column.numericShare < 1 }] : [],
  );
  const ids = sel?.kind === "spans" && sel.ids.length <= MOST_IDS ? ` AND s.id IN (${sel.ids.join(", ")})` : "";
  return shownSql({
    where: `${where}${ids}`,
    columns,
    access,
    ranges,
    sort: { tag: by?.tag ?? null, column: by?.id ?? "duration", desc: by ? sort.desc : true },
  });
}
