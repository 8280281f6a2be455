/** What the page of one span is given. */
import type { QuestionOutcome } from "../../../lib/model/outcome.ts";
import type { Inherited } from "../../../lib/queries/inherited.ts";
import type { SpanHead } from "../../../lib/queries/span.ts";
import type { SpanRank } from "../../../lib/queries/span-rank.ts";
import type { TagRank } from "../../../lib/queries/span-tag-ranks.ts";
import type { SpanTree } from "../../../lib/queries/tree.ts";

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
