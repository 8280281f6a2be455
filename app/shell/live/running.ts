/** The running spans of a scope, as of the last poll. */
"use client";

import { useEffect, useRef, useState } from "react";
import { parseScope } from "../../../lib/model/scope.ts";
import type { RunningSpans } from "../../../lib/queries/running.ts";
import { askQuery } from "../../ui/ask.ts";
import { useWatch } from "./watch.ts";

interface RunningOf {
  /** As parameters of an address. */
  readonly scope: string;
  /** The newest span of the view; undefined in a view without any. */
  readonly lastId?: number;
}

/**
 * Asks with each poll while there is something to be said about spans that may still end.
 * @param drawn what the server rendered
 */
export function useRunning(drawn: RunningSpans, { scope, lastId: beside }: RunningOf): RunningSpans {
  const { answer, polls } = useWatch();
  const [come, setCome] = useState<{ readonly on: RunningSpans; readonly running: RunningSpans } | null>(null);
  const running = come?.on === drawn ? come.running : drawn;
  const asked = useRef<number | null>(null);
  const seen = answer?.running ?? null;
  const isOpen = running.spans.some(({ state }) => state !== "gone");
  const wanted = answer !== null && (isOpen || seen !== asked.current) ? polls : 0;
  useEffect(() => {
    if (wanted === 0) return;
    const gone = new AbortController();
    const params = { scope: parseScope(new URLSearchParams(scope)), beside };
    void askQuery("running", params, { signal: gone.signal }).then((outcome) => {
      if (!outcome.ok) return;
      asked.current = seen;
      setCome({ on: drawn, running: outcome.value });
    });
    return () => gone.abort();
  }, [wanted, scope, beside, drawn, seen]);
  return running;
}
