/** The head of a pane, a side panel or a drawer: title, summary and tools. */
import type { ReactNode } from "react";
import { CutText } from "./cut-text.tsx";
import styles from "./panes.module.css";

interface PaneTitleProps {
  readonly title?: ReactNode;
  /** In place of a title: a name, which may be long. */
  readonly named?: string;
  /** For `aria-labelledby` of the pane. */
  readonly id?: string;
  /** One short line: "7 names, 13.7 s traced". */
  readonly summary?: ReactNode;
  /** Ghost buttons, 24 px. */
  readonly actions?: ReactNode;
}

export function PaneTitle({ title, named, id, summary, actions }: PaneTitleProps) {
  return (
    <div className={styles.title}>
      {named ? (
        <h2 id={id} aria-label={named} title={named}>
          <CutText text={named} />
        </h2>
      ) : (
        <h2 id={id}>{title}</h2>
      )}
      <span className={styles.facts}>{summary && <span>{summary}</span>}</span>
      {actions && <span className={styles.actions}>{actions}</span>}
    </div>
  );
}
