/** Handles the explore page's answers, streamed with the page or fetched. */
"use client";

import { useCallback, useEffect, useRef } from "react";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import { NO_ANSWER } from "../../ui/ask.ts";

/** Resolves if a streamed answer rejects, as it does when the page is cut off. React's own promises have no `catch`. */
export function settle<Value>(promise: Promise<QueryOutcome<Value>>): Promise<QueryOutcome<Value>> {
  return new Promise((resolve) => {
    promise.then(resolve, () => resolve({ ok: false, ...NO_ANSWER }));
  });
}

/**
 * Aborts when the user leaves the page, but not when another answer is requested: stopping a query kills its process
 * with all that it has read, so letting it finish costs less.
 */
export function usePageSignal(): () => AbortSignal | undefined {
  const controller = useRef<AbortController>(null);
  useEffect(() => {
    const own = new AbortController();
    controller.current = own;
    return () => own.abort();
  }, []);
  return useCallback(() => controller.current?.signal, []);
}
