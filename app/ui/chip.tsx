/** Chips name a limit or a thing to insert; badges say what is drawn. */
import type { ButtonHTMLAttributes, ReactNode } from "react";
import styles from "./controls.module.css";

/** `<Chip label="run">latest</Chip>`: the key in grey, then the value. */
export function Chip({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  return (
    <span className={styles.chip}>
      {label !== undefined && <b>{label}</b>}
      {children}
    </span>
  );
}

export function ChipButton(props: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" className={styles.chip} {...props} />;
}

export function Badge({ children }: { readonly children: ReactNode }) {
  return <span className={styles.badge}>{children}</span>;
}
