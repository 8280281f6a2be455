/** Parts of the rail: a section with its head, and the database that is looked at. */
import type { ReactNode } from "react";
import styles from "./rail-section.module.css";

interface RailSectionProps {
  readonly title: string;
  /** Right of the title: "all 7", "5 tables". */
  readonly fact?: ReactNode;
  /** Nothing: "none yet". */
  readonly children?: ReactNode;
}

export function RailSection({ title, fact, children }: RailSectionProps) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.head}>
        <h2>{title}</h2>
        <span>{fact}</span>
      </div>
      {children ?? <p className={styles.none}>none yet</p>}
    </section>
  );
}

interface DatabaseSectionProps {
  /** The file's name without its folder. */
  readonly file: string;
  readonly path: string;
  /** Its size, or "no file yet". */
  readonly fact: string;
}

export function DatabaseSection({ file, path, fact }: DatabaseSectionProps) {
  return (
    <RailSection title="Database">
      <div className={styles.file} title={path}>
        <span className={`${styles.name} mono`}>{file}</span>
        <span className={styles.fact}>{fact}</span>
      </div>
    </RailSection>
  );
}
