/** What of the call tree the address holds: where one has gone in, what is chosen, how the paths are sorted. */
"use client";

import { useSearchParams } from "next/navigation";
import { useState } from "react";
import type { PathRow } from "../../../../lib/analysis/tree/answer.ts";
import { readSort } from "../../../../lib/model/sort.ts";
import { EVERYTHING, type IcicleView } from "../../../charts/icicle/layout-bars.ts";
import { adjustAddress, setAll } from "../../address.ts";
import { PATH_SORTABLE } from "../../parameters.ts";

type Rows = readonly Pick<PathRow, "id">[];

/** Where one is in the tree; indices of paths. */
export interface TreePlace {
  readonly view: IcicleView;
  readonly chosen: number | null;
}

/** As in the address: ids of paths, which outlive an answer. */
interface Written {
  readonly in: string;
  readonly path: string;
}

/**
 * The address follows a moment later, so that what one does next must not wait for it: keys come quickly. Addresses that
 * were not written here, such as one that Back leads to, count at once.
 */
export function useTreePlace(rows: Rows): [TreePlace, (change: Partial<TreePlace>) => void] {
  const params = useSearchParams();
  const address = { in: params.get("in") ?? "", path: params.get("path") ?? "" };
  const key = JSON.stringify(address);
  const [own, setOwn] = useState<Written>(address);
  const [seen, setSeen] = useState(key);
  const [written] = useState(() => new Set<string>());
  if (key !== seen) {
    setSeen(key);
    if (!written.has(key)) setOwn(address);
  }
  const place = { view: readView(own.in, rows), chosen: readChosen(own.path, rows) };
  const change = (next: Partial<TreePlace>) => {
    const wanted = writePlace(rows, { ...place, ...next });
    written.add(JSON.stringify(wanted));
    setOwn(wanted);
    adjustAddress((params) => {
      for (const name of ["in", "path"] as const) setAll(params, name, wanted[name] === "" ? [] : [wanted[name]]);
    });
  };
  return [place, change];
}

/** All calls, if the path is not there any more. */
function readView(text: string, rows: Rows): IcicleView {
  const [id = "", from] = text.split(".");
  const row = id === "" ? -1 : findRow(rows, id);
  if (id !== "" && row < 0) return EVERYTHING;
  return { row, from: from === undefined ? null : Number(from) };
}

function readChosen(id: string, rows: Rows): number | null {
  const row = id === "" ? -1 : findRow(rows, id);
  return row < 0 ? null : row;
}

function findRow(rows: Rows, id: string): number {
  return rows.findIndex((row) => row.id === id);
}

function writePlace(rows: Rows, { view: { row, from }, chosen }: TreePlace): Written {
  const id = rows[row]?.id ?? "";
  return { in: from === null ? id : `${id}.${from}`, path: (chosen !== null && rows[chosen]?.id) || "" };
}

/** The largest totals first, unless sorted otherwise. */
export function readPathSort(params: URLSearchParams) {
  const sort = readSort(params.get("pathsort"));
  return sort && PATH_SORTABLE.includes(sort.column) ? sort : { column: "total", desc: true };
}
