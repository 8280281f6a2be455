/** The head of a column: sorts by click; its menu puts the column on an axis, colours by it, filters, hides it. */
"use client";

import { Menu } from "@base-ui/react/menu";
import { type ExploreColumn, OWN_COLUMNS } from "../../../lib/explore/answer.ts";
import { formatCount } from "../../../lib/format.ts";
import { formatText } from "../../../lib/shown-text.ts";
import { ChevronIcon } from "../controls/icons.tsx";
import menu from "../controls/menu.module.css";
import { TypeMark } from "../controls/type-mark.tsx";
import { sayColumn, titleOf } from "./column-facts.ts";
import { type DurationAxis, sayDurationAxis } from "./duration-axis.ts";
import styles from "./explore-table.module.css";

export interface ColumnActions {
  readonly sort: { readonly column: string; readonly desc: boolean };
  readonly onSort: (sort: { readonly column: string; readonly desc: boolean }) => void;
  readonly onAxis: (axis: "x" | "y" | "color", column: string) => void;
  /** Limits the scope to spans with that value, or without it. */
  readonly onFilter: (column: ExploreColumn, operator: "=" | "!=", value: string) => void;
  readonly onHide: (column: string) => void;
}

interface ExploreHeadProps extends ColumnActions {
  readonly column: ExploreColumn;
  readonly axis: DurationAxis | null;
}

const ARROWS = { ascending: "↑", descending: "↓" } as const;

export function ExploreHead({ column, axis, sort, onSort, ...actions }: ExploreHeadProps) {
  const sorted = sort.column === column.id ? (sort.desc ? "descending" : "ascending") : undefined;
  const facts = column.id === "duration" ? axis && sayDurationAxis(axis) : sayColumn(column);
  const title = titleOf(column);
  return (
    <th scope="col" aria-sort={sorted} className={column.numeric ? styles.number : undefined}>
      <span className={styles.head}>
        <button
          type="button"
          className={styles.sort}
          title={`Sort by ${title}`}
          onClick={() => onSort({ column: column.id, desc: sorted ? !sort.desc : column.numeric })}
        >
          {column.tag !== null && <TypeMark kind={column.kind} />}
          <span className={styles.text}>{title}</span>
          {sorted && <span aria-hidden="true">{ARROWS[sorted]}</span>}
        </button>
        <HeadMenu column={column} title={title} onSort={onSort} {...actions} />
      </span>
      {facts && <small>{facts}</small>}
    </th>
  );
}

const CAN_HIDE = new Set(OWN_COLUMNS.map(({ id }) => id));

function HeadMenu({
  column,
  title,
  onSort,
  onAxis,
  onFilter,
  onHide,
}: Omit<ColumnActions, "sort"> & { readonly column: ExploreColumn; readonly title: string }) {
  const { id, top } = column;
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.more} aria-label={`More of ${title}`} title={`More of ${title}`}>
        <ChevronIcon size={12} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={menu.place}>
          <Menu.Popup className={menu.menu}>
            <Item onPick={() => onSort({ column: id, desc: false })}>Sort ascending</Item>
            <Item onPick={() => onSort({ column: id, desc: true })}>Sort descending</Item>
            <Menu.Separator className={menu.line} />
            <Item onPick={() => onAxis("x", id)}>Use as X</Item>
            <Item onPick={() => onAxis("y", id)}>Use as Y</Item>
            <Item onPick={() => onAxis("color", id)}>Color by {title}</Item>
            {top.length > 0 && column.tag !== null && (
              <Menu.Group>
                <Menu.Separator className={menu.line} />
                <Menu.GroupLabel className={`${menu.item} ${styles.label}`}>Keep only</Menu.GroupLabel>
                {top.map(({ value, count }) => (
                  <Item key={value} onPick={() => onFilter(column, "=", value)}>
                    <span className={`${menu.label} mono`}>{formatText(value)}</span>
                    <span className={styles.count}>{formatCount(count)}</span>
                  </Item>
                ))}
              </Menu.Group>
            )}
            {!CAN_HIDE.has(id) && (
              <>
                <Menu.Separator className={menu.line} />
                <Item onPick={() => onHide(id)}>Hide column</Item>
              </>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Item({ onPick, children }: { readonly onPick: () => void; readonly children: React.ReactNode }) {
  return (
    <Menu.Item className={menu.item} onClick={onPick}>
      {children}
    </Menu.Item>
  );
}
