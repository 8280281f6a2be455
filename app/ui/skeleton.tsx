/**
 * Placeholders while something is being computed. They appear only after 150 ms, so that quick answers do not flicker.
 *
 *   <Suspense fallback={<SkeletonRows count={7} />}>…</Suspense>
 *   <td>{p50 ?? <Skeleton width="6ch" />}</td>
 */
import styles from "./states.module.css";

interface SkeletonProps {
  /** As in CSS; the full width by default. */
  readonly width?: string;
  /** Height of the bar, pixels. */
  readonly height?: number;
}

/** A bar in place of a text or picture. */
export function Skeleton({ width = "100%", height = 10 }: SkeletonProps) {
  return <i aria-hidden="true" className={styles.bar} style={{ width, height }} />;
}

const WIDTHS = ["72%", "58%", "81%", "64%", "49%"];

/** Rows in place of a table or list. */
export function SkeletonRows({ count, height = 28 }: { readonly count: number; readonly height?: number }) {
  return (
    <div className={styles.rows} role="status" aria-label="Loading">
      {Array.from({ length: count }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholder bars have no identity but their position
        <span key={row} style={{ height }}>
          <Skeleton width={WIDTHS[row % WIDTHS.length] ?? "60%"} />
        </span>
      ))}
    </div>
  );
}
