/** A page that only says something. */
import type { ReactNode } from "react";
import styles from "./states.module.css";

interface NoticeProps {
  readonly title: ReactNode;
  readonly alert?: boolean;
  readonly children: ReactNode;
}

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
