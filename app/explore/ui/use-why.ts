/** Asks why spans are slow, tells how far that is, and can be stopped. The last answer stays while the next is made. */
"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { WhyAnswer } from "../../../lib/analysis/why/answer.ts";
import type { QuestionOutcome } from "../../../lib/model/outcome.ts";
import type { Progress } from "../../../lib/model/progress.ts";
import { NO_ANSWER } from "../../ui/post-ask.ts";
import type { WhyAsk } from "../requests.ts";
import type { WhyState } from "./why/panel.tsx";

type Line = { readonly progress: Progress } | { readonly outcome: QuestionOutcome<WhyAnswer> };

async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") yield JSON.parse(line) as Line;
    if (done) return;
  }
}

async function askWhy(words: string, signal: AbortSignal, tell: (progress: Progress) => void) {
  const response = await fetch("api/why", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: words,
    cache: "no-store",
    signal,
  });
  for await (const line of readLines(response.body as ReadableStream<Uint8Array>)) {
    if ("outcome" in line) return line.outcome;
    tell(line.progress);
  }
  return { ok: false, ...NO_ANSWER } as const;
}

const NOTHING: WhyState = { answer: null, failure: null, since: null, progress: null, stopped: false };

export interface Why {
  readonly state: WhyState;
  /** How long the last answer took, milliseconds. */
  readonly ms: number | null;
  readonly stop: () => void;
  readonly again: () => void;
}

/** @param ask null where nothing is to be asked */
export function useWhy(ask: WhyAsk | null): Why {
  const [state, setState] = useState<WhyState>(NOTHING);
  const [ms, setMs] = useState<number | null>(null);
  const [turn, setTurn] = useState(0);
  const running = useRef<AbortController>(null);
  const words = ask && JSON.stringify(ask);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks the same again
  useEffect(() => {
    if (words === null) return;
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
    askWhy(words, signal, (progress) => setState((before) => ({ ...before, progress })))
      .then((outcome) => {
        if (signal.aborted) return;
        if (outcome.ok) setMs(outcome.ms);
        setState((before) =>
          outcome.ok ? { ...NOTHING, answer: outcome.value } : { ...before, since: null, failure: outcome.message },
        );
      })
      .catch(() => {
        if (!signal.aborted) setState((before) => ({ ...before, since: null, failure: NO_ANSWER.message }));
      });
    return () => controller.abort();
  }, [words, turn]);
  const stop = useCallback(() => {
    running.current?.abort();
    setState((before) => ({ ...before, since: null, progress: null, stopped: true }));
  }, []);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { state, ms, stop, again };
}
