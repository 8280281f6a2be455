/** Selects and sorts the spans of Explore's table. */

import { makeRegionTest } from "../../model/region.ts";
import type { Ids } from "../../stats/growing.ts";
import { findLargest, findRanked } from "../../stats/order.ts";
import { mapFloats } from "../../stats/typed-arrays.ts";
import type { RowsRequest, SelectionSummary } from "./answer.ts";
import { chooseExploreAxes } from "./choose-axes.ts";
import { keepTags } from "./make-plot.ts";
import type { ExploreSource } from "./source.ts";

export interface PickedRows {
  /** Row indices in the source. */
  readonly rows: readonly number[];
  readonly total: number;
  readonly selection: SelectionSummary | null;
}

/** Pages up to this row are found without sorting everything. */
const WITHOUT_SORTING = 2_000;
/** Of more spans, each page is found on its own: an order of all takes twenty bytes a span while it is made. */
const MAX_SORTED = 2_000_000;

/** @param origin the zero of starts in regions, seconds since the epoch */
export function pickRows(source: ExploreSource, request: RowsRequest, origin: number): PickedRows {
  const selected = findSelected(source, request, origin);
  const total = selected?.length ?? source.spans.count;
  const end = Math.min(total, request.offset + request.limit);
  const order =
    end <= WITHOUT_SORTING
      ? sortFirst(sortKeys(source, request.sort.column, selected), request.sort.desc, end)
      : total <= MAX_SORTED
        ? sortAll(source, request, selected)
        : findPage(sortKeys(source, request.sort.column, selected), request, end);
  const page = order.length > end - request.offset ? Array.from(order.slice(request.offset, end)) : [...order];
  return {
    rows: selected ? page.map((index) => selected[index] as number) : page,
    total,
    selection: selected && summarizeSelection(source.spans.duration, selected),
  };
}

/** Caches the last full sort, for the pages that follow. */
let sorted: { readonly source: ExploreSource; readonly requestKey: string; readonly order: Uint32Array } | undefined;

function sortAll(
  source: ExploreSource,
  { sort, offset: _o, limit: _l, ...request }: RowsRequest,
  selected: Uint32Array | null,
) {
  const requestKey = JSON.stringify([sort, request]);
  if (sorted?.source === source && sorted.requestKey === requestKey) return sorted.order;
  const order = sortIndices(sortKeys(source, sort.column, selected), sort.desc);
  sorted = { source, requestKey, order };
  return order;
}

type Selected = Omit<RowsRequest, "sort" | "offset" | "limit">;

/** The axes on which a region lies; null without a region. */
function findRegionAxes(source: ExploreSource, { region, ...request }: Selected) {
  if (!region) return null;
  const [x, y] = (region.kind === "box" && region.of) || [];
  return x && y ? { x, y, logX: false, logY: false } : chooseExploreAxes(source, request);
}

/** The columns of tags whose values a page of the table needs of every span. */
export function findRowsNeeds(source: ExploreSource, { sort, ...request }: RowsRequest): string[] {
  return keepTags(source, [sort.column, ...findSelectionNeeds(source, request)]);
}

export function findSelectionNeeds(source: ExploreSource, request: Selected): string[] {
  const axes = findRegionAxes(source, request);
  return axes && request.region?.kind !== "spans" ? keepTags(source, [axes.x, axes.y]) : [];
}

/** Row indices of the selected spans, ascending; null without a selection. */
export function findSelected(source: ExploreSource, request: Selected, origin: number): Uint32Array | null {
  const axes = findRegionAxes(source, request);
  const { region } = request;
  if (!region || !axes) return null;
  const isIn = makeRegionTest(region, axes);
  const ids = source.spans.id;
  // A list of ids says nothing of axes, which may not be in memory.
  const [xs, ys] = region.kind === "spans" ? [ids, ids] : [source.numbers(axes.x), source.numbers(axes.y)];
  const shift = (id: string) => (source.find(id)?.unit === "start" ? origin : 0);
  const [dx, dy] = [shift(axes.x), shift(axes.y)];
  const flags = new Uint8Array(ids.length);
  let count = 0;
  for (let row = 0; row < ids.length; row++) {
    if (!isIn(ids[row] as number, (xs[row] as number) - dx, (ys[row] as number) - dy)) continue;
    flags[row] = 1;
    count++;
  }
  const found = new Uint32Array(count);
  for (let row = 0, at = 0; at < count; row++) if (flags[row]) found[at++] = row;
  return found;
}

/** Numbers to sort by; NaN if a span has no value. */
function sortKeys(source: ExploreSource, id: string, selected: Uint32Array | null): Ids {
  const column = source.find(id) ?? source.find("duration");
  const values = column?.numeric ? source.numbers(column.id) : rankTexts(source, column?.id ?? "name");
  return selected ? mapFloats(selected, (row) => values[row] as number) : values;
}

function rankTexts(source: ExploreSource, id: string): Float64Array {
  const { codes, texts } = source.texts(id);
  const order = [...texts.keys()].sort((a, b) => compareTexts(texts[a] ?? "", texts[b] ?? ""));
  const ranks = new Float64Array(texts.length);
  for (const [rank, code] of order.entries()) ranks[code] = rank;
  return mapFloats(codes, (code) => (code < 0 ? Number.NaN : (ranks[code] as number)));
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function rise(keys: Ids, desc: boolean): Ids {
  if (desc) return keys;
  const rising = new Float64Array(keys.length);
  for (let index = 0; index < keys.length; index++) rising[index] = -(keys[index] as number);
  return rising;
}

/** The first rows in order; those without a key come last in either direction. */
function sortFirst(keys: Ids, desc: boolean, max: number): number[] {
  const found = findLargest(rise(keys, desc), max);
  for (let index = 0; index < keys.length && found.length < max; index++)
    if (Number.isNaN(keys[index] as number)) found.push(index);
  return found;
}

function findPage(keys: Ids, { sort, offset }: RowsRequest, end: number): number[] {
  return findRanked(rise(keys, sort.desc), offset, end);
}

function sortIndices(keys: Ids, desc: boolean): Uint32Array {
  const rising = rise(keys, desc).map((key) => (Number.isNaN(key) ? Number.NEGATIVE_INFINITY : key));
  return Uint32Array.from(keys, (_, index) => index).sort(
    (a, b) => (rising[b] as number) - (rising[a] as number) || a - b,
  );
}

function summarizeSelection(durations: Float64Array, selected: Uint32Array): SelectionSummary {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of selected) {
    const duration = durations[row] as number;
    if (duration < low) low = duration;
    if (duration > high) high = duration;
  }
  return { count: selected.length, durations: low > high ? null : [low, high] };
}
