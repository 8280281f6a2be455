/** The pairs of the chosen name or path, asked for when it is chosen. */
"use client";

import { useEffect, useState } from "react";
import type { QueryOutcome } from "../../../../lib/model/outcome.ts";
import type { ComparePairsAnswer } from "../../../../lib/queries/compare-pairs.ts";
import type { QueryParams } from "../../../../lib/queries/registry.ts";
import { askQuery } from "../../../ui/ask.ts";

/** Undefined until they are there; null if calls are not paired. */
export function usePairs(params: QueryParams<"comparePairs">): ComparePairsAnswer | null | undefined {
  const key = JSON.stringify(params);
  const [found, setFound] = useState<{
    readonly of: string;
    readonly outcome: QueryOutcome<ComparePairsAnswer | null>;
  }>();
  useEffect(() => {
    let gone = false;
    void askQuery("comparePairs", JSON.parse(key)).then((outcome) => {
      if (!gone) setFound({ of: key, outcome });
    });
    return () => {
      gone = true;
    };
  }, [key]);
  if (found?.of !== key) return undefined;
  return found.outcome.ok ? found.outcome.value : null;
}
