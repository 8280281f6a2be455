/** A share as a figure and a bar in the colour of its row: solid is its own time, the paler part is in what it calls. */
import { formatShare } from "../../../lib/model/format.ts";
import styles from "./names.module.css";

interface ShareBarProps {
  /** 0 to 1, and more where spans ran in parallel. */
  readonly share: number;
  /** The part of it that is the spans' own; null while it is worked out. */
  readonly self: number | null;
}

const percent = (share: number) => `${Math.min(100, Math.max(0, share * 100)) || 0}%`;

export function ShareBar({ share, self }: ShareBarProps) {
  return (
    <span className={styles.share} title={self === null ? undefined : `${formatShare(self)} in its own code`}>
      <span className={styles.figure}>{formatShare(share)}</span>
      <svg className={styles.track} height="10" aria-hidden="true">
        <rect className={styles.children} width={percent(share)} height="10" />
        {self !== null && <rect className={styles.self} width={percent(Math.min(share, self))} height="10" />}
      </svg>
    </span>
  );
}
