/** The heatmap of a scope: start by duration, for all names and for the largest. */
import { BLOCKS } from "../../columns/sample-blocks.ts";
import { estimateCount } from "../../model/basis.ts";
import { type DensityGrid, estimateGrid, makeGrid } from "../../stats/density.ts";
import type { MainRange } from "../../stats/main-range.ts";
import type { HeatmapLayer, OverviewFigures } from "./answer.ts";
import { pick, type Room, type ScopedTimes } from "./scoped-times.ts";

/** Names the heatmap distinguishes; more than there are colours. */
export const MAX_LAYERS = 12;
/** The axis begins at the start of the run if less than this share of it stays empty. */
const FIRST_PART = 0.05;
const HEATMAP = { columns: 192, lines: 44 } as const;
/** Of a sample: each has two of its blocks, or it would look as if nothing had run between two blocks. */
const SAMPLED_COLUMNS = BLOCKS / 2;

type Drawn = Pick<OverviewFigures, "heatmap" | "layers" | "earlier" | "later">;

interface HeatmapAxes {
  readonly main: MainRange | null;
  readonly origin: number;
  /** Shortest above 0 and longest, also of spans that a sample does not hold; both 0 for none. */
  readonly durations: readonly [number, number];
}

/** The names whose layers are drawn first, if not all are. */
interface LayerOrder {
  /** Codes of the names. */
  readonly order: readonly number[];
  readonly nameTexts: readonly string[];
}

export function drawHeatmap(
  times: ScopedTimes,
  groups: readonly Uint32Array[],
  { order, nameTexts }: LayerOrder,
  { main, origin, durations: [shortest, longest] }: HeatmapAxes,
  room: Room,
): Drawn {
  const { starts, durations, basis } = times;
  const [from, to] = main ? [main.low, main.high] : [origin, origin];
  const grid = makeGrid(starts, durations, {
    // A run starts a little before its first span.
    x: {
      unit: "start",
      bins: basis.exact ? HEATMAP.columns : SAMPLED_COLUMNS,
      low: from > origin && from - origin < FIRST_PART * (to - origin) ? origin : from,
      high: to,
    },
    y: { bins: HEATMAP.lines, log: true, ...(longest > 0 && { low: shortest, high: longest }) },
  });
  const others = joinAll(order.slice(MAX_LAYERS).map((code) => groups[code] ?? new Uint32Array()));
  const layers = order.slice(0, MAX_LAYERS).map((code): HeatmapLayer => {
    const places = groups[code] ?? new Uint32Array();
    const name = nameTexts[code] ?? "";
    return { name, ...countCells(pick(starts, places, room.starts), pick(durations, places, room.durations), grid) };
  });
  if (others.length > 0)
    layers.push({ name: null, ...countCells(pick(starts, others), pick(durations, others), grid) });
  return {
    heatmap: estimateGrid(shiftGrid(grid, origin), basis),
    layers: layers.map((layer) => ({ ...layer, counts: layer.counts.map((count) => estimateCount(count, basis)) })),
    earlier: estimateCount(main?.earlier.count ?? 0, basis),
    later: estimateCount(main?.later.count ?? 0, basis),
  };
}

function joinAll(parts: readonly Uint32Array[]): Uint32Array {
  const joined = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Makes starts relative to the origin. */
function shiftGrid(grid: DensityGrid, origin: number): DensityGrid {
  return { ...grid, x: { ...grid.x, low: grid.x.low - origin, high: grid.x.high - origin } };
}

function countCells(starts: Float64Array, durations: Float64Array, { x, y }: DensityGrid) {
  const { cells, counts } = makeGrid(starts, durations, { x, y });
  return { cells, counts };
}
