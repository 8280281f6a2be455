/** The exact ranks of a span whose first ones were among a sample. */
"use client";

import { useEffect } from "react";
import { ALL_TAGS } from "../../../lib/model/basis.ts";
import type { SpanRank } from "../../../lib/queries/span-rank.ts";
import { shareValue, useShared } from "../../ui/shared-value.ts";
import { useExact } from "../../ui/use-exact.ts";
import { useValue } from "../../ui/use-value.ts";
import { type ShownSpan, useSpan } from "./context.tsx";

/** The exact rank of the span in the panel, for the scope line. */
const shownRank = shareValue<{ readonly id: number; readonly rank: SpanRank } | null>(null);

/** Null while only the one among a sample is known. */
export function useExactRank(id: number): SpanRank | null {
  const shown = useShared(shownRank);
  return shown?.id === id ? shown.rank : null;
}

export function useExactRanks({ head, rank, tagRanks }: Pick<ShownSpan, "head" | "rank" | "tagRanks">) {
  const { scope } = useSpan();
  const asked = { id: head.id, scope, reading: "exact" as const };
  const sampled = useValue(rank)?.basis ?? null;
  const tagged = useValue(tagRanks)?.basis ?? null;
  const ranked = useExact("spanRank", asked, sampled);
  // Of more spans, they are always among a sample.
  const hasFew = tagged !== null && tagged.of <= ALL_TAGS;
  const byTag = useExact("spanTagRanks", asked, ranked.answer && hasFew ? tagged : null);
  const { id } = head;
  const { answer } = ranked;
  useEffect(() => shownRank.set(answer && { id, rank: answer }), [id, answer]);
  return { sampled, ranked, byTag };
}
