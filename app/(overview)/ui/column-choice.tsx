/** Chooses which columns of a table are shown; the hidden ones are kept in the address. */
"use client";

import { useSearchParams } from "next/navigation";
import { ColumnsMenu } from "../../ui/check-menu.tsx";
import { adjustAddress, setAll } from "../address.ts";

interface ColumnChoiceProps {
  /** Under which the table's widths are kept. */
  readonly table: string;
  /** Title of the pane. */
  readonly pane: string;
  /** The address parameter that lists the hidden columns. */
  readonly param: string;
  readonly columns: readonly (readonly [id: string, label: string])[];
}

export function ColumnChoice({ table, pane, param, columns }: ColumnChoiceProps) {
  const hidden = useSearchParams().getAll(param);
  return (
    <ColumnsMenu
      table={table}
      name={`Columns of ${pane}`}
      columns={columns.map(([id, label]) => ({ id, label }))}
      hidden={hidden}
      onChange={(next) => adjustAddress((params) => setAll(params, param, next))}
    />
  );
}
