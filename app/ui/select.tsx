/** The browser's own select with our looks: keyboard, type-ahead and touch menus come with it. */
import type { SelectHTMLAttributes } from "react";
import styles from "./controls.module.css";
import { ChevronIcon } from "./icons.tsx";

/** Pass `<option>`s as children and an `aria-label` or a `<label htmlFor>`. `tall` is 28 px instead of 24. */
export function Select({ tall, ...rest }: SelectHTMLAttributes<HTMLSelectElement> & { readonly tall?: boolean }) {
  return (
    <span className={tall ? `${styles.select} ${styles.tall}` : styles.select}>
      <select {...rest} />
      <ChevronIcon size={12} />
    </span>
  );
}
