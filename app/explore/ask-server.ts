/** Sends what the explore page asks, and says what came of it. */
"use client";

import { useCallback, useEffect, useRef } from "react";
import type { QueryFailure, QuestionOutcome } from "../../lib/reader/query.ts";
import type { ExploreAsk } from "./explore-asks.ts";

export const NO_ANSWER: QueryFailure = {
  code: "DATABASE",
  message: "No answer from the dashboard. Is it still running?",
};
const STOPPED: QueryFailure = { code: "SQL_CANCELLED", message: "Stopped." };

/** Never rejects: what goes wrong is in the outcome. */
export async function askServer<Value>(
  ask: ExploreAsk,
  signal: AbortSignal | undefined,
): Promise<QuestionOutcome<Value>> {
  try {
    const response = await fetch("/api/explore", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(ask),
      cache: "no-store",
      ...(signal && { signal }),
    });
    if (!response.headers.get("content-type")?.startsWith("application/json")) return { ok: false, ...NO_ANSWER };
    return (await response.json()) as QuestionOutcome<Value>;
  } catch {
    return { ok: false, ...(signal?.aborted ? STOPPED : NO_ANSWER) };
  }
}

/** An answer that comes with the page fails when the page is cut off. React's own promises have no `catch`. */
export function settle<Value>(promise: Promise<QuestionOutcome<Value>>): Promise<QuestionOutcome<Value>> {
  return new Promise((resolve) => {
    promise.then(resolve, () => resolve({ ok: false, ...NO_ANSWER }));
  });
}

/**
 * Aborts when the page is left. Not when another answer is wanted: a stopped question takes its process with it, and what
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
