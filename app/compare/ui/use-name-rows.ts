/** Which names a table lists: the first ones until more are asked for, and the chosen one, which `j` and `k` move. */
"use client";

import { useKey } from "../../ui/keys/keys.ts";
import { FIRST_NAMES, useRowPart } from "../../ui/table/row-part.tsx";

interface NameRows<Row> {
  readonly shown: readonly Row[];
  /** For the table, as long as it lists no more than the first ones. */
  readonly className: string;
  /** What asks for more. */
  readonly more: React.ReactNode;
}

/** @param find what the names have in them */
export function useNameRows<Row extends { readonly name: string }>(
  rows: readonly Row[],
  { chosen, onChoose, find }: { chosen: string | null; onChoose: (name: string) => void; find: string },
): NameRows<Row> {
  const part = useRowPart(`compare ${find}`, rows.length, FIRST_NAMES);
  const place = rows.findIndex(({ name }) => name === chosen);
  const count = Math.max(part.count, place + 1);
  const step = (by: 1 | -1) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, place + by))];
    if (next) onChoose(next.name);
  };
  useKey("j", "Next name", () => step(1));
  useKey("k", "Previous name", () => step(-1));
  return {
    shown: rows.slice(0, count),
    className: count === part.count ? (part.className ?? "") : "",
    more: part.more,
  };
}
