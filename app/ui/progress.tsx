/** Long work under a pane title: progress, elapsed time and Stop. Appears only after 150 ms. */
"use client";

import { useEffect, useState } from "react";
import { formatCount } from "../../lib/model/format.ts";
import type { Progress as Done } from "../../lib/model/progress.ts";
import { Button } from "./button.tsx";
import { StopIcon } from "./icons.tsx";
import styles from "./states.module.css";

interface ProgressProps {
  /** "Reading tags, 3 of 7". */
  readonly words: string;
  /** 0 to 1; null if unknown. */
  readonly share?: number | null;
  /** When the work began, milliseconds since the epoch; by default now. */
  readonly since?: number;
  readonly onStop?: () => void;
}

const TICK_MS = 100;

function useSeconds(since: number | undefined): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const began = since ?? Date.now();
    const tick = () => setSeconds(Math.max(0, Date.now() - began) / 1000);
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [since]);
  return seconds;
}

export function Progress({ words, share = null, since, onStop }: ProgressProps) {
  const seconds = useSeconds(since);
  return (
    <div className={styles.progress}>
      <div
        role="progressbar"
        aria-label={words}
        {...(share !== null && { "aria-valuenow": Math.round(share * 100) })}
        className={styles.line}
      >
        <i style={{ width: share === null ? "100%" : `${Math.max(2, share * 100)}%` }} />
      </div>
      <span className={styles.words}>{words}</span>
      <span className={styles.seconds} aria-hidden="true">
        {seconds.toFixed(1)} s
      </span>
      {onStop && (
        <Button small className={styles.stop} onClick={onStop}>
          <StopIcon />
          Stop
        </Button>
      )}
    </div>
  );
}

/** @param progress null if not yet known */
export function describeProgress(
  progress: Done | null,
): Pick<ProgressProps, "words"> & { readonly share: number | null } {
  if (!progress) return { words: "Reading spans", share: null };
  const { what, done, total } = progress;
  if (total <= 0) return { words: what, share: null };
  return { words: `${what}, ${formatCount(done)} of ${formatCount(total)}`, share: done / total };
}

export interface Running {
  readonly name: string;
  /** Milliseconds since the epoch; null if it began with the page. */
  readonly since: number | null;
}

const POLL_MS = 200;
const address = (name: string) => `api/running?id=${encodeURIComponent(name)}`;

async function readProgress(name: string): Promise<Done | null> {
  try {
    const response = await fetch(address(name), { cache: "no-store" });
    return ((await response.json()) as { readonly progress: Done | null }).progress;
  } catch {
    // The code that awaits the answer reports the failure.
    return null;
  }
}

function useProgress(name: string): Done | null {
  const [polled, setPolled] = useState<{ readonly name: string; readonly progress: Done } | null>(null);
  useEffect(() => {
    let gone = false;
    const timer = setInterval(async () => {
      const progress = await readProgress(name);
      if (!gone && progress) setPolled({ name, progress });
    }, POLL_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [name]);
  return polled?.name === name ? polled.progress : null;
}

/** Progress of a query that the server knows by name, with Stop. Polls while mounted. */
export function RunningProgress({ name, since }: Running) {
  const progress = useProgress(name);
  return (
    <Progress
      {...describeProgress(progress)}
      {...(since !== null && { since })}
      onStop={() => void fetch(address(name), { method: "POST" }).catch(() => undefined)}
    />
  );
}
