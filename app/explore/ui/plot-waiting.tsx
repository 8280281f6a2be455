/** Where the plot will be, while its spans are read. */
import { type Running, RunningProgress } from "../../ui/progress.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import styles from "./explore.module.css";

export function PlotWaiting({ running }: { readonly running: Running }) {
  return (
    <>
      <RunningProgress {...running} />
      <div className={styles.waiting}>
        <p>
          <Skeleton width="120px" height={16} />
          <Skeleton width="110px" height={16} />
          <Skeleton width="110px" height={16} />
          <Skeleton width="130px" height={16} />
        </p>
      </div>
    </>
  );
}
