/** What the plot shows: the answer that came with the page, or one that is asked for as the choice of axes changes. */
"use client";

import { useEffect, useState } from "react";
import type { ExplorePlot } from "../../lib/explore/answer.ts";
import type { QueryFailure } from "../../lib/reader/query.ts";
import { askServer, settle, usePageSignal } from "./ask-server.ts";
import type { PlotAsk, PlotOutcome } from "./explore-asks.ts";

export interface PlotSeed {
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
}

const NOTHING = { words: "", plot: null, ms: null, failure: null };

export function usePlot(ask: PlotAsk, seed: PlotSeed): PlotState {
  const [state, setState] = useState<Omit<PlotState, "busy"> & { readonly words: string }>(NOTHING);
  const words = JSON.stringify(ask);
  const signal = usePageSignal();
  useEffect(() => {
    let gone = false;
    const asked =
      seed.words === words ? settle(seed.outcome) : askServer<ExplorePlot>(JSON.parse(words) as PlotAsk, signal());
    void asked.then((outcome) => {
      if (gone) return;
      setState((before) =>
        outcome.ok
          ? { words, plot: outcome.value, ms: outcome.ms, failure: null }
          : { ...before, words, failure: outcome },
      );
    });
    return () => {
      gone = true;
    };
  }, [words, seed, signal]);
  return { ...state, busy: state.words !== words };
}
