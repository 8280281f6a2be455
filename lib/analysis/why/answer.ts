/** The answer to "why slow", as plain data for the dashboard's panel and the terminal. */
import type { Basis } from "../../model/basis.ts";
import type { ValueKind } from "../../model/kinds.ts";
import type { DensityPair } from "../../stats/density.ts";

export interface WhyAnswer {
  /** Names of the spans considered. */
  readonly names: readonly string[];
  readonly selected: number;
  readonly others: number;
  /** The percentage, if the slowest calls are selected; null for any other selection. */
  readonly slowest: number | null;
  /** The shortest and longest selected duration, seconds; null without a selection. */
  readonly range: readonly [low: number, high: number] | null;
  /** `48 selected, 60.2 ms and up`. */
  readonly selectedWords: string;
  /** `912 others`. */
  readonly othersWords: string;
  /** What sets the selection apart, strongest first. */
  readonly items: readonly WhyItem[];
  /** Keys without any finding. */
  readonly nothingIn: readonly string[];
  /** How many keys were skipped because they are on too few spans, if there are very many. */
  readonly rareKeys: number;
  readonly warmUp: { readonly calls: number; readonly times: number } | null;
  /** Relative change of the median over the run: 0.18 for a rise by 18 %. */
  readonly drift: number | null;
  /** Sentences about keys without findings, warm-up and drift; the first may be `Nothing sets the slow ones apart.` */
  readonly rest: readonly string[];
  readonly basis: Basis;
}

export type WhyItem = CategoryItem | NumberItem | ErrorItem;

interface Item {
  readonly tag: string;
  /** Name of the spans that carry the tag. */
  readonly from: string;
  readonly inherited: boolean;
  readonly valueKind: ValueKind;
  /** `algorithm = brotli`, `bytes`, or `bytes 1.2 kB to 3 kB`. */
  readonly title: string;
  /** 0 to 1. */
  readonly effect: number;
  readonly sentences: readonly string[];
  /** The sentences joined. */
  readonly sentence: string;
  /** The key of a stronger tag that accounts for this one. */
  readonly explainedBy: string | null;
}

export interface CategoryItem extends Item {
  readonly kind: "category";
  /** The value that is overrepresented in the selection; null for spans without the tag. */
  readonly value: string | null;
  /** Shares of the calls with this value, 0 to 1. */
  readonly ofAll: number;
  readonly ofSelected: number;
  readonly ofRest: number;
  /** Values of other tags on the same calls. */
  readonly same: readonly { readonly tag: string; readonly value: string | null }[];
  /** The values that differ most, at most four. */
  readonly rows: readonly ValueShares[];
  readonly otherRows: (Omit<ValueShares, "value"> & { readonly count: number }) | null;
}

/** Failed and unfinished calls; `tag` is `error`, though it is no tag. */
export interface ErrorItem extends Item {
  readonly kind: "error";
  /** The type of nearly all of the failures; null if there are several. */
  readonly type: string | null;
  /** Whether more of the selection failed than of the rest, not fewer. */
  readonly more: boolean;
  /** Shares of the calls that failed or never finished, 0 to 1. */
  readonly ofAll: number;
  readonly ofSelected: number;
  readonly ofRest: number;
  /** The types that differ most, and null for calls without an error; at most four. */
  readonly rows: readonly ValueShares[];
  readonly otherRows: CategoryItem["otherRows"];
}

export interface ValueShares {
  readonly value: string | null;
  readonly ofSelected: number;
  readonly ofRest: number;
}

export interface NumberItem extends Item {
  readonly kind: "number";
  /** Set if a range in between sets the selection apart rather than higher or lower numbers. */
  readonly range: readonly [low: number, high: number] | null;
  readonly higher: boolean;
  readonly median: { readonly selected: number; readonly rest: number };
  readonly growth: Growth | null;
  readonly densities: DensityPair | null;
}

export interface Growth {
  readonly exponent: number;
  readonly r2: number;
  /** The category value it is limited to; null for all calls. */
  readonly where: { readonly tag: string; readonly value: string | null } | null;
}
