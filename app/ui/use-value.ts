/** The value of an outcome, for what does not wait for it. */
"use client";

import { useEffect, useState } from "react";
import type { QueryOutcome } from "../../lib/model/outcome.ts";

/** Null until it has arrived, and if it failed. */
export function useValue<Value>(promise: Promise<QueryOutcome<Value>> | null): Value | null {
  const [found, setFound] = useState<{ readonly of: unknown; readonly value: Value } | null>(null);
  useEffect(() => {
    let gone = false;
    void promise?.then((outcome) => {
      if (!gone && outcome.ok) setFound({ of: promise, value: outcome.value });
    });
    return () => {
      gone = true;
    };
  }, [promise]);
  return found?.of === promise ? found.value : null;
}
