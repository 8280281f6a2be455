/** Marks a figure that is estimated from a sample. */

import type { ReactNode } from "react";
import type { Basis } from "../../lib/model/basis.ts";
import styles from "./values.module.css";

/** `made exact`: it was an estimate first. */
export type Certainty = "exact" | "estimate" | "made exact";

/** @param first of the answer that was shown first @param now of the one shown */
export function certaintyOf(first: Basis, now: Basis): Certainty {
  if (!now.exact) return "estimate";
  return first.exact ? "exact" : "made exact";
}

interface AboutProps {
  readonly certainty: Certainty;
  /** The interval. */
  readonly title?: string | undefined;
  /** `≥` for the longest of a sample. */
  readonly mark?: string;
  readonly children: ReactNode;
}

/** Keeps the room of the mark when the figure is made exact, so that nothing moves. */
export function About({ certainty, title, mark = "≈", children }: AboutProps) {
  if (certainty === "exact") return children;
  return (
    <span title={title}>
      <span className={styles.about}>{certainty === "estimate" ? `${mark} ` : ""}</span>
      {children}
    </span>
  );
}
