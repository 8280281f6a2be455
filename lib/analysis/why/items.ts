/** Turns findings into items to show, with shares or medians, densities and sentences. */

import { formatText } from "../../model/shown-text.ts";
import { pairDensities } from "../../stats/density.ts";
import { median } from "../../stats/order.ts";
import type { CategoryItem, NumberItem, ValueShares } from "./answer.ts";
import type { SameCalls } from "./category.ts";
import { type CategoryFinding, valueAt } from "./category.ts";
import { findGrowth, middlesOf, type NumberFinding } from "./number.ts";
import type { RangeFinding } from "./range.ts";
import type { Split } from "./selection.ts";
import {
  describeExplained,
  describeGrowth,
  describeMedians,
  describeSame,
  describeShares,
  formatTagRange,
  formatTagValue,
} from "./words.ts";

const MAX_ROWS = 4;

export function makeCategoryItem(
  { column, counts, place, effect }: CategoryFinding,
  split: Split,
  same: readonly SameCalls[],
  explainedBy: string | null,
): CategoryItem {
  const { key: tag, from, inherited, kind: valueKind } = column;
  const value = valueAt(column, place);
  const inside = counts.selected[place] as number;
  const shares = {
    ofAll: (counts.all[place] as number) / split.count,
    ofSelected: inside / split.selectedCount,
    ofRest: ((counts.all[place] as number) - inside) / (split.count - split.selectedCount),
  };
  const sentences = [
    describeShares(shares.ofAll, shares.ofSelected, split.slowest),
    ...(same.length > 0 ? [describeSame(same)] : []),
    ...(explainedBy === null ? [] : [describeExplained(explainedBy)]),
  ];
  const common = {
    tag,
    from,
    inherited,
    valueKind,
    title: formatTagValue(tag, value),
    effect: round(effect),
    explainedBy,
  };
  const rows = listRows({ column, counts }, split);
  return { kind: "category", ...common, sentences, sentence: sentences.join(" "), value, ...shares, same, ...rows };
}

/** The values whose shares differ most between selection and rest; the others are summed up in one row. */
function listRows(
  { column, counts }: Pick<CategoryFinding, "column" | "counts">,
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

export function makeNumberItem(
  finding: NumberFinding,
  split: Split,
  categories: readonly CategoryFinding[],
  explainedBy: string | null,
): NumberItem {
  const { column, higher, effect, selected, rest } = finding;
  const { key: tag, from, inherited, kind: valueKind } = column;
  const median = middlesOf(finding);
  const growth = higher && valueKind === "number" ? findGrowth(finding, split, categories) : null;
  const sentences = [
    ...(growth ? [describeGrowth(tag, growth)] : []),
    describeMedians({ tag, kind: valueKind, higher }, median, growth !== null),
    ...(explainedBy === null ? [] : [describeExplained(explainedBy)]),
  ];
  return {
    kind: "number",
    range: null,
    ...{ tag, from, inherited, valueKind, title: formatText(tag), effect: round(effect), explainedBy },
    sentences,
    sentence: sentences.join(" "),
    higher,
    median,
    growth,
    densities: pairDensities(selected, rest) ?? null,
  };
}

/** For a number whose range is more informative than its order. */
export function makeRangeItem(
  finding: RangeFinding,
  split: Split,
  same: readonly SameCalls[],
  explainedBy: string | null,
): NumberItem {
  const { numbers, range, effect } = finding;
  const {
    kind: _,
    tag,
    from,
    inherited,
    valueKind,
    sentences,
    sentence,
  } = makeCategoryItem(finding, split, same, explainedBy);
  const [rest, selected] = [0, 1].map((wanted) =>
    numbers.filter((value, index) => split.selected[index] === wanted && !Number.isNaN(value)),
  ) as [Float64Array, Float64Array];
  const middles = { selected: median(selected), rest: median(rest) };
  return {
    kind: "number",
    range,
    ...{
      tag,
      from,
      inherited,
      valueKind,
      title: `${formatText(tag)} ${formatTagRange(range, tag, valueKind)}`,
      effect: round(effect),
    },
    ...{ explainedBy, sentences, sentence },
    higher: middles.selected > middles.rest,
    median: middles,
    growth: null,
    densities: pairDensities(selected, rest) ?? null,
  };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
