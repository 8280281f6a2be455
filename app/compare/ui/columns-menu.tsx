/** Which columns of the table of names are shown. */
"use client";

import type { StartRow } from "../../../lib/queries/compare-start.ts";
import { CheckMenu, toggleHidden } from "../../ui/check-menu.tsx";

const COLUMNS = [
  ["calls", "Calls"],
  ["p50", "p50"],
  ["p95", "p95"],
] as const;

/** Calls are shown by themselves only where they differ. */
export function hiddenColumns(text: string | null, rows: readonly StartRow[]): readonly string[] {
  if (text !== null) return text.split(",").filter((one) => one !== "");
  return rows.some((row) => row.countA !== row.countB) ? [] : ["calls"];
}

interface CompareColumnsProps {
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
}

export function CompareColumns({ hidden, onChange }: CompareColumnsProps) {
  return (
    <CheckMenu
      choices={COLUMNS.map(([id, label]) => ({ id, label, checked: !hidden.includes(id) }))}
      onCheck={(id, checked) => onChange(toggleHidden(hidden, id, checked))}
    >
      Columns
    </CheckMenu>
  );
}
