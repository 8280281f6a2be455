/** The newest spans, their tags as columns. Drawn in the browser: as rows it is a third of the bytes that it is as elements. */
"use client";

import type { ColorSlot } from "../../../lib/colors.ts";
import { formatStart, MISSING } from "../../../lib/format.ts";
import type { ValueKind } from "../../../lib/questions/kind.ts";
import { Duration } from "../controls/duration.tsx";
import { Swatch } from "../controls/swatch.tsx";
import styles from "../controls/table.module.css";
import { TagValue } from "../controls/tag-value.tsx";
import { TypeMark } from "../controls/type-mark.tsx";
import own from "./newest-table.module.css";

export interface NewestRow {
  readonly id: number;
  readonly name: string;
  readonly slot: ColorSlot;
  /** Seconds from the first moment; null where the file holds no number. */
  readonly offset: number | null;
  /** The start as a date, for hover. */
  readonly moment: string;
  readonly duration: number | null;
  /** One value per key of the table, in their order; null where the span does not carry it. */
  readonly values: readonly (string | null)[];
}

interface NewestTableProps {
  readonly rows: readonly NewestRow[];
  readonly keys: readonly { readonly key: string; readonly kind: ValueKind }[];
  /** What starts are counted from: "the start of its run". */
  readonly origin: string;
}

export function NewestTable({ rows, keys, origin }: NewestTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <section className={styles.scroll} aria-label="Newest spans, scrolls" tabIndex={0}>
      <table className={styles.table} aria-label="Newest spans">
        <thead>
          <tr>
            <th scope="col" className={styles.number}>
              id
            </th>
            <th scope="col">Name</th>
            <th scope="col" className={styles.number} title={`From ${origin}`}>
              Start
            </th>
            <th scope="col" className={styles.number}>
              <span className={own.duration}>Duration</span>
            </th>
            {keys.map(({ key, kind }) => (
              <th key={key} scope="col" className={kind === "number" ? styles.number : undefined}>
                <span className={own.tag} title={key}>
                  <TypeMark kind={kind} />
                  <span>{key || '""'}</span>
                </span>
              </th>
            ))}
            <th scope="col" className={styles.fill}>
              <span className="unseen">Rest</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className={`${styles.number} ${own.id} mono`}>{row.id}</td>
              <td>
                <span className={styles.name} title={row.name}>
                  <Swatch slot={row.slot} />
                  <span>{row.name || '""'}</span>
                </span>
              </td>
              <td className={styles.number} title={row.moment}>
                {row.offset === null ? <span className={own.none}>{MISSING}</span> : formatStart(row.offset)}
              </td>
              <td className={styles.number}>
                <Duration seconds={row.duration} />
              </td>
              {keys.map(({ key, kind }, index) => (
                <td key={key} className={kind === "number" ? styles.number : undefined}>
                  <TagValue tagKey={key} kind={kind} value={row.values[index] ?? null} />
                </td>
              ))}
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
