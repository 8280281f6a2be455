/** The facts of the page in one line, and the file they come from. */

import type { ReactNode } from "react";
import { showText } from "../../../lib/shown-text.ts";
import styles from "./status-line.module.css";

interface StatusLineProps {
  /** Joined with ` · `; "read-only" follows. */
  readonly facts: readonly ReactNode[];
  readonly path: string;
  /** After "read-only": a `LiveDot`, on pages that look for new spans. */
  readonly live?: ReactNode;
}

export function StatusLine({ facts, path, live }: StatusLineProps) {
  const all = [...facts, "read-only", ...(live ? [live] : [])];
  return (
    <>
      <ul className={styles.facts} aria-label="Status">
        {all.map((fact, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the line is the identity of a fact
          <li key={index}>{fact}</li>
        ))}
      </ul>
      <span className={styles.path} title={showText(path)}>
        {showText(path)}
      </span>
    </>
  );
}
