/** What the page of one span is given. */
import type { ColorSlot } from "../../../lib/model/colors.ts";
import type { QuestionOutcome } from "../../../lib/model/outcome.ts";
import type { Inherited } from "../../../lib/queries/inherited.ts";
import type { SpanDetail } from "../../../lib/queries/span-detail.ts";
import type { SpanRank } from "../../../lib/queries/span-rank.ts";
import type { TagRank } from "../../../lib/queries/span-tag-ranks.ts";
import type { SpanTree } from "../../../lib/queries/tree.ts";

export interface SpanHead extends SpanDetail {
  readonly slot: ColorSlot;
  /** The start as a clock, in the time zone of the machine that holds the file; null without a start. */
  readonly clock: string | null;
  /** For hover: the date, and which time zone. */
  readonly moment: string;
  /** Seconds since the start of the run. */
  readonly offset: number | null;
}

export type RankOutcome = QuestionOutcome<SpanRank | null>;
export type InheritedOutcome = QuestionOutcome<Inherited>;
export type TagRanksOutcome = QuestionOutcome<readonly TagRank[]>;
export type TreeOutcome = QuestionOutcome<SpanTree | null>;

/** One span: itself at once, its rank when it is worked out. */
export interface SpanFacts {
  readonly head: SpanHead;
  readonly rank: Promise<RankOutcome>;
  readonly tagRanks: Promise<TagRanksOutcome>;
  readonly inherited: Promise<InheritedOutcome>;
  /** Why these are not the facts of the span that was asked for. */
  readonly problem?: string;
}

/** The same as one answer to a browser. */
export interface SpanAnswer {
  readonly head: SpanHead;
  readonly rank: RankOutcome;
  readonly tagRanks: TagRanksOutcome;
  readonly inherited: InheritedOutcome;
}
