/** In a narrow window, which has no pointer: what was tapped, and the way in. */
"use client";

import type { ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { NameSwatch } from "../../ui/name-colors.tsx";
import type { BarWords } from "./bar-words.ts";
import styles from "./icicle.module.css";

interface BarCardProps {
  readonly words: BarWords;
  /** Null where there is nothing to go into. */
  readonly onEnter: (() => void) | null;
  /** What else there is to do. */
  readonly children?: ReactNode;
}

export function BarCard({ words: { name, title, callers, lines }, onEnter, children }: BarCardProps) {
  return (
    <div className={styles.card} role="status">
      <div>
        <p>
          {name !== null && <NameSwatch name={name} />}
          <b>{title}</b>
          {callers !== "" && <span> in {callers}</span>}
        </p>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      {onEnter && <Button onClick={onEnter}>Go in</Button>}
      {children}
    </div>
  );
}
