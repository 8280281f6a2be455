/** A table's sort as it stands in the URL, and as the table has it. */
import { readSort, writeSort } from "../../../lib/model/sort.ts";

export type Sorting = { id: string; desc: boolean }[];

/** @param known columns that can be sorted by; anything else gives the fallback */
export function parseSort(text: string | undefined, known: readonly string[], fallback: Sorting): Sorting {
  const sort = readSort(text);
  return sort && known.includes(sort.column) ? [{ id: sort.column, desc: sort.desc }] : fallback;
}

export function sortText([first]: Sorting): string {
  return first ? writeSort({ column: first.id, desc: first.desc }) : "";
}
