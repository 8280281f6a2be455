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
  /** Whether the selected calls are slower than the rest as a whole, so that items account for time. */
  readonly slower: boolean;
  /** What sets the selection apart: first what accounts for most of its time, last what another item explains. */
  readonly items: readonly WhyItem[];
  /** Keys without any finding. */
  readonly nothingIn: readonly string[];
  /** How many keys were skipped because they are on too few spans, if there are very many. */
  readonly rareKeys: number;
  /** The first calls, if they are slower, at equal tags. */
  readonly warmUp: { readonly calls: number; readonly times: number } | null;
  /** Relative change of the median over the run at equal tags: 0.18 for a rise by 18 %. */
  readonly drift: number | null;
  /** What the starts in time items are relative to, seconds since the epoch. */
  readonly origin: number;
  /**
   * Sentences about keys without findings, and changes over time that hardly set the selection apart; the first may be
   * `Nothing sets the slow ones apart.`
   */
  readonly rest: readonly string[];
  readonly basis: Basis;
}

export type WhyItem = CategoryItem | NumberItem | ErrorItem | TimeItem | ChildItem | OverlapItem;

/** What all kinds of items have. */
export interface Item {
  /** What it is about: the key of a tag, the name of a span. */
  readonly key: string;
  /** `algorithm = brotli`, `bytes`, or `bytes 1.2 kB to 3 kB`. */
  readonly title: string;
  /** How far it sets the selected calls apart from the rest, 0 to 1: a difference of shares, or of ranks. */
  readonly effect: number;
  /**
   * The share of the selected calls' excess time that it accounts for, 0 to 1. Excess is what a call takes above the
   * rest's median. 0 also if the selected calls are not slower than the rest: items are then ranked by effect.
   */
  readonly coverage: number;
  readonly sentences: readonly string[];
  /** The sentences joined. */
  readonly sentence: string;
  /** The key of another item that accounts for this one. */
  readonly explainedBy: string | null;
}

/** About a tag, or about the name of the spans. */
interface TagItem extends Item {
  /** Name of the spans that carry the tag; empty for a name, or if there are several. */
  readonly from: string;
  readonly inherited: boolean;
  readonly valueKind: ValueKind;
  /** What it is about, if it is not a tag: names, or the names around the calls. */
  readonly of: "tag" | "name" | "path";
}

export interface SameValue {
  /** As of a tag item. */
  readonly of: TagItem["of"];
  readonly tag: string;
  readonly value: string | null;
}

export interface CategoryItem extends TagItem {
  readonly kind: "category";
  /** The value that is overrepresented in the selection; null for spans without the tag. */
  readonly value: string | null;
  /** Shares of the calls with this value, 0 to 1. */
  readonly ofAll: number;
  readonly ofSelected: number;
  readonly ofRest: number;
  /** Values of other tags on the same calls, or where those are made from. */
  readonly same: readonly SameValue[];
  /** The values that differ most, at most four. */
  readonly rows: readonly ValueShares[];
  readonly otherRows: (Omit<ValueShares, "value"> & { readonly count: number }) | null;
}

/** Failed and unfinished calls; the key is `error`. */
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

/** Calls are slow at the start, from some point on, during a stretch, or more and more. */
export interface TimeItem extends Item {
  readonly kind: "time";
  readonly key: "start";
  readonly shape: "start" | "step" | "stretch" | "drift";
  /** When calls are slow, seconds since the origin; null for from the start of the run, or to its end. */
  readonly from: number | null;
  readonly to: number | null;
  /** Slow calls. */
  readonly calls: number;
  /** Their median over that of the others, at equal tags; of a drift, that of the end over that of the start. */
  readonly times: number;
  /** Medians of the slow calls and the others, seconds; of a drift, of the last tenth and the first. */
  readonly medians: { readonly slow: number; readonly others: number };
  /** Keys of the tags at which calls are compared. */
  readonly beside: readonly string[];
  /** Keys that only count calls, or tell the time. */
  readonly counters: readonly string[];
  /** Shares of the calls that are in that time, 0 to 1; of a drift, in the slower half of the run. */
  readonly ofSelected: number;
  readonly ofRest: number;
  readonly picture: TimePicture;
}

/** An even sample of the calls: starts in seconds since the origin, durations, and whether a call is selected. */
export interface TimePicture {
  readonly starts: readonly number[];
  readonly durations: readonly number[];
  readonly selected: readonly boolean[];
  /** The median duration of all calls in each of equally long parts of the run; null for those without a call. */
  readonly medians: readonly (number | null)[];
  /** If its times are shown as dates: what they are relative to, seconds since the epoch. */
  readonly datesFrom?: number;
}

/** Calls spend their extra time in a child, or deeper along a path of names. */
export interface ChildItem extends Item {
  readonly kind: "child";
  /** Names below the call, outermost first; the last is the key. */
  readonly path: readonly string[];
  /** Its share of the calls' time, 0 to 1. */
  readonly ofSelected: number;
  readonly ofRest: number;
  /** Mean seconds per call. */
  readonly seconds: { readonly selected: number; readonly rest: number };
  /** The tag of such a child that tells slow ones best; null for none. */
  readonly tag: { readonly key: string; readonly value: string | null; readonly title: string } | null;
}

/** Another task of the same process ran while the calls waited; the key is its name. */
export interface OverlapItem extends Item {
  readonly kind: "overlap";
  /** The shares of calls that it overlaps at any time, 0 to 1. */
  readonly ofSelected: number;
  readonly ofRest: number;
  /** Mean seconds that it runs beside a selected call that it overlaps. */
  readonly each: number;
}

export interface ValueShares {
  readonly value: string | null;
  readonly ofSelected: number;
  readonly ofRest: number;
}

export interface NumberItem extends TagItem {
  readonly kind: "number";
  /** Set if a range in between sets the selection apart rather than higher or lower numbers. */
  readonly range: readonly [low: number, high: number] | null;
  readonly higher: boolean;
  readonly median: { readonly selected: number; readonly rest: number };
  readonly growth: Growth | null;
  readonly densities: DensityPair | null;
}

/** Seconds as a power of a number, factor · n^exponent, or along a straight line, intercept + slope · n. */
export type GrowthForm =
  | { readonly form: "power"; readonly factor: number; readonly exponent: number }
  | { readonly form: "line"; readonly intercept: number; readonly slope: number };

export type Growth = GrowthForm & {
  /** The share of the variance of log durations that the growth explains, 0 to 1. */
  readonly r2: number;
  /** The category value it is limited to; null for all calls. */
  readonly where: { readonly tag: string; readonly value: string | null } | null;
};
