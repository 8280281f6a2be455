/** Two letters that say what a column or tag holds. */
import type { ValueKind } from "../../lib/model/kinds.ts";
import styles from "./controls.module.css";

const MARKS: Readonly<Record<ValueKind, string>> = { number: "#", text: "Aa", boolean: "01", time: "t" };

export function TypeMark({ kind }: { readonly kind: ValueKind }) {
  return (
    <span aria-hidden="true" title={kind} className={styles.mark}>
      {MARKS[kind]}
    </span>
  );
}
