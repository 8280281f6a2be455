/** What the explore page does with answers, whether they came with it or were asked for. */
"use client";

import { useCallback, useEffect, useRef } from "react";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import { NO_ANSWER } from "../../ui/ask.ts";

/** An answer that comes with the page fails when the page is cut off. React's own promises have no `catch`. */
export function settle<Value>(promise: Promise<QueryOutcome<Value>>): Promise<QueryOutcome<Value>> {
  return new Promise((resolve) => {
    promise.then(resolve, () => resolve({ ok: false, ...NO_ANSWER }));
  });
}

/**
 * Aborts when the page is left. Not when another answer is wanted: a stopped query takes its process with it, and what
 * that has read; to let it end costs less.
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
