/** Where the time goes: one row per span name, sorted by any column. */
"use client";

import { useTable } from "@tanstack/react-table";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { formatSort, readSort } from "../../../lib/model/sort.ts";
import { makeLogAxis } from "../../charts/draw/ticks.ts";
import { scopeHref } from "../../shell/scope/scope-url.ts";
import { scopeOf } from "../../shell/scope-href.ts";
import { NameFilter } from "../../ui/name-filter.tsx";
import { SortHead } from "../../ui/table/sort-head.tsx";
import styles from "../../ui/table/table.module.css";
import { adjustAddress, setAll } from "../address.ts";
import { SORTABLE } from "../parameters.ts";
import { features, hasErrors, type Meta, nameColumns } from "./name-columns.tsx";
import type { NameRow } from "./name-row.ts";
import own from "./names.module.css";
import { HISTOGRAM_WIDTH } from "./row-pictures.tsx";

interface NamesTableProps {
  readonly rows: readonly NameRow[];
  /** Range of the histograms' axis, seconds. */
  readonly low: number;
  readonly high: number;
}

const BY_SHARE: Sorting = [{ id: "share", desc: true }];

export function NamesTable({ rows, low, high }: NamesTableProps) {
  const params = useSearchParams();
  const scope = scopeOf(params).toString();
  const find = (params.get("find") ?? "").toLowerCase();
  const columns = useMemo(() => {
    const hrefOf = (name: string) => scopeHref("/explore", new URLSearchParams(scope), { names: [name] });
    return nameColumns(makeLogAxis(low, high, HISTOGRAM_WIDTH), hrefOf);
  }, [low, high, scope]);
  const data = useMemo(() => rows.filter(({ name }) => name.toLowerCase().includes(find)), [rows, find]);
  const unneeded = hasErrors(rows) ? [] : ["errors"];
  const hidden = [...params.getAll("hide"), ...unneeded];
  const sortable = SORTABLE.filter((id) => !unneeded.includes(id));
  const sorting = parseSort(params.get("sort") ?? undefined, sortable, BY_SHARE);
  const table = useTable({
    features,
    columns: columns.filter(
      ({ id, ...column }) => !hidden.includes(id ?? String("accessorKey" in column && column.accessorKey)),
    ),
    data,
    state: { sorting },
    enableSortingRemoval: false,
    getRowId: (row) => row.name,
  });
  const sort = (id: string) => {
    const column = table.getColumn(id);
    const now = column?.getIsSorted();
    const desc = now ? now === "asc" : column?.getFirstSortDir() === "desc";
    adjustAddress((next) => next.set("sort", sortText([{ id, desc }])));
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <section className={styles.scroll} aria-label="Span names, scrolls" tabIndex={0}>
      <table className={`${styles.table} ${styles.charts}`} aria-label="Span names">
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map(({ id, column }) => {
                const { label, head = label, note, number, wide } = column.columnDef.meta ?? {};
                return column.getCanSort() ? (
                  <SortHead
                    key={id}
                    sorted={column.getIsSorted()}
                    number={number}
                    className={wide ? "wide" : undefined}
                    onSort={() => sort(id)}
                    more={note && <span className={own.note}>{note}</span>}
                  >
                    {head}
                  </SortHead>
                ) : (
                  <th key={id} scope="col" className={classOf(column.columnDef.meta)}>
                    {head}
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className={`c${row.original.colorIndex}`}>
              {row.getAllCells().map((cell) => (
                <td key={cell.id} className={classOf(cell.column.columnDef.meta)}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {data.length === 0 && <p className="notice">No name has {find} in it.</p>}
    </section>
  );
}

function classOf({ number, fixed, wide }: Meta = { label: "" }): string | undefined {
  return [number && styles.number, fixed && styles.fixed, wide && "wide"].filter(Boolean).join(" ") || undefined;
}

export function FindName() {
  const find = useSearchParams().get("find") ?? "";
  const set = (text: string) => adjustAddress((params) => setAll(params, "find", text === "" ? [] : [text]));
  return <NameFilter find={find} onFind={set} />;
}

export type Sorting = { id: string; desc: boolean }[];

/** @param sortable columns that can be sorted by; any other column yields the fallback */
export function parseSort(text: string | undefined, sortable: readonly string[], fallback: Sorting): Sorting {
  const sort = readSort(text);
  return sort && sortable.includes(sort.column) ? [{ id: sort.column, desc: sort.desc }] : fallback;
}

export function sortText([first]: Sorting): string {
  return first ? formatSort({ column: first.id, desc: first.desc }) : "";
}
