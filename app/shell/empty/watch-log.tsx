/** What the page has found out about the file so far, with the time of each finding. */
"use client";

import { useEffect, useState } from "react";
import { formatClock } from "../../../lib/model/format.ts";
import { showText } from "../../../lib/model/shown-text.ts";
import type { WatchState } from "../live/newest-answer.ts";
import { useWatch } from "../live/watch.ts";
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
  /** What the server found when it drew the page. */
  readonly state: WatchState;
}

export function WatchLog({ path, folder, folderReadable, state }: WatchLogProps) {
  const { answer, looks, lastLook, lost } = useWatch();
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const now = lost ? "lost" : (answer?.state ?? state);
  // Clocks are the browser's own; the server's page must not contain one.
  useEffect(() => {
    const at = Date.now() / 1000;
    const text = now === "lost" ? "no answer from the dashboard" : `${path} ${FILE_WORDS[now].log}`;
    setEntries((before) => {
      const start = before.length > 0 ? before : opening(at, folder, folderReadable);
      return start.at(-1)?.text === text ? start : [...start, { at, text }];
    });
  }, [now, path, folder, folderReadable]);
  return (
    <ol className={styles.log} aria-label="What was looked at">
      {entries.map(({ at, text }) => (
        <li key={`${at} ${text}`}>
          <time>{formatClock(at, 0)}</time>
          {showText(text)}
        </li>
      ))}
      {looks > 0 && (
        <li className={styles.now}>
          <time>{formatClock(lastLook / 1000, 0)}</time>
          looking every second
        </li>
      )}
    </ol>
  );
}

function opening(at: number, folder: string, readable: boolean): Entry[] {
  return [
    { at, text: "page opened, read-only" },
    { at, text: readable ? `${folder} is there and can be read` : `${folder} cannot be read` },
  ];
}
