/** A column's head: sorts on click; its menu puts the column on an axis, colours by it, filters by it or hides it. */
"use client";

import { type ExploreColumn, isErrorColumn, OWN_COLUMNS } from "../../../lib/analysis/explore/answer.ts";
import { formatCount } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { TypeMark } from "../../ui/chip.tsx";
import { CutText } from "../../ui/cut-text.tsx";
import { ChevronIcon } from "../../ui/icons.tsx";
import menu from "../../ui/menu.module.css";
import { MenuButton } from "../../ui/menu-button.tsx";
import type { MenuEntry } from "../../ui/popup-button.tsx";
import cells from "../../ui/table/data-table.module.css";
import { SortHead } from "../../ui/table/sort-head.tsx";
import { type DurationAxis, describeColumn, describeDurationAxis, titleOf } from "./column-layout.ts";
import styles from "./table.module.css";

export interface ColumnActions {
  readonly sort: { readonly column: string; readonly desc: boolean };
  readonly onSort: (sort: { readonly column: string; readonly desc: boolean }) => void;
  readonly onAxis: (axis: "x" | "y" | "color", column: string) => void;
  /** Limits the scope to spans with or without this value. */
  readonly onFilter: (column: ExploreColumn, operator: "=" | "!=", value: string) => void;
  readonly onHide: (column: string) => void;
}

interface ExploreHeadProps extends ColumnActions {
  readonly column: ExploreColumn;
  readonly axis: DurationAxis | null;
}

export function ExploreHead({ column, axis, sort, onSort, ...actions }: ExploreHeadProps) {
  const sorted = sort.column === column.id && (sort.desc ? "desc" : "asc");
  const summary = column.id === "duration" ? axis && describeDurationAxis(axis) : describeColumn(column);
  const title = titleOf(column);
  return (
    <SortHead
      column={column.id}
      label={summary ? `${title}, ${summary}` : title}
      sorted={sorted}
      number={column.numeric}
      title={`Sort by ${title}`}
      onSort={() => onSort({ column: column.id, desc: sorted ? !sort.desc : column.numeric })}
      beside={<HeadMenu column={column} title={title} onSort={onSort} {...actions} />}
      more={summary && <small className={column.id === "duration" ? styles.scale : undefined}>{summary}</small>}
    >
      {column.tag !== null && <TypeMark kind={column.kind} />}
      <span className={cells.text}>
        <CutText text={title} />
      </span>
    </SortHead>
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
  const { id, top, estimated } = column;
  const own: MenuEntry[] = [
    { kind: "action", label: "Sort ascending", onPick: () => onSort({ column: id, desc: false }) },
    { kind: "action", label: "Sort descending", onPick: () => onSort({ column: id, desc: true }) },
    { kind: "line" },
    { kind: "action", label: "Use as X", onPick: () => onAxis("x", id) },
    { kind: "action", label: "Use as Y", onPick: () => onAxis("y", id) },
    { kind: "action", label: `Color by ${title}`, onPick: () => onAxis("color", id) },
  ];
  const values: MenuEntry[] = top.map(({ value, count }) => ({
    kind: "action",
    onPick: () => onFilter(column, "=", value),
    label: (
      <>
        <span className={`${menu.label} mono`}>
          <CutText text={formatText(value)} mono />
        </span>
        <span className={styles.count}>
          {estimated ? "≈ " : ""}
          {formatCount(count)}
        </span>
      </>
    ),
  }));
  const keep: MenuEntry[] =
    values.length > 0 && (column.tag !== null || isErrorColumn(column))
      ? [{ kind: "group", label: "Keep only", entries: values }]
      : [];
  const hide: MenuEntry[] = CAN_HIDE.has(id)
    ? []
    : [{ kind: "line" }, { kind: "action", label: "Hide column", onPick: () => onHide(id) }];
  return (
    <MenuButton
      className={styles.more}
      aria-label={`More of ${title}`}
      title={`More of ${title}`}
      entries={[...own, ...keep, ...hide]}
    >
      <ChevronIcon size={12} />
    </MenuButton>
  );
}
