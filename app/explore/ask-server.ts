/** Sends what the explore page asks, and says what came of it. */
"use client";

import { useCallback, useEffect, useRef } from "react";
import type { QuestionOutcome } from "../../lib/model/outcome.ts";
import { NO_ANSWER, postAsk } from "../ui/post-ask.ts";
import type { ExploreAsk } from "./requests.ts";

/**
 * Never rejects: what goes wrong is in the outcome.
 * @param name by which the server may be asked how far it is
 */
export function askServer<Value>(
  ask: ExploreAsk,
  signal: AbortSignal | undefined,
  name?: string,
): Promise<QuestionOutcome<Value>> {
  const path = name === undefined ? "api/explore" : `api/explore?id=${name}`;
  return postAsk<QuestionOutcome<Value>>(path, ask, signal);
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
