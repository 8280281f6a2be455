/** Polls for new spans once a second while the page is visible; all subscribers share one loop. */
"use client";

import { useSyncExternalStore } from "react";
import type { FileProblem } from "../../../lib/model/outcome.ts";

const EVERY_MS = 1000;

export interface Watch {
  /** The last answer, or null before the first. */
  readonly answer: NewestAnswer | null;
  readonly polls: number;
  /** When the last poll ended, milliseconds since the epoch. */
  readonly lastPoll: number;
  /** Whether the server failed to answer. */
  readonly lost: boolean;
}

const START: Watch = { answer: null, polls: 0, lastPoll: 0, lost: false };

let watch = START;
let after = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

async function poll(): Promise<void> {
  clearTimeout(timer);
  if (document.visibilityState === "visible") {
    let answer: NewestAnswer | null = null;
    try {
      const response = await fetch(`api/newest?after=${after}`, { cache: "no-store" });
      answer = response.ok ? ((await response.json()) as NewestAnswer) : null;
    } catch {
      // The server is gone or restarting: `lost` reports that, and the next poll retries.
    }
    watch = { answer: answer ?? watch.answer, polls: watch.polls + 1, lastPoll: Date.now(), lost: answer === null };
    for (const listener of listeners) listener();
  }
  if (listeners.size > 0) {
    clearTimeout(timer);
    timer = setTimeout(poll, EVERY_MS);
  }
}

function pollNow(): void {
  if (document.visibilityState === "visible") void poll();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    document.addEventListener("visibilitychange", pollNow);
    timer = setTimeout(poll, watch.polls === 0 ? 0 : EVERY_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", pollNow);
  };
}

export function useWatch(): Watch {
  return useSyncExternalStore(
    subscribe,
    () => watch,
    () => START,
  );
}

/** The newest span of the view on the screen, for what is asked beside it; undefined if it shows no moment. */
export function shownMoment(): number | undefined {
  const text = document.querySelector<HTMLElement>("[data-moment]")?.dataset.moment;
  return text === undefined ? undefined : Number(text);
}

/** Counts spans from this id on, and discards earlier answers. */
export function watchAfter(id: number): void {
  if (id === after && watch.answer) return;
  after = id;
  watch = { ...watch, answer: null };
  for (const listener of listeners) listener();
}

/** `waiting`: one of our files, but without spans. `running`: none of its spans has ended yet. */
export type WatchState = "ready" | "running" | "waiting" | FileProblem;

/** The server's answer to a poll. */
export interface NewestAnswer {
  readonly state: WatchState;
  /** The newest id; 0 if there are no spans. */
  readonly lastId: number;
  /** Number of spans after the given id, at most 10,001. */
  readonly count: number;
  /** When a span was last reported running, seconds since the epoch; null if there are none. */
  readonly running: number | null;
  /** Why the file cannot be used, in one line. */
  readonly message?: string;
}
