/** The answer to "why slow" for scripts: every number of an item beside its sentence. */

import type { Basis } from "../../model/basis.ts";
import type { CategoryItem, NumberItem, WhyAnswer, WhyItem } from "./answer.ts";

export interface PlainWhy {
  readonly name: string;
  /** Spans considered, including those without a duration. */
  readonly calls: number;
  /** Selected calls. */
  readonly selected: number;
  /** Calls compared: the selected ones and the rest. */
  readonly of: number;
  /** What the figures are of: all spans, or a sample, from which counts and shares are estimated. */
  readonly basis: Basis;
  /** As the panel of Explore ranks them. */
  readonly items: readonly PlainItem[];
  /** Keys without any finding. */
  readonly nothing: readonly string[];
}

export type PlainItem = Readonly<Record<string, unknown>> & PlainCore;

interface PlainCore {
  readonly kind: "tag" | "child" | "time" | "overlap" | "error" | "code";
  /** A tag's key, `name`, `path` or `start`, or the name of a span. */
  readonly key: string;
  /** The value, or the range of values, that is slow; of a time, seconds since the start of the run. Null for all. */
  readonly value: string | readonly [number | null, number | null] | null;
  /** The names of the spans it is found on, outermost first; empty if it is found on the calls themselves. */
  readonly path: readonly string[];
  /** 0 to 1, as in `Item`. */
  readonly effect: number;
  readonly coverage: number;
  /** Shares of the selected calls and of the rest, 0 to 1; null for a number. */
  readonly share: { readonly selected: number; readonly rest: number } | null;
  readonly explainedBy: string | null;
  /** Stands alone. */
  readonly sentence: string;
}

export function toPlainWhy(
  name: string,
  { calls, selected, others, basis, items, nothingIn }: WhyAnswer & { readonly calls: number },
): PlainWhy {
  return { name, calls, selected, of: selected + others, basis, items: items.map(toPlainItem), nothing: nothingIn };
}

function toPlainItem(item: WhyItem): PlainItem {
  const { key, effect, coverage, explainedBy } = item;
  return { kind: kindOf(item), key, effect, coverage, explainedBy, ...toPlainPart(item) };
}

function kindOf({ kind }: WhyItem): PlainCore["kind"] {
  return kind === "category" || kind === "number" ? "tag" : kind;
}

type PlainPart = Pick<PlainCore, "value" | "path" | "share" | "sentence"> & Readonly<Record<string, unknown>>;

/** What depends on the kind of item. */
function toPlainPart(item: WhyItem): PlainPart {
  if (item.kind === "number") return toPlainNumber(item);
  const share = { selected: item.ofSelected, rest: item.ofRest };
  const { sentence } = item;
  switch (item.kind) {
    case "category": {
      const { value, title, same } = item;
      return { value, path: pathOf(item), share, same, sentence: `${title}: ${sentence}` };
    }
    case "error":
      return { value: null, path: [], share, type: item.type, sentence };
    case "child":
      return { value: null, path: item.path, share, seconds: item.seconds, tag: item.tag, sentence };
    case "overlap":
      return { value: null, path: [item.key], share, each: item.each, sentence };
    case "time": {
      const { shape, from, to, times, medians, beside, counters } = item;
      const value = from === null && to === null ? null : ([from, to] as const);
      return { value, path: [], share, shape, times, medians, beside, counters, sentence };
    }
  }
}

function toPlainNumber(item: NumberItem) {
  const { title, range, median, growth, sentence } = item;
  const named = range || !growth ? `${title}: ${sentence}` : sentence;
  return { value: range, path: pathOf(item), share: null, median, growth, sentence: named };
}

function pathOf({ inherited, from }: CategoryItem | NumberItem): string[] {
  return inherited ? [from] : [];
}
