/** Read-only SQL: plain until the highlighter's chunk has loaded. */
"use client";

import { useEffect, useRef, useState } from "react";
import styles from "./sql.module.css";

interface SqlTextProps {
  readonly sql: string;
  readonly label: string;
}

// Decided at build time: the server needs no highlighter.
const loadView =
  typeof window === "undefined" ? () => new Promise<never>(() => {}) : () => import("./sql-text-view.ts");

export function SqlText({ sql, label }: SqlTextProps) {
  const place = useRef<HTMLDivElement>(null);
  const [colored, setColored] = useState(false);
  useEffect(() => {
    let view: { destroy(): void } | undefined;
    let gone = false;
    void loadView().then(({ createSqlText }) => {
      if (gone || !place.current) return;
      view = createSqlText(place.current, sql, label);
      setColored(true);
    });
    return () => {
      gone = true;
      view?.destroy();
      setColored(false);
    };
  }, [sql, label]);
  return (
    <div ref={place} className={styles.text}>
      {!colored && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
        <pre tabIndex={0} className={styles.plain}>
          {sql}
        </pre>
      )}
    </div>
  );
}
