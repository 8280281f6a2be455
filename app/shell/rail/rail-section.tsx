/** Parts of the rail: a section with its head, and the database section. */

import type { ReactNode } from "react";
import { formatBytes } from "../../../lib/model/format.ts";
import { LARGE_FILE } from "../../../lib/model/large-file.ts";
import { showText } from "../../../lib/model/shown-text.ts";
import { CutText } from "../../ui/cut-text.tsx";
import styles from "./rail.module.css";

interface RailSectionProps {
  readonly title: string;
  /** Right of the title: "all 7", "5 tables". */
  readonly summary?: ReactNode;
  /** Replaced by "none yet" if absent. */
  readonly children?: ReactNode;
}

export function RailSection({ title, summary, children }: RailSectionProps) {
  return (
    <section className={styles.section} aria-label={`${title}, rail`}>
      <div className={styles.head}>
        <h2>{title}</h2>
        <span>{summary}</span>
      </div>
      {children ?? <p className={styles.none}>none yet</p>}
    </section>
  );
}

/** The database, as the rail shows it. */
export interface FileLabel {
  /** Without its folder. */
  readonly name: string;
  readonly path: string;
  /** Bytes; null if there is no file. */
  readonly size: number | null;
  /** When the copy being read instead was made, as a time of day; null if there is none. */
  readonly copied: string | null;
}

export function DatabaseSection({ name, path, size, copied }: FileLabel) {
  return (
    <RailSection title="Database">
      <div className={styles.file} title={showText(path)}>
        <code>
          <CutText text={showText(name)} mono />
        </code>
        <span className={styles.size}>{size === null ? "no file yet" : formatBytes(size)}</span>
      </div>
      {copied !== null && (
        <p
          className={styles.hint}
          title="SQLite cannot keep its own files beside it there; the copy is renewed when it changes"
        >
          copy of {copied}
        </p>
      )}
      {size !== null && size >= LARGE_FILE && (
        <p className={styles.hint}>
          <code>spantom prune</code> makes it smaller
        </p>
      )}
    </RailSection>
  );
}
