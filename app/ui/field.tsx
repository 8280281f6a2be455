/** A field for a number or a line of text. `small` is 24 px high instead of 28. */
import type { ComponentProps } from "react";
import styles from "./controls.module.css";

export function Field({ small, className, ...rest }: ComponentProps<"input"> & { readonly small?: boolean }) {
  return <input className={[styles.field, small && styles.small, className].filter(Boolean).join(" ")} {...rest} />;
}
