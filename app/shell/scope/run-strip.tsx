/** The last runs as bars whose heights are their durations, each a link. */
"use client";

import Link from "next/link";
import type { ComponentProps } from "react";
import styles from "../rail/rail.module.css";
import type { RunBar } from "./run-choice.ts";

const STRIP_HEIGHT = 20;

interface RunStripProps {
  readonly bars: readonly RunBar[];
  readonly linkOf: (run: RunBar) => Omit<ComponentProps<typeof Link>, "children">;
}

export function RunStrip({ bars, linkOf }: RunStripProps) {
  const longest = Math.max(1e-9, ...bars.map(({ length }) => length));
  return (
    <ul className={styles.strip}>
      {bars.map((run) => {
        const { mark } = run;
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
