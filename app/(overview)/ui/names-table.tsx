/** Where the time goes: one row per span name, sorted by any column. */
"use client";

import { useTable } from "@tanstack/react-table";
import { useSearchParams } from "next/navigation";
import { useMemo, useState } from "react";
import { formatSort, readSort } from "../../../lib/model/sort.ts";
import { makeLogAxis } from "../../charts/draw/log-axis.ts";
import { scopeHref } from "../../shell/scope/scope-url.ts";
import { scopeOf } from "../../shell/scope-href.ts";
import { useNameColors } from "../../ui/name-colors.tsx";
import { NameFilter } from "../../ui/name-filter.tsx";
import { scaleShares } from "../../ui/share-bar.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { FIRST_NAMES, useRowPart } from "../../ui/table/row-part.tsx";
import { SizedTable } from "../../ui/table/sized-table.tsx";
import { Head, SortHead } from "../../ui/table/sort-head.tsx";
import styles from "../../ui/table/table.module.css";
import { adjustAddress, setAll } from "../address.ts";
import { SORTABLE } from "../parameters.ts";
import { type AlsoSorted, features, hasErrors, type Meta, nameColumns } from "./name-columns.tsx";
import type { NameRow } from "./name-row.ts";
import own from "./names.module.css";
import { HISTOGRAM_WIDTH } from "./row-pictures.tsx";

interface NamesTableProps {
  readonly rows: readonly NameRow[];
  /** Range of the histograms' axis, seconds. */
  readonly low: number;
  readonly high: number;
}

/** Callers of a slow call take as long as it does: self time is where the time goes. */
const BY_SELF: Sorting = [{ id: "self", desc: true }];
/** What is known of names before their other figures. */
const KNOWN_FIRST = ["name", "count", "self"];

export function NamesTable({ rows, low, high }: NamesTableProps) {
  const params = useSearchParams();
  const colors = useNameColors();
  const scope = scopeOf(params).toString();
  const find = (params.get("find") ?? "").toLowerCase();
  const columns = useMemo(() => {
    const hrefOf = (name: string) => scopeHref("/explore", new URLSearchParams(scope), { names: [name] });
    const shares = scaleShares(rows.flatMap(({ figures }) => (figures ? [figures.share] : [])));
    return nameColumns(makeLogAxis(low, high, HISTOGRAM_WIDTH), shares, hrefOf);
  }, [rows, low, high, scope]);
  const [resorted, setResorted] = useState(false);
  const data = useMemo(() => {
    const found = rows.filter(({ name }) => name.toLowerCase().includes(find));
    return resorted ? found.map((row) => ({ ...row, isSettled: true })) : found;
  }, [rows, find, resorted]);
  const unneeded = hasErrors(rows) ? [] : ["errors"];
  const hidden = [...params.getAll("hide"), ...unneeded];
  const sortable = SORTABLE.filter((id) => !unneeded.includes(id));
  const sorting = parseSort(params.get("sort") ?? undefined, sortable, BY_SELF);
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
  const part = useRowPart(`names ${find}`, data.length, FIRST_NAMES);
  const heads = table.getHeaderGroups()[0]?.headers ?? [];
  const sort = (id: string) => {
    const column = table.getColumn(id);
    const now = column?.getIsSorted();
    setResorted(true);
    const desc = now ? now === "asc" : column?.getFirstSortDir() === "desc";
    adjustAddress((next) => next.set("sort", sortText([{ id, desc }])));
  };
  if (rows.some(({ figures }) => !figures) && !KNOWN_FIRST.includes(sorting[0]?.id ?? ""))
    return <SkeletonRows count={5} height={32} />;
  return (
    <>
      <SizedTable
        id="names"
        label="Span names"
        columns={heads.map(({ id, column: { columnDef } }) => ({
          id,
          text: columnDef.meta?.text,
          width: columnDef.meta?.width,
          className: columnDef.meta?.wide ? "wide" : undefined,
        }))}
        className={`${styles.charts} ${part.className ?? ""}`}
        after={data.length === 0 && <p className="notice">No name has {find} in it.</p>}
      >
        <thead>
          <tr>
            {heads.map(({ id, column }) => {
              const { label = id, head = label, also, note, number } = column.columnDef.meta ?? {};
              const shared = { column: id, label, number, className: classOf(column.columnDef.meta) };
              return column.getCanSort() ? (
                <SortHead
                  key={id}
                  {...shared}
                  sorted={column.getIsSorted()}
                  onSort={() => sort(id)}
                  beside={also && <AlsoSort {...also} sorting={sorting} onSort={sort} />}
                  more={note && <span className={own.note}>{note}</span>}
                >
                  {head}
                </SortHead>
              ) : (
                <Head key={id} {...shared}>
                  {head}
                </Head>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {table
            .getRowModel()
            .rows.slice(0, part.count)
            .map((row) => (
              <tr key={row.id} className={`c${colors.get(row.original.name) ?? 8}`}>
                {row.getAllCells().map((cell) => (
                  <td key={cell.id} className={classOf(cell.column.columnDef.meta, cell.column.getIsSorted())}>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </SizedTable>
      {part.more}
    </>
  );
}

interface AlsoSortProps extends AlsoSorted {
  readonly sorting: Sorting;
  readonly onSort: (id: string) => void;
}

/** Sorts by what else a column shows. */
function AlsoSort({ id, label, title, sorting: [now], onSort }: AlsoSortProps) {
  return (
    <button
      type="button"
      className={`${styles.sort} ${own.also}`}
      aria-pressed={now?.id === id}
      title={title}
      onClick={() => onSort(id)}
    >
      {label}
      {now?.id === id && (
        <span aria-hidden="true" className={own.arrow}>
          {now.desc ? " ↓" : " ↑"}
        </span>
      )}
    </button>
  );
}

function classOf(meta: Meta | undefined, sorted?: unknown): string | undefined {
  const looks = [meta?.number && styles.number, meta?.fixed && styles.fixed, meta?.wide && "wide"];
  return [...looks, sorted && styles.sorted].filter(Boolean).join(" ") || undefined;
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
