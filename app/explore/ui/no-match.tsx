/** Shown if the scope holds no spans; queries how many there are without the last limit. */
"use client";

import { useEffect, useState } from "react";
import { endAt } from "../../../lib/model/scope.ts";
import type { ScopeCount } from "../../../lib/queries/scope-count.ts";
import { NoMatch } from "../../shell/scope/no-match.tsx";
import { lastLimit } from "../../shell/scope/scope-url.ts";
import { askQuery } from "../../ui/ask.ts";
import { useExplore } from "./context.tsx";

export function ExploreNoMatch() {
  const { summary, url } = useExplore();
  const { scope } = url;
  const [without, setWithout] = useState<ScopeCount | null>(null);
  const limit = lastLimit(scope);
  const wider = limit && JSON.stringify(endAt({ ...scope, ...limit.change }, summary.lastId));
  useEffect(() => {
    if (wider === undefined) return;
    const left = new AbortController();
    void askQuery("scopeCount", { scope: JSON.parse(wider), reading: "sample" }, { signal: left.signal }).then(
      (outcome) => {
        if (!left.signal.aborted) setWithout(outcome.ok ? outcome.value : null);
      },
    );
    return () => left.abort();
  }, [wider]);
  return <NoMatch without={without} />;
}
