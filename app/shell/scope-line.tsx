/** What the views are limited to, and on the right one sentence: news or a hint. */
import type { ReactNode } from "react";
import styles from "./scope-line.module.css";

export function ScopeLine({ children, right }: { readonly children: ReactNode; readonly right: ReactNode }) {
  return (
    <div className={styles.line}>
      <div className={styles.chips}>{children}</div>
      {right}
    </div>
  );
}
