/** The head of a pane, a side panel or a drawer: title, summary and tools. */
import type { ReactNode } from "react";
import styles from "./panes.module.css";

interface PaneTitleProps {
  readonly title: ReactNode;
  /** For `aria-labelledby` of the pane. */
  readonly id?: string;
  /** One short line: "7 names, 13.7 s traced". */
  readonly summary?: ReactNode;
  /** Ghost buttons, 24 px. */
  readonly actions?: ReactNode;
}

export function PaneTitle({ title, id, summary, actions }: PaneTitleProps) {
  return (
    <div className={styles.title}>
      <h2 id={id}>{title}</h2>
      <span className={styles.facts}>{summary && <span>{summary}</span>}</span>
      {actions && <span className={styles.actions}>{actions}</span>}
    </div>
  );
}
