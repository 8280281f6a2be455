/** The facts of the page in one line, and the file they come from. */

import type { ReactNode } from "react";
import { showText } from "../../lib/model/shown-text.ts";
import styles from "./frame.module.css";

/** A fact that narrow screens have no room for. */
export interface MinorFact {
  readonly minor: string;
}

interface StatusLineProps {
  /** Joined with ` · `; "read-only" follows. */
  readonly facts: readonly (string | MinorFact)[];
  readonly path: string;
  /** After "read-only": a `LiveDot`, on pages that look for new spans. */
  readonly live?: ReactNode;
}

export function StatusLine({ facts, path, live }: StatusLineProps) {
  return (
    <>
      <ul className={styles.facts} aria-label="Status">
        {facts.map((fact, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the line is the identity of a fact
          <li key={index} className={typeof fact === "string" ? undefined : styles.minor}>
            {typeof fact === "string" ? fact : fact.minor}
          </li>
        ))}
        <li>read-only</li>
        {live && <li>{live}</li>}
      </ul>
      <span className={styles.path} title={showText(path)}>
        {showText(path)}
      </span>
    </>
  );
}
