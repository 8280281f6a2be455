/** An error that stays until it is fixed. */

import type { ReactNode } from "react";
import { showText } from "../../lib/model/shown-text.ts";
import { AlertIcon } from "./icons.tsx";
import styles from "./states.module.css";

interface AlertStripProps {
  readonly message: string;
  /** What follows the message: where it is, what is nearest. */
  readonly detail?: ReactNode;
  readonly actions?: ReactNode;
}

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
