/** Where the plot will be, while its spans are read. */
import { Skeleton } from "../_components/shell/skeleton.tsx";
import styles from "./explore.module.css";

export function PlotWaiting() {
  return (
    <div className={styles.waiting} role="status" aria-label="Reading the plot">
      <p>
        <Skeleton width="120px" height={16} />
        <Skeleton width="110px" height={16} />
        <Skeleton width="110px" height={16} />
        <Skeleton width="130px" height={16} />
      </p>
      <Skeleton height={100} />
    </div>
  );
}
