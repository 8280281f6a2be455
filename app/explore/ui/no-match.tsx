/** Said where the scope holds no spans; how many there are without the last limit is asked for then. */
"use client";

import { useEffect, useState } from "react";
import type { ExploreRows } from "../../../lib/analysis/explore/answer.ts";
import { writeScope } from "../../../lib/model/scope.ts";
import { NoMatch } from "../../shell/scope/no-match.tsx";
import { lastLimit } from "../../shell/scope/scope-url.ts";
import { DEFAULT_SORT } from "../address.ts";
import { askServer } from "../ask-server.ts";
import { useExplore } from "./context.tsx";

export function ExploreNoMatch() {
  const { facts, url } = useExplore();
  const { scope } = url;
  const [without, setWithout] = useState<number | null>(null);
  const limit = lastLimit(scope);
  const wider = limit && writeScope({ until: facts.window.lastId, ...scope, ...limit.change }).toString();
  useEffect(() => {
    if (wider === undefined) return;
    const left = new AbortController();
    const ask = { part: "rows", scope: wider, sort: DEFAULT_SORT, offset: 0 } as const;
    void askServer<ExploreRows>(ask, left.signal).then((outcome) => {
      if (!left.signal.aborted) setWithout(outcome.ok ? outcome.value.scoped : null);
    });
    return () => left.abort();
  }, [wider]);
  return <NoMatch without={without} />;
}
