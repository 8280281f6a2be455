/**
 * What a view's figures are of: an even sample at first, then all spans. It keeps its place when they are exact, so that
 * nothing below it moves.
 */
"use client";

import { type Basis, canFollow } from "../../lib/model/basis.ts";
import { formatCount, formatCounted } from "../../lib/model/format.ts";
import { Button } from "./button.tsx";
import { StopIcon } from "./icons.tsx";
import styles from "./states.module.css";
import type { Exact } from "./use-exact.ts";

interface BasisStripProps {
  /** Null while there is no answer. */
  readonly basis: Basis | null;
  /** The reading of all spans. */
  readonly exact: Omit<Exact<unknown>, "answer">;
}

export function BasisStrip({ basis, exact }: BasisStripProps) {
  const { running, progress, failure, start, stop } = exact;
  const share = running && progress && progress.total > 0 ? progress.done / progress.total : null;
  return (
    <div className={styles.progress} role="status">
      {running && (
        <span className={styles.line} aria-hidden="true">
          <i style={{ width: `${Math.max(2, (share ?? 0) * 100)}%` }} />
        </span>
      )}
      <span className={styles.words}>{describeBasis(basis, running, failure)}</span>
      {running ? (
        <Button small className={styles.stop} onClick={stop}>
          <StopIcon />
          Stop
        </Button>
      ) : (
        basis &&
        canFollow(basis) && (
          <Button small className={styles.stop} onClick={start}>
            {describeOffer(basis)}
          </Button>
        )
      )}
    </div>
  );
}

/** `≈ from 200,000 of 5,005,000 spans, reading the rest`. */
export function describeBasis(basis: Basis | null, running: boolean, failure: string | null): string {
  if (!basis) return "Reading a sample";
  if (basis.exact) return `From all ${formatCounted(basis.of, "span")}`;
  const sample = `≈ from ${formatCount(basis.read)} of ${formatCounted(basis.of, "span")}, evenly spread`;
  if (running) return `${sample}, reading the rest`;
  if (basis.follows === "never") return `${sample}. All of them take more memory than a query may use.`;
  return failure === null ? sample : `${sample}. ${failure}`;
}

/** `Make exact (about 40 s)`. */
export function describeOffer({ seconds }: Basis): string {
  const about = seconds < 10 ? Math.ceil(seconds) : Math.round(seconds / 10) * 10;
  return about < 120 ? `Make exact (about ${about} s)` : `Make exact (about ${Math.round(about / 60)} min)`;
}
