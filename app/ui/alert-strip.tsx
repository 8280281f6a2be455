/** An error, as a strip in a view or as a separate page. */

import type { ReactNode } from "react";
import { showText } from "../../lib/model/shown-text.ts";
import { AlertIcon } from "./icons.tsx";
import styles from "./states.module.css";

interface AlertStripProps {
  readonly message: string;
  /** Follows the message: position, nearest name. */
  readonly detail?: ReactNode;
  readonly actions?: ReactNode;
}

/** An error, shown until it is fixed. */
export function AlertStrip({ message, detail, actions }: AlertStripProps) {
  return (
    <div role="alert" className={styles.strip}>
      <AlertIcon size={16} />
      <p className={styles.text}>
        <b>{showText(message)}</b> {detail}
      </p>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

interface NoticeProps {
  readonly title: ReactNode;
  readonly alert?: boolean;
  readonly children: ReactNode;
}

/** A page that only shows a message. */
export function Notice({ title, alert, children }: NoticeProps) {
  return (
    <main className={styles.page}>
      <div className={styles.notice} role={alert ? "alert" : undefined}>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
