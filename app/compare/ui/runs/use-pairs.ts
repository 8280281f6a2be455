/** The pairs of the chosen name or path: read once it is known that there are any. */
"use client";

import type { ComparedPath, PathChange } from "../../../../lib/analysis/tree/compared-paths.ts";
import type { Basis } from "../../../../lib/model/basis.ts";
import type { ComparePairsAnswer } from "../../../../lib/queries/compare-pairs.ts";
import type { RunsAnswer } from "../../../../lib/queries/compare-runs.ts";
import { type Exact, useExact } from "../../../ui/use-exact.ts";
import { runsParams } from "../../address.ts";

interface PairsRequest {
  readonly params: URLSearchParams;
  /** The newest span to consider. */
  readonly lastId: number;
  readonly name: string;
  /** Null for all calls of the name. */
  readonly path: ComparedPath | null;
  /** Null until it is known, and if there is none. */
  readonly answer: RunsAnswer | null;
  /** Of both sides; null as long as other answers are to come first. */
  readonly basis: Basis | null;
  /** Whether what is missing of those is on its way. */
  readonly isComing: boolean;
}

export interface ChosenPairs extends Exact<ComparePairsAnswer | null> {
  /** What the pairs amount to; null if calls are not paired, or nobody knows, undefined until that is known. */
  readonly change: PathChange | null | undefined;
}

export function usePairs({ params, lastId, name, path, answer, basis, isComing }: PairsRequest): ChosenPairs {
  const change = answer && basis ? findChange(answer, name, path) : isComing ? undefined : null;
  const { failIf: _, ...asked } = runsParams(params, lastId);
  const pairs = useExact(
    "comparePairs",
    { ...asked, name, path: path?.id ?? null },
    // No first answer has pairs: they are asked for even where its figures are exact.
    change && basis ? { ...basis, exact: false } : null,
  );
  return { ...pairs, change };
}

function findChange({ names }: RunsAnswer, name: string, path: ComparedPath | null): PathChange | null {
  const named = names.find((one) => one.name === name);
  const isPaired = named?.pairing.kind === "tags" || named?.pairing.kind === "place";
  const change = path ? path.compared : named;
  return isPaired && change && change.pairs > 0 ? change : null;
}
