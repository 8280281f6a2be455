/** A share as a figure and a bar in the colour of its row. */
import styles from "./share-bar.module.css";

export function ShareBar({ ratio, text }: { readonly ratio: number; readonly text: string }) {
  const width = `${Math.min(100, Math.max(0, ratio * 100)) || 0}%`;
  return (
    <span className={styles.share}>
      <span className={styles.figure}>{text}</span>
      <svg className={styles.track} height="10" aria-hidden="true">
        <rect className={styles.bar} width={width} height="10" />
      </svg>
    </span>
  );
}
