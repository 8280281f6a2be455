/** Asks why spans are slow, tells how far that is, and can be stopped. The last answer stays while the next is made. */
"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Progress } from "../../../lib/model/progress.ts";
import { askQuery } from "../../ui/ask.ts";
import type { WhyParams } from "../requests.ts";
import type { WhyState } from "./why/panel.tsx";

const NOTHING: WhyState = { answer: null, failure: null, since: null, progress: null, stopped: false };

export interface Why {
  readonly state: WhyState;
  /** How long the last answer took, milliseconds. */
  readonly ms: number | null;
  readonly stop: () => void;
  readonly again: () => void;
}

/** @param params null where nothing is to be asked */
export function useWhy(params: WhyParams | null): Why {
  const [state, setState] = useState<WhyState>(NOTHING);
  const [ms, setMs] = useState<number | null>(null);
  const [turn, setTurn] = useState(0);
  const running = useRef<AbortController>(null);
  const key = params && JSON.stringify(params);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks the same again
  useEffect(() => {
    if (key === null) return;
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setState((before) => ({
      ...before,
      failure: null,
      since: Date.now(),
      progress: null,
      stopped: false,
    }));
    const onProgress = (progress: Progress) => setState((before) => ({ ...before, progress }));
    void askQuery("why", JSON.parse(key) as WhyParams, { signal, onProgress }).then((outcome) => {
      if (signal.aborted) return;
      if (outcome.ok) setMs(outcome.ms);
      setState((before) =>
        outcome.ok ? { ...NOTHING, answer: outcome.value } : { ...before, since: null, failure: outcome.message },
      );
    });
    return () => controller.abort();
  }, [key, turn]);
  const stop = useCallback(() => {
    running.current?.abort();
    setState((before) => ({ ...before, since: null, progress: null, stopped: true }));
  }, []);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { state, ms, stop, again };
}
