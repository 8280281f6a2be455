/** Turns findings into items to show, with shares or medians, densities and sentences. */

import type { TimeZero } from "../../model/format.ts";
import { formatText } from "../../model/shown-text.ts";
import { pairDensities } from "../../stats/density.ts";
import { median } from "../../stats/order.ts";
import type {
  CategoryItem,
  ChildItem,
  NumberItem,
  OverlapItem,
  TimeItem,
  TimePicture,
  ValueShares,
  WhyItem,
} from "./answer.ts";
import { type SameCalls, type ValueFinding, valueAt } from "./category.ts";
import { describeErrors } from "./errors.ts";
import type { FindingCore } from "./finding.ts";
import { middlesOf, type NumberFinding } from "./number.ts";
import type { OverlapFinding } from "./overlap.ts";
import type { RangeFinding } from "./range.ts";
import type { Ranked } from "./rank.ts";
import type { Column, Split } from "./selection.ts";
import type { TimeFinding } from "./time.ts";
import { describeChild, describeOverlap, formatPath } from "./tree-words.ts";
import type { ChildWithTag } from "./within.ts";
import {
  describeCounters,
  describeExplained,
  describeGrowth,
  describeMedians,
  describeSame,
  describeShares,
  describeTime,
  EXPLAINED_BY_PATH,
  formatCaller,
  formatPeriod,
  formatTagRange,
  formatTagValue,
} from "./words.ts";

const MAX_ROWS = 4;

export interface Setting {
  readonly split: Split;
  /** What starts are relative to, seconds since the epoch. */
  readonly zero: TimeZero;
  /** Keys that only tell when a call was made. */
  readonly counters: readonly string[];
}

export function makeItem({ finding, same, explainedBy }: Ranked, setting: Setting): WhyItem {
  const { split } = setting;
  switch (finding.kind) {
    case "error": {
      const { said, ...errors } = describeErrors(finding, split);
      return { ...makeCore(finding, said, explainedBy), ...errors, kind: "error" };
    }
    case "time":
      return makeTimeItem(finding, setting, explainedBy);
    case "child":
      return makeChildItem(finding, setting, explainedBy);
    case "overlap":
      return makeOverlapItem(finding, setting, explainedBy);
    case "number":
      return makeNumberItem(finding, explainedBy);
    case "range":
      return makeRangeItem(finding, split, same, explainedBy);
    default:
      return makeCategoryItem(finding, split, same, explainedBy);
  }
}

function makeCore({ key, effect, coverage }: FindingCore, said: readonly string[], explainedBy: FindingCore | null) {
  const sentences =
    explainedBy === null
      ? said
      : [...said, isOfPath(explainedBy) ? EXPLAINED_BY_PATH : describeExplained(explainedBy.key)];
  return {
    key,
    effect: round(effect),
    coverage: round(coverage),
    sentences,
    sentence: sentences.join(" "),
    explainedBy: explainedBy?.key ?? null,
  };
}

/** Whether it is about where calls are made from, whose key may also be that of a tag. */
function isOfPath(finding: FindingCore): boolean {
  return "column" in finding && (finding.column as Column).of === "path";
}

function makeCategoryItem(
  finding: ValueFinding,
  split: Split,
  same: readonly SameCalls[],
  explainedBy: FindingCore | null,
): CategoryItem {
  const { column, counts, place } = finding;
  const { from, inherited, kind: valueKind } = column;
  const value = valueAt(column, place);
  const inside = counts.selected[place] as number;
  const shares = {
    ofAll: (counts.all[place] as number) / split.count,
    ofSelected: inside / split.selectedCount,
    ofRest: ((counts.all[place] as number) - inside) / (split.count - split.selectedCount),
  };
  const said = [
    describeShares(shares.ofAll, shares.ofSelected, split.slowest),
    ...(same.length > 0 ? [describeSame(same)] : []),
  ];
  const core = makeCore(finding, said, explainedBy);
  const rows = listRows({ column, counts }, split);
  const title = column.of === "path" ? formatCaller(value ?? "") : formatTagValue(column.key, value);
  return {
    kind: "category",
    of: column.of,
    ...core,
    from,
    inherited,
    valueKind,
    title,
    value,
    ...shares,
    same,
    ...rows,
  };
}

/** The values whose shares differ most between selection and rest; the others are summed up in one row. */
function listRows(
  { column, counts }: Pick<ValueFinding, "column" | "counts">,
  split: Split,
): Pick<CategoryItem, "rows" | "otherRows"> {
  const others = split.count - split.selectedCount;
  const all: ValueShares[] = [];
  for (let place = 0; place < counts.all.length; place++) {
    const count = counts.all[place] as number;
    if (count === 0 || place === counts.all.length - 2) continue;
    const inside = counts.selected[place] as number;
    all.push({
      value: valueAt(column, place),
      ofSelected: inside / split.selectedCount,
      ofRest: (count - inside) / others,
    });
  }
  const difference = ({ ofSelected, ofRest }: ValueShares) => ofSelected - ofRest;
  all.sort((a, b) => Math.abs(difference(b)) - Math.abs(difference(a)) || b.ofRest - a.ofRest);
  const rows = all.slice(0, MAX_ROWS).sort((a, b) => difference(b) - difference(a));
  const rest = all.slice(MAX_ROWS);
  const sum = (share: "ofSelected" | "ofRest") => rest.reduce((total, row) => total + row[share], 0);
  return {
    rows: rows.map(({ value, ofSelected, ofRest }) => ({
      value,
      ofSelected: round(ofSelected),
      ofRest: round(ofRest),
    })),
    otherRows:
      rest.length > 0
        ? { count: rest.length, ofSelected: round(sum("ofSelected")), ofRest: round(sum("ofRest")) }
        : null,
  };
}

function makeNumberItem(finding: NumberFinding, explainedBy: FindingCore | null): NumberItem {
  const { column, higher, growth, selected, rest } = finding;
  const { key, from, inherited, kind: valueKind } = column;
  const median = middlesOf(finding);
  const said = [
    ...(growth ? [describeGrowth(key, growth)] : []),
    describeMedians({ tag: key, kind: valueKind, higher }, median, growth !== null),
  ];
  return {
    kind: "number",
    range: null,
    ...makeCore(finding, said, explainedBy),
    ...{ of: column.of, from, inherited, valueKind, title: formatText(key) },
    higher,
    median,
    growth,
    densities: pairDensities(selected, rest) ?? null,
  };
}

/** For a number whose range is more informative than its order. */
function makeRangeItem(
  finding: RangeFinding,
  split: Split,
  same: readonly SameCalls[],
  explainedBy: FindingCore | null,
): NumberItem {
  const { key, numbers, range } = finding;
  const { of, from, inherited, valueKind, sentences } = makeCategoryItem(finding, split, same, null);
  const [rest, selected] = [0, 1].map((wanted) =>
    numbers.filter((value, index) => split.selected[index] === wanted && !Number.isNaN(value)),
  ) as [Float64Array, Float64Array];
  const middles = { selected: median(selected), rest: median(rest) };
  return {
    kind: "number",
    range,
    ...makeCore(finding, sentences, explainedBy),
    ...{ of, from, inherited, valueKind, title: `${formatText(key)} ${formatTagRange(range, key, valueKind)}` },
    higher: middles.selected > middles.rest,
    median: middles,
    growth: null,
    densities: pairDensities(selected, rest) ?? null,
  };
}

function makeChildItem(finding: ChildWithTag, setting: Setting, explainedBy: FindingCore | null): ChildItem {
  const { path, share, seconds, tag: found } = finding;
  const tag = found && makeItem({ finding: found, same: [], explainedBy: null }, setting);
  const said = [...describeChild(finding, setting.split.slowest), ...(tag ? [`${tag.title}: ${tag.sentence}`] : [])];
  return {
    kind: "child",
    ...makeCore(finding, said, explainedBy),
    ...{ key: path.at(-1) ?? "", path, title: formatPath(path) },
    ofSelected: round(share.selected),
    ofRest: round(share.rest),
    seconds,
    tag: tag ? { key: tag.key, value: tag.kind === "category" ? tag.value : null, title: tag.title } : null,
  };
}

function makeOverlapItem(finding: OverlapFinding, { split }: Setting, explainedBy: FindingCore | null): OverlapItem {
  const { key, share, each } = finding;
  return {
    kind: "overlap",
    ...makeCore(finding, describeOverlap(finding, split.slowest), explainedBy),
    title: `beside ${formatText(key)}`,
    ofSelected: round(share.selected),
    ofRest: round(share.rest),
    each,
  };
}

function makeTimeItem(
  finding: TimeFinding,
  { split, zero, counters }: Setting,
  explainedBy: FindingCore | null,
): TimeItem {
  const { shape, calls, share } = finding;
  const time = placeTime(finding, zero.origin);
  const ofAll = calls / split.count;
  const said = [
    describeTime({ ...time, zero }),
    ...(shape === "drift" ? [] : [describeShares(ofAll, share.selected, split.slowest)]),
    ...(counters.length > 0 ? [describeCounters(counters)] : []),
  ];
  return {
    kind: "time",
    ...makeCore(finding, said, explainedBy),
    ...time,
    key: "start",
    title: formatPeriod({ ...time, zero }),
    counters,
    ofSelected: share.selected,
    ofRest: share.rest,
    picture: pictureTime(split, zero),
  };
}

/** Microseconds are what a start can tell; the period must hold its calls. */
const PER_SECOND = 1e6;

/** With its period in seconds since the origin. */
export function placeTime({ shape, from, to, calls, times, medians, beside }: TimeFinding, origin: number) {
  return {
    ...{ shape, calls, times, medians, beside },
    from: from === null ? null : Math.floor((from - origin) * PER_SECOND) / PER_SECOND,
    to: to === null ? null : Math.ceil((to - origin) * PER_SECOND) / PER_SECOND,
  };
}

const MAX_POINTS = 240;

/** Evenly by order, selected calls and others apart: there are few of the selected ones. */
function pictureTime({ order, starts, durations, selected }: Split, { origin, dated }: TimeZero): TimePicture {
  const all = order();
  const groups = [0, 1].map((group) => all.filter((index) => selected[index] === group));
  const picked = groups.flatMap((calls) => {
    const step = Math.ceil(calls.length / (MAX_POINTS / 2));
    return Array.from(calls.filter((_, place) => place % step === 0));
  });
  return {
    starts: picked.map((index) => (starts[index] as number) - origin),
    durations: picked.map((index) => durations[index] as number),
    selected: picked.map((index) => selected[index] === 1),
    medians: listMedians(all, starts, durations),
    ...(dated && { datesFrom: origin }),
  };
}

const PARTS = 48;

function listMedians(order: Int32Array, starts: Float64Array, durations: Float64Array): (number | null)[] {
  const [first, last] = [starts[order[0] as number] as number, starts[order.at(-1) as number] as number];
  const parts = Array.from({ length: PARTS }, () => [] as number[]);
  for (const index of order) {
    const part = last > first ? Math.floor((((starts[index] as number) - first) / (last - first)) * PARTS) : 0;
    parts[Math.min(PARTS - 1, part)]?.push(durations[index] as number);
  }
  return parts.map((part) => (part.length > 0 ? median(Float64Array.from(part)) : null));
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
