/**
 * The frame every page fills: rail on the left, main part, status line. The header belongs to the layout.
 *
 *   <Frame rail={<><DatabaseSection …/>…</>} status={<StatusLine items={["960 rows", "41 ms"]} path="/tmp/spantom.db" />}>
 *     …panes; `main` is a flex column that never scrolls; give the part that scrolls `flex: 1; min-height: 0; overflow: auto`
 *   </Frame>
 *
 * On narrow screens the rail is a sheet; `<RailButton/>` opens it.
 */

import type { ReactNode } from "react";
import { showText } from "../../lib/model/shown-text.ts";
import { CutText } from "../ui/cut-text.tsx";
import styles from "./frame.module.css";
import { RailSheet } from "./rail/rail-sheet.tsx";
import scopeLine from "./scope-line.module.css";

interface FrameProps {
  /** `RailSection`s, from top to bottom. */
  readonly rail: ReactNode;
  /** A `StatusLine`. */
  readonly status: ReactNode;
  readonly children: ReactNode;
  /** The file's newest span in the moment that the page shows, if it shows one: see `shownMoment`. */
  readonly lastId?: number;
}

export function Frame({ rail, status, children, lastId }: FrameProps) {
  return (
    <div className={styles.frame} data-moment={lastId}>
      <RailSheet>{rail}</RailSheet>
      <main className={styles.main}>{children}</main>
      <footer className={styles.status}>{status}</footer>
    </div>
  );
}

/** The view's limits, and on the right a sentence: news or a hint. */
export function ScopeLine({ children, right }: { readonly children: ReactNode; readonly right: ReactNode }) {
  return (
    <div className={scopeLine.line}>
      <div className={scopeLine.chips}>{children}</div>
      {right}
    </div>
  );
}

/** An item hidden on narrow screens. */
export interface MinorItem {
  readonly minor: string;
}

interface StatusLineProps {
  /** Joined with ` · `; "read-only" follows. */
  readonly items: readonly (string | MinorItem)[];
  readonly path: string;
  /** After "read-only": a `LiveDot`, on pages that poll for new spans. */
  readonly live?: ReactNode;
}

/** What the page shows in one line, and its file. */
export function StatusLine({ items, path, live }: StatusLineProps) {
  return (
    <>
      <ul className={styles.facts} aria-label="Status">
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item's position in the line is its identity
          <li key={index} className={typeof item === "string" ? undefined : `${styles.minor} wide`}>
            {typeof item === "string" ? item : item.minor}
          </li>
        ))}
        <li>read-only</li>
        {live && <li>{live}</li>}
      </ul>
      <span className={styles.path} title={showText(path)}>
        <CutText text={showText(path)} />
      </span>
    </>
  );
}
