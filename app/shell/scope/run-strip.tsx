/** The last runs as bars whose heights are their durations, each a link. */
"use client";

import Link from "next/link";
import type { ComponentProps } from "react";
import styles from "../rail/rail.module.css";
import type { RunChoice } from "./run-choice.ts";

export const STRIP_RUNS = 7;
const STRIP_HEIGHT = 20;

/** Drawn in the accent colour, or as one of the two sides of a comparison. */
export type RunMark = "chosen" | "A" | "B" | null;

interface RunStripProps {
  readonly runs: readonly RunChoice[];
  readonly markOf: (run: RunChoice) => RunMark;
  readonly linkOf: (run: RunChoice) => Omit<ComponentProps<typeof Link>, "children">;
}

export function RunStrip({ runs, markOf, linkOf }: RunStripProps) {
  const longest = Math.max(1e-9, ...runs.map(({ length }) => length));
  return (
    <ul className={styles.strip}>
      {runs.map((run) => {
        const mark = markOf(run);
        const height = Math.max(3, (run.length / longest) * STRIP_HEIGHT);
        return (
          <li key={run.id}>
            <Link prefetch={false} scroll={false} aria-label={`Run ${run.text}`} title={run.text} {...linkOf(run)}>
              <svg width="100%" height={STRIP_HEIGHT} aria-hidden="true">
                <rect className={BARS[mark ?? ""]} y={STRIP_HEIGHT - height} width="100%" height={height} rx="1" />
              </svg>
              {mark !== null && mark !== "chosen" && <small aria-hidden="true">{mark}</small>}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

const BARS: Readonly<Record<string, string | undefined>> = {
  "": styles.bar,
  A: styles.baseline,
  B: styles.chosen,
  chosen: styles.chosen,
};
