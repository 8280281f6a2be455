/** The figures of one span name, with their intervals if they are estimated. */
import { estimateCount } from "../../model/basis.ts";
import type { MainRange } from "../../stats/main-range.ts";
import { countLogBins, describeDurations, findTrend } from "../../stats/name-figures.ts";
import {
  type BlockSample,
  intervalOfMean,
  intervalOfQuantile,
  intervalOfSum,
  sumByBlock,
} from "../../stats/sampling.ts";
import { mapInts } from "../../stats/typed-arrays.ts";
import type { FigureIntervals } from "./answer.ts";
import { pick, type Room, type ScopedTimes } from "./scoped-times.ts";

/** Ends of the histograms' axis, seconds. */
type Ends = { readonly low: number; readonly high: number };

/** The figures of one name, estimated for the whole run if these are of a sample. */
export function describeName(times: ScopedTimes, places: Uint32Array, main: MainRange | null, ends: Ends, room: Room) {
  const { sample, blockOf, basis } = times;
  const durations = pick(times.durations, places, room.durations);
  const starts = pick(times.starts, places, room.starts);
  const trend = findTrend(starts, durations, main?.low ?? 0, main?.high ?? 0);
  const inOrder = sample ? durations.slice() : durations;
  const figures = describeDurations(durations.sort());
  const histogram = countLogBins(durations, ends.low, ends.high);
  const count = places.length;
  if (!sample || !blockOf) return { count, ...figures, trend, ...histogram, intervals: null };
  const blocks = mapInts(places, (place) => blockOf[place] as number);
  return {
    ...figures,
    count: estimateCount(count, basis),
    total: figures.total * sample.scale,
    trend,
    bins: histogram.bins.map((bin) => estimateCount(bin, basis)),
    unplaced: estimateCount(histogram.unplaced, basis),
    intervals: findIntervals(durations, inOrder, blocks, sample),
  };
}

function findIntervals(
  sorted: Float64Array,
  inOrder: Float64Array,
  blockOf: Int32Array,
  sample: BlockSample,
): FigureIntervals {
  const found = sumByBlock(inOrder, blockOf, sample.spans.length);
  const at = (share: number) => intervalOfQuantile(sorted, inOrder, blockOf, share, sample);
  return {
    count: intervalOfSum(found.counts, sample),
    total: intervalOfSum(found.sums, sample),
    mean: intervalOfMean(found, sample),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  };
}
