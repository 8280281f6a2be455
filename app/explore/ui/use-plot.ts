/** What the plot shows: the answer that came with the page, or one that is asked for as the choice of axes changes. */
"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ExplorePlot } from "../../../lib/analysis/explore/answer.ts";
import type { QueryFailure } from "../../../lib/model/outcome.ts";
import { makeName } from "../../ui/make-name.ts";
import type { Running } from "../../ui/running-progress.tsx";
import { askServer, settle, usePageSignal } from "../ask-server.ts";
import type { PlotAsk, PlotOutcome } from "../requests.ts";

export interface PlotSeed {
  /** By which the server may be asked how far it is. */
  readonly name: string;
  /** The words of the ask that it answers. */
  readonly words: string;
  readonly outcome: Promise<PlotOutcome>;
}

export interface PlotState {
  /** The last answer there is. */
  readonly plot: ExplorePlot | null;
  readonly ms: number | null;
  readonly failure: QueryFailure | null;
  /** What is shown is not what is asked for. */
  readonly busy: boolean;
  /** What is asked at the moment. */
  readonly running: Running | null;
  /** Asks the same once more, also where the page brought an answer. */
  readonly again: () => void;
}

type Known = Omit<PlotState, "busy" | "running" | "again"> & { readonly words: string };

const NOTHING: Known = { words: "", plot: null, ms: null, failure: null };

export function usePlot(ask: PlotAsk, seed: PlotSeed): PlotState {
  const [state, setState] = useState<Known>(NOTHING);
  const [running, setRunning] = useState<Running | null>({ name: seed.name, since: null });
  const [turn, setTurn] = useState(0);
  /** The seed whose answer was not wanted. */
  const spent = useRef<PlotSeed | null>(null);
  const words = JSON.stringify(ask);
  const signal = usePageSignal();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks the same again
  useEffect(() => {
    let gone = false;
    const name = seed.words === words && spent.current !== seed ? seed.name : makeName();
    setRunning({ name, since: name === seed.name ? null : Date.now() });
    const asked =
      name === seed.name ? settle(seed.outcome) : askServer<ExplorePlot>(JSON.parse(words) as PlotAsk, signal(), name);
    void asked.then((outcome) => {
      if (gone) return;
      setRunning(null);
      setState((before) =>
        outcome.ok
          ? { words, plot: outcome.value, ms: outcome.ms, failure: null }
          : { ...before, words, failure: outcome },
      );
    });
    return () => {
      gone = true;
    };
  }, [words, seed, signal, turn]);
  const again = useCallback(() => {
    spent.current = seed;
    setTurn((before) => before + 1);
    setState((before) => ({ ...before, failure: null }));
  }, [seed]);
  return { ...state, busy: state.words !== words, running, again };
}
