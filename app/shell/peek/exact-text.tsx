/** A text letter for letter, wrapped, in a box that scrolls. Of a very long one, the beginning is drawn at first. */
"use client";

import { useState } from "react";
import { formatCount } from "../../../lib/model/format.ts";
import { ShownText } from "../../ui/shown-text.tsx";
import styles from "./inspector.module.css";

/** Characters; more take longer to lay out than to ask for. */
const AT_FIRST = 20_000;
const STEP = 200_000;

interface ExactTextProps {
  readonly text: string;
  /** What it is, for screen readers. */
  readonly label: string;
}

export function ExactText({ text, label }: ExactTextProps) {
  const [shown, setShown] = useState(AT_FIRST);
  const more = text.length - shown;
  // Not within a character of two halves.
  const drawn = text.slice(0, shown).replace(/[\ud800-\udbff]$/, "");
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard */}
      <section className={styles.exact} tabIndex={0} aria-label={label}>
        <pre>
          <ShownText text={drawn} lines />
        </pre>
      </section>
      {more > 0 && (
        <p className="faint">
          The first {formatCount(shown)} of {formatCount(text.length)} characters.{" "}
          <button type="button" className="link" onClick={() => setShown(shown + STEP)}>
            Show {more > STEP ? `${formatCount(STEP)} more` : "all"}
          </button>
        </p>
      )}
    </>
  );
}
