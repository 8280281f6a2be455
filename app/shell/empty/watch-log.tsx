/** A log of what the page finds out about a file while waiting for spans. */
"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { formatClock, formatCount } from "../../../lib/model/format.ts";
import { showText } from "../../../lib/model/shown-text.ts";
import { NO_ANSWER } from "../../ui/ask.ts";
import controls from "../../ui/controls.module.css";
import { ScopeLine } from "../frame.tsx";
import { useWatch, type WatchState } from "../live/watch.ts";
import styles from "./empty.module.css";
import { FILE_WORDS } from "./file-words.ts";

interface Entry {
  readonly at: number;
  readonly text: string;
}

interface WatchLogProps {
  readonly path: string;
  readonly folder: string;
  readonly folderReadable: boolean;
  /** The state found by the server when it rendered the page. */
  readonly state: WatchState;
}

/** The findings so far, each with its time. */
export function WatchLog({ path, folder, folderReadable, state }: WatchLogProps) {
  const { answer, polls, lastPoll, lost } = useWatch();
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const now = lost ? "lost" : (answer?.state ?? state);
  // Times are in the browser's time zone, so the server must not render any.
  useEffect(() => {
    const at = Date.now() / 1000;
    const text = now === "lost" ? "no answer from the dashboard" : `${path} ${FILE_WORDS[now].log}`;
    setEntries((before) => {
      const start = before.length > 0 ? before : opening(at, folder, folderReadable);
      return start.at(-1)?.text === text ? start : [...start, { at, text }];
    });
  }, [now, path, folder, folderReadable]);
  return (
    <ol className={styles.log} aria-label="Checks so far">
      {entries.map(({ at, text }) => (
        <li key={`${at} ${text}`}>
          <time>{formatClock(at, 0)}</time>
          {showText(text)}
        </li>
      ))}
      {polls > 0 && (
        <li className={styles.now}>
          <time>{formatClock(lastPoll / 1000, 0)}</time>
          checking every second
        </li>
      )}
    </ol>
  );
}

function opening(at: number, folder: string, readable: boolean): Entry[] {
  return [
    { at, text: "page opened, read-only" },
    { at, text: readable ? `${folder} exists and is readable` : `${folder} is not readable` },
  ];
}

const TICK_MS = 200;

/**
 * Waits for what the file lacks, and refreshes the page once it is available.
 * @param state found by the server when it rendered the page
 * @param message the strip that the page shows for it
 */
export function WaitingLine({ state, message }: { readonly state: WatchState; readonly message: string | null }) {
  const router = useRouter();
  const { answer, polls, lastPoll, lost } = useWatch();
  const changed = answer !== null && (answer.state !== state || (answer.message ?? null) !== message);
  const polled = changed ? polls : 0;
  // Refreshes on each poll that still differs, as a refresh may hit a file that is just being written.
  useEffect(() => {
    if (polled > 0) router.refresh();
  }, [polled, router]);
  return (
    <ScopeLine
      right={
        <span className={styles.looked}>
          {lost ? NO_ANSWER.message : <LastPoll polls={polls} lastPoll={lastPoll} />}
        </span>
      }
    >
      <i className={controls.ring} />
      {FILE_WORDS[state].waits}
    </ScopeLine>
  );
}

function LastPoll({ polls, lastPoll }: { readonly polls: number; readonly lastPoll: number }) {
  const [now, setNow] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  if (polls === 0) return null;
  const ago = (Math.max(0, now - lastPoll) / 1000).toFixed(1);
  return `looked ${polls === 1 ? "once" : `${formatCount(polls)} times`}, last ${ago} s ago`;
}
