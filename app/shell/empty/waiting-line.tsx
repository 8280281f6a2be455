/** Waits for what the file lacks, and fills the page when it comes. */
"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { formatCount } from "../../../lib/model/format.ts";
import { NO_ANSWER } from "../../ui/ask.ts";
import type { WatchState } from "../live/newest-answer.ts";
import { useWatch } from "../live/watch.ts";
import { ScopeLine } from "../scope-line.tsx";
import styles from "./empty.module.css";
import { FILE_WORDS } from "./file-words.ts";

const TICK_MS = 200;

/** @param state what the server found when it drew the page @param message the strip that the page shows for it */
export function WaitingLine({ state, message }: { readonly state: WatchState; readonly message: string | null }) {
  const router = useRouter();
  const { answer, looks, lastLook, lost } = useWatch();
  const changed = answer !== null && (answer.state !== state || (answer.message ?? null) !== message);
  const lookedAt = changed ? looks : 0;
  // Each look that still differs asks again: a refresh can meet a file that is just being written.
  useEffect(() => {
    if (lookedAt > 0) router.refresh();
  }, [lookedAt, router]);
  return (
    <ScopeLine
      right={
        <span className={styles.looked}>{lost ? NO_ANSWER.message : <Looked looks={looks} lastLook={lastLook} />}</span>
      }
    >
      <i className={styles.ring} />
      {FILE_WORDS[state].waits}
    </ScopeLine>
  );
}

function Looked({ looks, lastLook }: { readonly looks: number; readonly lastLook: number }) {
  const [now, setNow] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  if (looks === 0) return null;
  const ago = (Math.max(0, now - lastLook) / 1000).toFixed(1);
  return `looked ${looks === 1 ? "once" : `${formatCount(looks)} times`}, last ${ago} s ago`;
}
