/** What has become of a name: never by colour alone, always with a sign and a word. */
import type { CompareRow } from "../../../lib/queries/compare.ts";
import styles from "./table.module.css";
import { sayVerdictOf } from "./words.ts";

const SIGNS: Readonly<Record<CompareRow["direction"], string>> = {
  faster: "▼",
  slower: "▲",
  mixed: "◆",
  none: "–",
  unknown: "–",
};

export function VerdictMark({ row }: { readonly row: CompareRow }) {
  return (
    <span className={`${styles.verdict} ${styles[row.direction] ?? ""}`}>
      <span className={styles.sign} aria-hidden="true">
        {SIGNS[row.direction]}
      </span>
      {sayVerdictOf(row)}
    </span>
  );
}
