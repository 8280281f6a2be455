/** A column head that sorts when pressed. The sorted column has an arrow after its text. */
import type { KeyboardEventHandler, ReactNode } from "react";
import styles from "./table.module.css";

interface SortHeadProps {
  readonly sorted: "asc" | "desc" | false;
  readonly onSort: () => void;
  readonly children: ReactNode;
  readonly number?: boolean | undefined;
  readonly className?: string | undefined;
  readonly title?: string | undefined;
  /** The column's id, used to look up its width on screen. */
  readonly column?: string;
  readonly onKeyDown?: KeyboardEventHandler;
  /** After the arrow, inside the button. */
  readonly end?: ReactNode;
  /** On the same line as the button. */
  readonly beside?: ReactNode;
  /** Below that line. */
  readonly more?: ReactNode;
}

const ARROWS = { asc: "↑", desc: "↓" } as const;
const ORDERS = { asc: "ascending", desc: "descending" } as const;

export function SortHead(props: SortHeadProps) {
  const { sorted, number, className, beside } = props;
  const button = (
    <button
      type="button"
      className={styles.sort}
      title={props.title}
      onClick={props.onSort}
      onKeyDown={props.onKeyDown}
    >
      {props.children}
      {sorted && <span aria-hidden="true"> {ARROWS[sorted]}</span>}
      {props.end}
    </button>
  );
  return (
    <th
      scope="col"
      data-column={props.column}
      aria-sort={sorted ? ORDERS[sorted] : undefined}
      className={[number && styles.number, className].filter(Boolean).join(" ") || undefined}
    >
      {beside ? (
        <span className={styles.beside}>
          {button}
          {beside}
        </span>
      ) : (
        button
      )}
      {props.more}
    </th>
  );
}
