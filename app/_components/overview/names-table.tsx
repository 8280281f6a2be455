/** Where the time goes: one row per span name, sorted by any column. */
"use client";

import { useTable } from "@tanstack/react-table";
import { useMemo } from "react";
import styles from "../controls/table.module.css";
import type { LogAxis } from "./log-axis.ts";
import { features, type NameRow, nameColumns } from "./name-columns.tsx";
import { type Sorting, sortText } from "./sort-text.ts";

interface NamesTableProps {
  readonly rows: NameRow[];
  readonly axis: LogAxis;
  readonly sorting: Sorting;
}

/** The sort stands in the URL, so that a reload and a pasted link keep it. */
function keepInUrl(sorting: Sorting): void {
  const url = new URL(window.location.href);
  const text = sortText(sorting);
  if (text) url.searchParams.set("sort", text);
  else url.searchParams.delete("sort");
  window.history.replaceState(null, "", url);
}

export function NamesTable({ rows, axis, sorting }: NamesTableProps) {
  const columns = useMemo(() => nameColumns(axis), [axis]);
  const table = useTable({
    features,
    columns,
    data: rows,
    initialState: { sorting },
    enableSortingRemoval: false,
    getRowId: (row) => row.name,
  });
  const sort = (id: string) => {
    const now = table.getColumn(id);
    const desc = now?.getIsSorted() ? now.getIsSorted() === "asc" : now?.getFirstSortDir() === "desc";
    now?.toggleSorting(desc);
    keepInUrl([{ id, desc }]);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <section className={styles.scroll} aria-label="Span names, scrolls" tabIndex={0}>
      <table className={`${styles.table} ${styles.charts}`} aria-label="Span names">
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map(({ id, column }) => {
                const sorted = column.getIsSorted();
                const { number, fixed, head } = column.columnDef.meta ?? {};
                return (
                  <th
                    key={id}
                    scope="col"
                    className={number ? styles.number : fixed ? styles.fixed : undefined}
                    aria-sort={sorted ? (sorted === "desc" ? "descending" : "ascending") : undefined}
                  >
                    {column.getCanSort() ? (
                      <button type="button" className={styles.sort} onClick={() => sort(id)}>
                        {head}
                        {sorted && <span aria-hidden="true"> {sorted === "desc" ? "↓" : "↑"}</span>}
                      </button>
                    ) : (
                      head
                    )}
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className={`c${row.original.slot}`}>
              {row.getAllCells().map((cell) => (
                <td key={cell.id} className={cell.column.columnDef.meta?.number ? styles.number : undefined}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
