/**
 * What every page fills: the rail on the left, the main part, and the status line. The header is the layout's.
 *
 *   <Frame rail={<><DatabaseSection …/>…</>} status={<StatusLine facts={["960 rows", "41 ms"]} path="/tmp/spantom.db" />}>
 *     …panes; `main` is a flex column that never scrolls itself: give the part that scrolls `flex: 1; min-height: 0; overflow: auto`
 *   </Frame>
 *
 * On narrow screens the rail is a sheet; `<RailButton/>` opens it.
 */
import type { ReactNode } from "react";
import styles from "./frame.module.css";
import { RailSheet } from "./rail/rail-sheet.tsx";

interface FrameProps {
  /** `RailSection`s, from top to bottom. */
  readonly rail: ReactNode;
  /** A `StatusLine`. */
  readonly status: ReactNode;
  readonly children: ReactNode;
}

export function Frame({ rail, status, children }: FrameProps) {
  return (
    <div className={styles.frame}>
      <RailSheet>{rail}</RailSheet>
      <main className={styles.main}>{children}</main>
      <footer className={styles.status}>{status}</footer>
    </div>
  );
}
