/** What is asked about one span, by its page and by the peek beside a table. */

import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import type { Scope } from "../../../lib/model/scope.ts";
import type { Inherited } from "../../../lib/queries/inherited.ts";
import type { SpanHead } from "../../../lib/queries/span.ts";
import type { SpanRank } from "../../../lib/queries/span-rank.ts";
import type { TagRanks } from "../../../lib/queries/span-tag-ranks.ts";
import { askQuery } from "../../ui/ask.ts";

export type RankOutcome = QueryOutcome<SpanRank | null>;
export type InheritedOutcome = QueryOutcome<Inherited>;
export type TagRanksOutcome = QueryOutcome<TagRanks>;

/** A span: itself at once, its rank once computed. */
export interface SpanFacts {
  readonly head: SpanHead;
  readonly rank: Promise<RankOutcome>;
  readonly tagRanks: Promise<TagRanksOutcome>;
  readonly inherited: Promise<InheritedOutcome>;
}

/**
 * @param scope in which it is ranked
 * @returns null if there is no such span
 * @throws Error if there is no answer
 */
export async function fetchSpan(id: number, scope: Scope): Promise<SpanFacts | null> {
  const asked = {
    rank: askQuery("spanRank", { id, scope, reading: "sample" }),
    tagRanks: askQuery("spanTagRanks", { id, scope, reading: "sample" }),
    inherited: askQuery("inherited", { id }),
  };
  const outcome = await askQuery("span", { id, scope });
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value && { head: outcome.value.head, ...asked };
}
