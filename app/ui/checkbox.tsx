/** A check box with its label. */
import type { InputHTMLAttributes, ReactNode } from "react";
import styles from "./controls.module.css";
import { CheckIcon } from "./icons.tsx";

export function Checkbox({ children, ...rest }: InputHTMLAttributes<HTMLInputElement> & { children: ReactNode }) {
  return (
    <label className={styles.check}>
      <span className={styles.box}>
        <input type="checkbox" {...rest} />
        <span className={styles.tick}>
          <CheckIcon size={12} />
        </span>
      </span>
      {children}
    </label>
  );
}
