/** The exact answer to a query whose first answer came from a sample: asked by itself, or on request if it takes long. */
"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type Basis, followsUnasked } from "../../lib/model/basis.ts";
import type { Progress } from "../../lib/model/progress.ts";
import type { QueryAnswer, QueryName, QueryParams } from "../../lib/queries/registry.ts";
import { askQuery } from "./ask.ts";

export interface Exact<Answer> {
  /** Null until it has arrived. */
  readonly answer: Answer | null;
  /** Whether it is being computed. */
  readonly running: boolean;
  readonly progress: Progress | null;
  /** Why it did not arrive: a message, or `Stopped.` */
  readonly failure: string | null;
  readonly start: () => void;
  readonly stop: () => void;
}

interface State<Answer> {
  /** What is asked, as JSON; null if nothing is. */
  readonly key: string | null;
  readonly answer: Answer | null;
  readonly progress: Progress | null;
  readonly failure: string | null;
}

const NOTHING = { key: null, answer: null, progress: null, failure: null };

/** @param sampled of the first answer; null while there is none, or if nothing should be asked */
export function useExact<Name extends QueryName>(
  name: Name,
  params: QueryParams<Name>,
  sampled: Basis | null,
): Exact<QueryAnswer<Name>> {
  const [state, setState] = useState<State<QueryAnswer<Name>>>(NOTHING);
  /** How often it was requested. */
  const [turn, setTurn] = useState(0);
  const running = useRef<AbortController>(null);
  const key = JSON.stringify(params);
  const unasked = sampled !== null && followsUnasked(sampled);
  const asks = sampled !== null && !sampled.exact && (unasked || turn > 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn repeats the request
  useEffect(() => {
    if (!asks) return;
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setState({ ...NOTHING, key });
    const onProgress = (progress: Progress) => !signal.aborted && setState((before) => ({ ...before, progress }));
    void askQuery(name, JSON.parse(key) as QueryParams<Name>, { signal, onProgress }).then((outcome) => {
      if (signal.aborted) return;
      const found = outcome.ok ? { answer: outcome.value } : { failure: outcome.message };
      setState({ ...NOTHING, key, ...found });
    });
    return () => controller.abort();
  }, [asks, name, key, turn]);
  const stop = useCallback(() => {
    running.current?.abort();
    setState((before) => ({ ...before, progress: null, failure: "Stopped." }));
  }, []);
  const start = useCallback(() => setTurn((before) => before + 1), []);
  const current = state.key === key ? state : NOTHING;
  const done = current.answer !== null || current.failure !== null;
  return { ...current, running: asks && !done, start, stop };
}
