/** A duration in a column: the unit has its own slot, so that digits line up. The ink follows the magnitude. */
import { formatDuration, formatRawSeconds, MISSING } from "../../lib/model/format.ts";
import styles from "./values.module.css";

const LOOKS: Readonly<Record<string, string | undefined>> = { ns: styles.small, µs: styles.small, ms: "" };

export function Duration({ seconds }: { readonly seconds: number | null }) {
  if (seconds === null) return <span className={styles.none}>{MISSING}</span>;
  const { figure, unit } = formatDuration(seconds);
  const look = seconds === 0 ? "" : (LOOKS[unit] ?? styles.long);
  return (
    <span className={`${styles.duration} ${look}`} title={formatRawSeconds(seconds)}>
      {figure}
      <span className={styles.unit}> {unit}</span>
    </span>
  );
}
