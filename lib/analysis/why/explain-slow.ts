/**
 * Explains why some calls are slow: ranks every tag, own and inherited, by how much it sets the selected calls apart
 * from the rest, and omits what may well be chance.
 */
import type { SpanColumns } from "../../columns/columns.ts";
import { formatCounted } from "../../model/format.ts";
import type { Progress } from "../../model/progress.ts";
import { findDrift, findWarmUp, MIN_CALLS } from "../../stats/trends.ts";
import type { WhyAnswer, WhyItem } from "./answer.ts";
import { type CategoryFinding, countValues, findCategory, findSameCalls, type SameCalls } from "./category.ts";
import { explainErrors } from "./errors.ts";
import { type Finding, findExplained } from "./explained.ts";
import { makeCategoryItem, makeNumberItem, makeRangeItem } from "./items.ts";
import { findGrowth, findNumber, type NumberFinding } from "./number.ts";
import { findRange } from "./range.ts";
import { type Column, isCategory, listColumns, type Selection, type Split, splitCalls } from "./selection.ts";
import { describeRest, formatSelected } from "./words.ts";

/** The chance of reporting anything where there is no effect. */
const MAX_CHANCE = 1e-3;
/** By how much a single value or range must beat a number's order: 404 is not "more" than 200. */
const CLEARLY_MORE = 0.1;
const MAX_ITEMS = 20;

export function explainSlow(
  columns: SpanColumns,
  selection: Selection,
  tell?: (progress: Progress) => void,
): WhyAnswer {
  const split = splitCalls(columns, selection);
  const askable = split.selectedCount > 0 && split.selectedCount < split.count;
  const tags = listColumns(columns);
  const { findings, same, seen } = askable ? rank(tags, split, tell) : NOTHING;
  const explained = findExplained(findings, split);
  const open = findings.filter((_, index) => explained[index] === null);
  const categories = open.filter((finding) => "place" in finding).filter((finding) => !("range" in finding));
  const found = findings.map((finding, index): WhyItem => {
    const by = explained[index] ?? null;
    if (!("place" in finding)) return makeNumberItem(finding, split, categories, by);
    const alike = same.get(finding) ?? [];
    return "range" in finding ? makeRangeItem(finding, split, alike, by) : makeCategoryItem(finding, split, alike, by);
  });
  const failures = explainErrors(columns.error, split, MAX_CHANCE);
  const items = failures ? [...found, failures].sort((a, b) => b.effect - a.effect) : found;
  const nothingIn = [...new Set(tags.map(({ key }) => key))].filter((key) => !seen.has(key));
  const answer = { items, nothingIn, rareKeys: columns.rareKeys, ...findTrends(columns, split) };
  return {
    names: columns.names,
    selected: split.selectedCount,
    others: split.count - split.selectedCount,
    slowest: split.slowest,
    ...describeSelection(split),
    ...answer,
    rest: describeRest(answer, columns.names.length === 1 && split.count >= MIN_CALLS),
    basis: columns.basis,
  };
}

interface Ranking {
  /** Strongest first. */
  readonly findings: readonly Finding[];
  readonly same: ReadonlyMap<Finding, readonly SameCalls[]>;
  /** Keys mentioned in any finding. */
  readonly seen: ReadonlySet<string>;
}

const NOTHING: Ranking = { findings: [], same: new Map(), seen: new Set() };

function rank(tags: readonly Column[], split: Split, tell?: (progress: Progress) => void): Ranking {
  const found: Finding[] = [];
  for (const [index, column] of tags.entries()) {
    tell?.({ what: "Comparing tags", done: index, total: tags.length });
    const finding = findBest(column, split, MAX_CHANCE / tags.length);
    if (finding) found.push(finding);
  }
  found.sort((a, b) => b.effect - a.effect || Number("place" in b) - Number("place" in a));
  const same = new Map<Finding, SameCalls[]>();
  const merged = new Set<Finding>();
  const seen = new Set(found.map(({ column }) => column.key));
  // Categories lead: of an algorithm and its level, people think of the algorithm.
  const leaders = found.filter((finding) => "place" in finding).slice(0, MAX_ITEMS);
  for (const leader of leaders) {
    if (merged.has(leader)) continue;
    const others = tags.filter((column) => column !== leader.column && isCategory(column));
    const alike = others.flatMap((column) => {
      const own = found.find((finding) => finding.column === column);
      if (own && (merged.has(own) || same.has(own))) return [];
      const calls = findSameCalls(leader, column, countsOf(column, own, split));
      if (calls && own) merged.add(own);
      if (calls) seen.add(column.key);
      return calls ?? [];
    });
    same.set(leader, alike);
  }
  return { findings: found.filter((finding) => !merged.has(finding)).slice(0, MAX_ITEMS), same, seen };
}

function countsOf(column: Column, finding: Finding | undefined, split: Split) {
  return finding && "place" in finding ? finding.counts : countValues(column, split);
}

/** The strongest finding for a tag, as a number, category or range; undefined if it may be chance. */
function findBest(column: Column, split: Split, mostChance: number): Finding | undefined {
  const certain = <F extends Finding>(finding: F | undefined) =>
    finding && finding.chance <= mostChance ? finding : undefined;
  const isNumber = column.kind === "number" || column.kind === "time";
  const number = isNumber ? certain(findNumber(column, split)) : undefined;
  const category: CategoryFinding | undefined = isCategory(column) ? certain(findCategory(column, split)) : undefined;
  const best = number && category ? chooseOrder(number, category, split) : (number ?? category);
  const range = isNumber ? certain(findRange(column, split)) : undefined;
  return range && range.effect > (best?.effect ?? 0) + (best ? CLEARLY_MORE : 0) ? range : best;
}

/** If durations grow with a number, its order matters; otherwise a single value that stands out as much tells more. */
function chooseOrder(number: NumberFinding, category: CategoryFinding, split: Split): Finding {
  const tolerance = findGrowth(number, split, []) ? CLEARLY_MORE : -CLEARLY_MORE;
  return category.effect > number.effect + tolerance ? category : number;
}

function describeSelection(split: Split): Pick<WhyAnswer, "range" | "selectedWords" | "othersWords"> {
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
  const others = split.count - split.selectedCount;
  return {
    range,
    selectedWords: formatSelected(split.selectedCount, range, low >= highestOther),
    othersWords: formatCounted(others, "other"),
  };
}

/** For a single name only: calls of another would look like a change. */
function findTrends({ names, start }: SpanColumns, { rows, durations }: Split): Pick<WhyAnswer, "warmUp" | "drift"> {
  if (names.length !== 1) return { warmUp: null, drift: null };
  const inOrder = sortByStart(durations, rows, start);
  const warmUp = findWarmUp(inOrder) ?? null;
  return { warmUp, drift: findDrift(inOrder.subarray(warmUp?.calls ?? 0)) ?? null };
}

/** Spans come in the order they ended, which for calls of one name is usually the order they started. */
function sortByStart(durations: Float64Array, rows: Int32Array, start: Float64Array): Float64Array {
  const at = (index: number) => start[rows[index] as number] as number;
  let sorted = true;
  for (let index = 1; index < rows.length && sorted; index++) sorted = at(index - 1) <= at(index);
  if (sorted) return durations;
  const order = rows.map((_, index) => index).filter((index) => !Number.isNaN(at(index)));
  order.sort((a, b) => at(a) - at(b));
  return Float64Array.from(order, (index) => durations[index] as number);
}
