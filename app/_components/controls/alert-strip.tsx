/** An error that stays until it is fixed. */
import type { ReactNode } from "react";
import styles from "./alert-strip.module.css";
import { AlertIcon } from "./icons.tsx";

export function AlertStrip({ message, actions }: { readonly message: string; readonly actions?: ReactNode }) {
  return (
    <div role="alert" className={styles.strip}>
      <AlertIcon size={16} />
      <span className={styles.message}>{message}</span>
      {actions}
    </div>
  );
}
