/** What a promise has come to, for what does not wait for it. */
"use client";

import { useEffect, useState } from "react";
import type { QueryOutcome } from "../../lib/model/outcome.ts";

/** Null until it has arrived. */
export function useOutcome<Value>(promise: Promise<QueryOutcome<Value>> | null): QueryOutcome<Value> | null {
  const [found, setFound] = useState<{ readonly of: unknown; readonly outcome: QueryOutcome<Value> } | null>(null);
  useEffect(() => {
    let gone = false;
    void promise?.then((outcome) => {
      if (!gone) setFound({ of: promise, outcome });
    });
    return () => {
      gone = true;
    };
  }, [promise]);
  return found?.of === promise ? found.outcome : null;
}

/** Null until it has arrived, and if it failed. */
export function useValue<Value>(promise: Promise<QueryOutcome<Value>> | null): Value | null {
  const outcome = useOutcome(promise);
  return outcome?.ok ? outcome.value : null;
}
