/** Groups rows by colour and category for boxes and violins. */
import { formatCounted } from "../../../lib/model/format.ts";
import { quantile } from "../../../lib/stats/order.ts";
import type { BoxGroup, Extent, Layer, MedianLabel, Prepared, Tip, Trace } from "../model.ts";
import { pickRows } from "./marks.ts";
import { findEnds, formatShort, type Scale } from "./scale.ts";
import { listBoxGroups } from "./table.ts";

function makeBoxGroup(group: number, place: number, rows: readonly number[], y: Scale): BoxGroup {
  const sorted = Float64Array.from(rows, (row) => y.values[row] ?? Number.NaN).sort();
  const [p5 = 0, p25 = 0, p50 = 0, p75 = 0, p95 = 0] = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) =>
    quantile(sorted, share),
  );
  return { group, place, middle: place, p5, p25, p50, p75, p95, rows, sorted };
}

export function makeBoxGroups({ x, groups }: Prepared, y: Scale): BoxGroup[] {
  return groups.flatMap((group, index) => {
    const places = new Map<number, number[]>();
    for (const row of group.rows) {
      const place = x.values[row] ?? Number.NaN;
      if (Number.isNaN(place) || Number.isNaN(y.values[row] ?? Number.NaN)) continue;
      const rows = places.get(place);
      if (rows) rows.push(row);
      else places.set(place, [row]);
    }
    return [...places].map(([place, rows]) => makeBoxGroup(index, place, rows, y));
  });
}

/**
 * Centres the groups at one position side by side around it; limits their width if there are few positions.
 * @returns their width
 */
export function arrangeBoxGroups(boxGroups: readonly BoxGroup[], places: number): number {
  const byPlace = new Map<number, BoxGroup[]>();
  for (const boxGroup of boxGroups) byPlace.set(boxGroup.place, [...(byPlace.get(boxGroup.place) ?? []), boxGroup]);
  const most = Math.max(1, ...[...byPlace.values()].map((list) => list.length));
  const step = Math.min(0.44, 0.9 / most, 0.09 * places);
  for (const [place, list] of byPlace)
    for (const [i, boxGroup] of list.entries()) boxGroup.middle = place + (i - (list.length - 1) / 2) * step;
  return step * 0.7;
}

/** p50 of each group as a text, with what the group's marks cover. */
function labelMedians(
  boxGroups: readonly BoxGroup[],
  y: Scale,
  extentsOf: (boxGroup: BoxGroup) => readonly Extent[],
): MedianLabel[] {
  return boxGroups.map((boxGroup) => ({
    text: formatShort(y, boxGroup.p50),
    at: [boxGroup.middle, boxGroup.p50],
    marks: extentsOf(boxGroup),
  }));
}

interface Placing {
  readonly boxGroups: readonly BoxGroup[];
  readonly y: Scale;
  readonly caption: string;
  /** What a group's marks cover. */
  readonly extentsOf: (boxGroup: BoxGroup) => readonly Extent[];
}

/** The layer that holds the marks of all groups. */
export function placeBoxGroups(
  chart: Prepared,
  traces: readonly Trace[],
  { boxGroups, y, caption, extentsOf }: Placing,
): Layer {
  const labelled = !y.categories;
  const rows = boxGroups.flatMap((boxGroup) => boxGroup.rows);
  // Leaves room for the labels at the ends.
  const [low, high] = findEnds(chart.x, []);
  const values = rows.map((row) => y.values[row] ?? 0);
  return {
    traces,
    ...(labelled && { medians: labelMedians(boxGroups, y, extentsOf) }),
    x: { scale: chart.x, title: chart.x.title, ends: [low, labelled ? high + 0.06 * (high - low) : high] },
    y: { scale: y, title: y.title, ends: findEnds(y, values) },
    drawn: rows.length,
    caption,
    pick: pickRows(chart, chart.x, y),
    table: () => listBoxGroups(chart, boxGroups),
  };
}

export function describeBoxGroup(chart: Prepared, boxGroup: BoxGroup | undefined): Tip | undefined {
  if (!boxGroup) return undefined;
  const y = chart.y ?? chart.x;
  const format = (value: number) => formatShort(y, value);
  return {
    figure: `p50 ${format(boxGroup.p50)}`,
    where: [
      `p5 ${format(boxGroup.p5)}, p25 ${format(boxGroup.p25)}`,
      `p75 ${format(boxGroup.p75)}, p95 ${format(boxGroup.p95)}`,
      `${formatCounted(boxGroup.rows.length, chart.noun)}, ${chart.x.title} ${chart.x.categories?.[boxGroup.place] ?? ""}`,
    ],
  };
}
