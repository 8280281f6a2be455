/**
 * The exact answers of a comparison whose first ones came from samples. They are computed one after the other: each
 * finds the spans in memory that the first has read.
 */
"use client";

import { useState } from "react";
import { ALL_TAGS, type Basis } from "../../../lib/model/basis.ts";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import type { ComparedSides } from "../../../lib/queries/compare-sides.ts";
import { type Exact, useExact } from "../../ui/use-exact.ts";
import { useValue } from "../../ui/use-value.ts";
import { compareParams } from "../address.ts";
import type { Detail } from "./detail-state.ts";

interface FirstAnswers {
  /** The answer after which these are asked for: the verdicts, or what follows them. */
  readonly before: Exact<unknown>;
  readonly detail: Detail;
  readonly properties: Promise<QueryOutcome<ComparedSides>>;
}

/** @param params of the address @param lastId the newest span to consider */
export function useExactAnswers({ before, detail, properties }: FirstAnswers, params: URLSearchParams, lastId: number) {
  const asked = { ...compareParams(params, lastId), reading: "exact" as const };
  const name = detail.row ?? "";
  const [spread, tags, sides] = [useValue(detail.spread), useValue(detail.tags), useValue(properties)];
  const curve = useExact("compareName", { ...asked, name }, after(before, spread?.basis), properties);
  const where = tags?.keys.map(({ key }) => key) ?? [];
  const tagged = useExact("compareTags", { ...asked, name, where }, after(curve, tags?.basis), properties);
  // Another row does not change what the sides have in common: it is asked once.
  const isTagged = useOnce((detail.tags ? tagged : curve).answer !== null);
  const common = useExact("compareSides", asked, isTagged ? hasFewSpans(sides?.basis) : null, properties);
  return { curve, tagged, common };
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
