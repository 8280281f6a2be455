/** What "why slow" answers: plain data, for the dashboard's panel and for the terminal alike. */
import type { ValueKind } from "../../model/kinds.ts";
import type { DensityPair } from "../../stats/density.ts";

export interface WhyAnswer {
  /** Names of the spans that were looked at. */
  readonly names: readonly string[];
  readonly selected: number;
  readonly others: number;
  /** Percent of the calls, where the selection is the slowest ones; null for any other selection. */
  readonly slowest: number | null;
  /** The shortest and longest duration selected, seconds; null for none. */
  readonly range: readonly [low: number, high: number] | null;
  /** `48 selected, 60.2 ms and up`. */
  readonly selectedWords: string;
  /** `912 others`. */
  readonly othersWords: string;
  /** What sets the selection apart, strongest first. */
  readonly items: readonly WhyItem[];
  /** Keys that show nothing. */
  readonly nothingIn: readonly string[];
  /** Keys that were not looked at, for each is on a few spans only and there are very many. */
  readonly rareKeys: number;
  readonly warmUp: { readonly calls: number; readonly times: number } | null;
  /** Change of the median over the run: 0.18 for a rise by 18 %. */
  readonly drift: number | null;
  /** Sentences on what showed nothing, warm-up and drift; the first may be `Nothing sets the slow ones apart.` */
  readonly rest: readonly string[];
  /** Whether only the newest spans were read. */
  readonly cut: boolean;
}

export type WhyItem = CategoryItem | NumberItem;

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
  /** The sentences in one. */
  readonly sentence: string;
  /** The key of a stronger tag that accounts for this one. */
  readonly explainedBy: string | null;
}

export interface CategoryItem extends Item {
  readonly kind: "category";
  /** The value that is more frequent in the selection than in the rest; null for spans without the tag. */
  readonly value: string | null;
  /** Shares of the calls that have it, 0 to 1. */
  readonly ofAll: number;
  readonly ofSelected: number;
  readonly ofRest: number;
  /** Values that mark the same calls. */
  readonly same: readonly { readonly tag: string; readonly value: string | null }[];
  /** The values that differ most, at most four. */
  readonly rows: readonly ValueShares[];
  readonly otherRows: (Omit<ValueShares, "value"> & { readonly count: number }) | null;
}

export interface ValueShares {
  readonly value: string | null;
  readonly ofSelected: number;
  readonly ofRest: number;
}

export interface NumberItem extends Item {
  readonly kind: "number";
  /** Where not the order of the numbers sets the selection apart, but a range in between. */
  readonly range: readonly [low: number, high: number] | null;
  readonly higher: boolean;
  readonly median: { readonly selected: number; readonly rest: number };
  readonly growth: Growth | null;
  readonly densities: DensityPair | null;
}

export interface Growth {
  readonly exponent: number;
  readonly r2: number;
  /** The value of a category within which it holds; null for all calls. */
  readonly where: { readonly tag: string; readonly value: string | null } | null;
}
