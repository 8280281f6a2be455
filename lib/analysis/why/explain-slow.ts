/**
 * Explains why some calls are slow: ranks whatever may be the cause, tags, own and inherited, and names, by how much of
 * the selected calls' time it accounts for, and omits what may well be chance.
 */
import { type Basis, estimateCount } from "../../model/basis.ts";
import { formatCounted, type TimeZero } from "../../model/format.ts";
import type { Progress } from "../../model/progress.ts";
import { MIN_CALLS } from "../../stats/trends.ts";
import type { ExploreSource } from "../explore/source.ts";
import type { WhyAnswer } from "./answer.ts";
import { makeItem, placeTime } from "./items.ts";
import { listColumns } from "./list-columns.ts";
import type { ReadTags } from "./question.ts";
import { type Ranking, rankFactors } from "./rank.ts";
import { type Selection, type Split, splitCalls } from "./selection.ts";
import type { TimeFinding } from "./time.ts";
import { describeSelf } from "./tree-words.ts";
import { describeRest, describeTime, formatSelected } from "./words.ts";

export interface WhyOptions {
  readonly tell?: ((progress: Progress) => void) | undefined;
  /** What starts are relative to; the first start by default. */
  readonly zero?: TimeZero | undefined;
  /** Without it, nothing is said about the tags of children. */
  readonly readTags?: ReadTags | undefined;
}

export function explainSlow(source: ExploreSource, selection: Selection, options: WhyOptions = {}): WhyAnswer {
  const { spans } = source;
  const split = splitCalls(spans, selection);
  const zero = options.zero ?? { origin: split.starts[split.order()[0] ?? 0] ?? 0, dated: false };
  const columns = listColumns(source);
  const isAskable = split.selectedCount > 0 && split.selectedCount < split.count;
  const { tell, readTags } = options;
  const ranking = isAskable ? rankFactors({ spans, columns, split, tell, readTags }) : NOTHING;
  const { ranked, times, counters, seen } = ranking;
  const items = ranked.map((each) => makeItem(each, { split, zero, counters }));
  // A sample lacks the first calls, and most of what lies between two.
  const isSteady = spans.basis.exact && isAskable && split.count >= MIN_CALLS && times.length === 0;
  const nothingIn = [...new Set(columns.flatMap(({ key, of }) => (of === "path" ? [] : [key])))].filter(
    (key) => !seen.has(key),
  );
  const remarks: string[] = times
    .filter((time) => !ranked.some(({ finding }) => finding === time))
    .map((time) => describeTime({ ...placeTime(time, zero.origin), zero }));
  // Where the time is, if nothing tells why: no item, as there is nothing to choose.
  if (ranking.self && ranking.self.coverage >= MOST && !ranked.some(({ finding }) => finding.kind === "child"))
    remarks.unshift(...describeSelf(ranking.self, split.slowest));
  return {
    names: spans.names,
    selected: source.estimate(split.selectedCount),
    others: source.estimate(split.count - split.selectedCount),
    slowest: split.slowest,
    slower: split.slower,
    ...describeSelection(split, spans.basis),
    items,
    nothingIn,
    rareKeys: spans.rareKeys,
    ...readTrends(times),
    origin: zero.origin,
    rest: describeRest({ items, nothingIn, rareKeys: spans.rareKeys }, remarks, {
      isSteady,
      isSampled: !spans.basis.exact,
    }),
    basis: spans.basis,
  };
}

/** The share of the extra time that is worth a word. */
const MOST = 0.8;

const NOTHING: Ranking = { ranked: [], times: [], counters: [], self: null, seen: new Set() };

function readTrends(times: readonly TimeFinding[]): Pick<WhyAnswer, "warmUp" | "drift"> {
  const start = times.find(({ shape }) => shape === "start");
  const drift = times.find(({ shape }) => shape === "drift");
  return { warmUp: start ? { calls: start.calls, times: start.times } : null, drift: drift ? drift.times - 1 : null };
}

function describeSelection(split: Split, basis: Basis): Pick<WhyAnswer, "range" | "selectedWords" | "othersWords"> {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let highestOther = Number.NEGATIVE_INFINITY;
  for (const [index, duration] of split.durations.entries()) {
    if (!split.selected[index]) highestOther = Math.max(highestOther, duration);
    else {
      low = Math.min(low, duration);
      high = Math.max(high, duration);
    }
  }
  const range = split.selectedCount > 0 ? ([low, high] as const) : null;
  const about = basis.exact ? "" : "≈ ";
  const others = estimateCount(split.count - split.selectedCount, basis);
  const selected = estimateCount(split.selectedCount, basis);
  return {
    range,
    selectedWords: about + formatSelected(selected, range, low >= highestOther),
    othersWords: about + formatCounted(others, "other"),
  };
}
