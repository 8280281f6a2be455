/**
 * The exact answers of a comparison whose first ones came from samples. They are computed one after the other: each
 * finds the spans in memory that the first has read.
 */
"use client";

import { useState } from "react";
import { ALL_TAGS, type Basis, basisOf } from "../../../lib/model/basis.ts";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import type { CompareAnswer } from "../../../lib/queries/compare.ts";
import type { ComparedSides } from "../../../lib/queries/compare-sides.ts";
import type { CompareStart } from "../../../lib/queries/compare-start.ts";
import { type Exact, useExact } from "../../ui/use-exact.ts";
import { useValue } from "../../ui/use-value.ts";
import { compareParams } from "../address.ts";
import type { Detail } from "./detail-state.ts";

interface FirstAnswers {
  readonly start: CompareStart;
  readonly whole: Promise<QueryOutcome<CompareAnswer>>;
  readonly detail: Detail;
  readonly properties: Promise<QueryOutcome<ComparedSides>>;
}

/** @param params of the address @param lastId the newest span to consider */
export function useExactAnswers(
  { start, whole, detail, properties }: FirstAnswers,
  params: URLSearchParams,
  lastId: number,
) {
  const asked = { ...compareParams(params, lastId), reading: "exact" as const };
  const name = detail.row ?? "";
  const [verdicts, spread, tags, sides] = [
    useValue(whole),
    useValue(detail.spread),
    useValue(detail.tags),
    useValue(properties),
  ];
  const basis = verdicts && basisOf(start);
  // A sample takes milliseconds: nothing waits behind the exact answers.
  const names = useExact("compare", asked, basis, whole);
  const curve = useExact("compareName", { ...asked, name }, after(names, spread?.basis), whole);
  const where = tags?.keys.map(({ key }) => key) ?? [];
  const tagged = useExact("compareTags", { ...asked, name, where }, after(curve, tags?.basis), whole);
  // Another row does not change what the sides have in common: it is asked once.
  const isTagged = useOnce(tagged.answer !== null);
  const common = useExact("compareSides", asked, isTagged ? hasFewSpans(sides?.basis) : null, whole);
  return { basis, names, curve, tagged, common };
}

/** The basis of a first answer once the exact one before it has arrived; null until then. */
function after(before: Exact<unknown>, basis: Basis | null | undefined): Basis | null {
  return before.answer === null ? null : (basis ?? null);
}

/** Whether it has been true. */
function useOnce(now: boolean): boolean {
  const [was, setWas] = useState(now);
  if (now && !was) setWas(true);
  return was || now;
}

/** Null if there are so many spans that the answer is always from a sample. */
function hasFewSpans(basis: Basis | undefined): Basis | null {
  return basis && basis.of <= 2 * ALL_TAGS ? basis : null;
}
