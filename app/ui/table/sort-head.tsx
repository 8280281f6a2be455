/** The head of a column: one that sorts when pressed, with an arrow after its text where it does, or a plain one. */
import type { ReactNode } from "react";
import { ColumnEdge } from "./column-edge.tsx";
import styles from "./table.module.css";

interface HeadProps {
  /** The column's id. */
  readonly column: string;
  /** What it is called: the head's name, and of its edge. */
  readonly label: string;
  readonly number?: boolean | undefined;
  readonly className?: string | undefined;
  readonly title?: string | undefined;
  readonly sorted?: "asc" | "desc" | false;
  readonly children: ReactNode;
}

const ARROWS = { asc: "↑", desc: "↓" } as const;
const ORDERS = { asc: "ascending", desc: "descending" } as const;

export function Head({ column, label, number, className, title, sorted, children }: HeadProps) {
  return (
    <th
      scope="col"
      data-column={column}
      aria-label={label}
      aria-sort={sorted ? ORDERS[sorted] : undefined}
      title={title}
      className={[number && styles.number, className].filter(Boolean).join(" ") || undefined}
    >
      {children}
      <ColumnEdge id={column} label={label} />
    </th>
  );
}

interface SortHeadProps extends Omit<HeadProps, "sorted"> {
  readonly sorted: "asc" | "desc" | false;
  readonly onSort: () => void;
  /** After the arrow, inside the button. */
  readonly end?: ReactNode;
  /** On the same line as the button. */
  readonly beside?: ReactNode;
  /** Below that line. */
  readonly more?: ReactNode;
}

export function SortHead({ onSort, end, beside, more, title, children, ...head }: SortHeadProps) {
  const { sorted } = head;
  const button = (
    <button type="button" className={styles.sort} title={title} onClick={onSort}>
      {children}
      {sorted && <span aria-hidden="true"> {ARROWS[sorted]}</span>}
      {end}
    </button>
  );
  return (
    <Head {...head}>
      {beside ? (
        <span className={styles.beside}>
          {button}
          {beside}
        </span>
      ) : (
        button
      )}
      {more}
    </Head>
  );
}
