/** The exact answer to a query whose first answer came from a sample: asked by itself, or on request if it takes long. */
"use client";

import { use, useCallback, useEffect, useRef, useState } from "react";
import { type Basis, followsUnasked } from "../../lib/model/basis.ts";
import type { QueryOutcome } from "../../lib/model/outcome.ts";
import type { Progress } from "../../lib/model/progress.ts";
import type { QueryAnswer, QueryName, QueryParams } from "../../lib/queries/registry.ts";
import { askQuery } from "./ask.ts";
import { askFor, followsOn } from "./following.ts";

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
  /** Whether there is an outcome. An answer may be null. */
  readonly done: boolean;
}

interface Running {
  readonly key: string;
  readonly scope: string;
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

const NOTHING = { key: null, answer: null, progress: null, failure: null, done: false };

/**
 * @param sampled of the first answer; null while there is none, or if nothing should be asked
 * @param page something that comes with a page: the next one, of a later moment, is then shown with its exact answer
 */
export function useExact<Name extends QueryName>(
  name: Name,
  params: QueryParams<Name>,
  sampled: Basis | null,
  page: object | null = null,
): Exact<QueryAnswer<Name>> {
  const [state, setState] = useState<State<QueryAnswer<Name>>>(NOTHING);
  /** How often it was requested. */
  const [turn, setTurn] = useState(0);
  const running = useRef<Running>(null);
  const key = JSON.stringify(params);
  const scope = "scope" in params ? JSON.stringify(params.scope) : key;
  const unasked = sampled !== null && followsUnasked(sampled);
  const asks = sampled !== null && !sampled.exact && (unasked || turn > 0);
  // Not the sample's in between, which would be replaced every few seconds.
  if (page && asks && state.answer !== null && followsOn(state.key, key)) {
    const outcome = use(askFor(page, name + key, () => askQuery(name, JSON.parse(key) as QueryParams<Name>)));
    setState({ ...NOTHING, key, ...pickFound(outcome) });
  }
  const known = useRef(state);
  useEffect(() => {
    known.current = state;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn repeats the request
  useEffect(() => {
    const found = known.current;
    if (!asks || (found.key === key && found.done && found.failure === null)) return;
    let gone = false;
    const before = running.current;
    // Stopping a query kills its process with all that it has read: of this scope, the next one can use it.
    if (before && before.scope !== scope && !followsOn(before.key, key)) before.controller.abort();
    const controller = before && !before.controller.signal.aborted ? before.controller : new AbortController();
    const { signal } = controller;
    setState({ ...NOTHING, key });
    const onProgress = (progress: Progress) => !gone && setState((state) => ({ ...state, progress }));
    const ask = async () => {
      await before?.done;
      if (gone || signal.aborted) return;
      const outcome = await askQuery(name, JSON.parse(key) as QueryParams<Name>, { signal, onProgress });
      if (gone || signal.aborted) return;
      setState({ ...NOTHING, key, ...pickFound(outcome) });
    };
    running.current = { key, scope, controller, done: ask() };
    return () => {
      gone = true;
    };
  }, [asks, name, key, scope, turn]);
  useEffect(() => () => running.current?.controller.abort(), []);
  const stop = useCallback(() => {
    running.current?.controller.abort();
    setState((before) => ({ ...before, progress: null, failure: "Stopped.", done: true }));
  }, []);
  const start = useCallback(() => setTurn((before) => before + 1), []);
  const { answer, progress, failure, done } = state.key === key ? state : NOTHING;
  return { answer, progress, failure, running: asks && !done, start, stop };
}

function pickFound<Answer>(outcome: QueryOutcome<Answer>) {
  return { ...(outcome.ok ? { answer: outcome.value } : { failure: outcome.message }), done: true };
}
