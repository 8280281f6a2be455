/**
 * The plot's answer: streamed with the page, or fetched when the axes change; that of a sample is replaced by the exact
 * one. Not a query cache: the first answer comes
 * as a promise with the page, the last one stays while the next is computed, and a cache would add 13 kB to the page.
 */
"use client";

import { use, useCallback, useEffect, useRef, useState } from "react";
import type { ExplorePlot } from "../../../lib/analysis/explore/answer.ts";
import type { QueryFailure } from "../../../lib/model/outcome.ts";
import { askQuery, makeName } from "../../ui/ask.ts";
import { askFor, followsOn } from "../../ui/following.ts";
import type { Running } from "../../ui/progress.tsx";
import type { Exact } from "../../ui/use-exact.ts";
import type { PlotOutcome, PlotParams } from "../requests.ts";
import { settle, usePageSignal } from "./answers.ts";
import { useExactPart } from "./use-exact-part.ts";

export interface PlotSeed {
  /** Its name in `/api/running`, for progress. */
  readonly name: string;
  /** The parameters that it answers, as JSON. */
  readonly key: string;
  readonly outcome: Promise<PlotOutcome>;
}

export interface PlotState {
  /** The latest answer. */
  readonly plot: ExplorePlot | null;
  readonly ms: number | null;
  readonly failure: QueryFailure | null;
  /** What is shown does not answer the current request, as that still runs. */
  readonly busy: boolean;
  /** The answer shown is that to the current request. */
  readonly isCurrent: boolean;
  /** The request in flight. */
  readonly running: Running | null;
  /** Repeats the request, even if the page brought an answer. */
  readonly again: () => void;
  readonly exact: Exact<ExplorePlot>;
}

interface Shown extends Pick<PlotState, "plot" | "ms" | "failure"> {
  readonly key: string | null;
  /** The page that it came with, or after. */
  readonly of: PlotSeed["outcome"] | null;
}

const NOTHING: Shown = { key: null, of: null, plot: null, ms: null, failure: null };

export function usePlot(params: PlotParams, seed: PlotSeed): PlotState {
  const [state, setState] = useState<Shown>(NOTHING);
  const [running, setRunning] = useState<Running | null>({ name: seed.name, since: null });
  const [turn, setTurn] = useState(0);
  /** The seed whose answer was abandoned. */
  const spent = useRef<PlotSeed | null>(null);
  const key = JSON.stringify(params);
  const signal = usePageSignal();
  const of = seed.outcome;
  const show = useCallback(
    (outcome: PlotOutcome) =>
      setState((before) =>
        outcome.ok
          ? { key, of, plot: outcome.value, ms: outcome.ms, failure: null }
          : { ...before, key, of, failure: outcome },
      ),
    [key, of],
  );
  // The same plot of a later moment: until it is there, the page stays at the one before.
  if (state.of !== of && seed.key === key && (state.key === key || followsOn(state.key, key)))
    show(use(askFor(of, "plot", () => settle(of))));
  const shown = useRef(state);
  useEffect(() => {
    shown.current = state;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn repeats the request
  useEffect(() => {
    const isThere = shown.current.key === key && shown.current.of === seed.outcome && spent.current !== seed;
    if (isThere) return setRunning(null);
    let gone = false;
    const name = seed.key === key && spent.current !== seed ? seed.name : makeName();
    setRunning({ name, since: name === seed.name ? null : Date.now() });
    const asked =
      name === seed.name
        ? settle(seed.outcome)
        : askQuery(
            "explore",
            { ...(JSON.parse(key) as PlotParams), reading: "sample" },
            { signal: signal(), id: name },
          );
    void asked.then((outcome) => {
      if (gone) return;
      setRunning(null);
      show(outcome);
    });
    return () => {
      gone = true;
    };
  }, [key, seed, signal, show, turn]);
  const again = useCallback(() => {
    spent.current = seed;
    setTurn((before) => before + 1);
    setState((before) => ({ ...before, failure: null }));
  }, [seed]);
  const busy = state.key !== key;
  const exact = useExactPart("explore", { ...params, reading: "exact" }, busy ? null : (state.plot?.basis ?? null), of);
  const { answer } = exact;
  useEffect(() => {
    if (answer) setState((before) => (before.key === key ? { ...before, plot: answer } : before));
  }, [answer, key]);
  return { ...state, busy, isCurrent: !busy && state.failure === null, running, again, exact };
}
