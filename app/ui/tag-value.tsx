/** One tag of one span in a table cell. */

import { formatBytes, formatStored, isBytesKey, MISSING } from "../../lib/model/format.ts";
import { exactNumber, type ValueKind } from "../../lib/model/kinds.ts";
import { formatText } from "../../lib/model/shown-text.ts";
import { ShownText } from "./shown-text.tsx";
import styles from "./values.module.css";

interface TagValueProps {
  readonly tagKey: string;
  readonly kind: ValueKind;
  /** Null if the span does not carry the tag. */
  readonly value: string | null;
}

export function TagValue({ tagKey, kind, value }: TagValueProps) {
  if (value === null) return <span className={styles.none}>{MISSING}</span>;
  const number = kind === "number" ? exactNumber(value) : undefined;
  if (number === undefined) {
    return (
      <span className={`${styles.text} mono`} title={formatText(value)}>
        <ShownText text={value} cut="mono" />
      </span>
    );
  }
  if (!isBytesKey(tagKey)) return <span title={value}>{formatStored(number)}</span>;
  const [figure, unit] = formatBytes(number).split(" ");
  return (
    <span title={value} className={styles.bytes}>
      {figure}
      <span className={styles.unit}> {unit}</span>
    </span>
  );
}
