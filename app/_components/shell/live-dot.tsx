/** Says in the status line whether the page looks for new spans, and finds a server. */
"use client";

import { useWatch } from "../overview/watch.ts";
import styles from "./live-dot.module.css";

export function LiveDot() {
  const { lost } = useWatch();
  return (
    <span className={styles.live}>
      <i className={lost ? styles.hollow : styles.dot} />
      {lost ? "no answer" : "live"}
    </span>
  );
}
