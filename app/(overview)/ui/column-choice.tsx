/** Which columns of a table are shown; what is hidden stands in the address. */
"use client";

import { useSearchParams } from "next/navigation";
import { CheckMenu, toggleHidden } from "../../ui/check-menu.tsx";
import { adjustAddress, setAll } from "../address.ts";

interface ColumnChoiceProps {
  /** Title of the pane. */
  readonly pane: string;
  /** The parameter that holds what is hidden. */
  readonly param: string;
  readonly columns: readonly (readonly [id: string, label: string])[];
}

export function ColumnChoice({ pane, param, columns }: ColumnChoiceProps) {
  const hidden = useSearchParams().getAll(param);
  const set = (next: readonly string[]) => adjustAddress((params) => setAll(params, param, next));
  return (
    <CheckMenu
      name={`Columns of ${pane}`}
      choices={columns.map(([id, label]) => ({ id, label, checked: !hidden.includes(id) }))}
      onCheck={(id, checked) => set(toggleHidden(hidden, id, checked))}
      onAll={hidden.length > 0 ? () => set([]) : undefined}
    >
      Columns
    </CheckMenu>
  );
}
