/** Which columns of the results are shown. */
"use client";

import { CheckMenu, toggleHidden } from "../check-menu.tsx";
import type { ResultColumn } from "./result-columns.ts";

interface ColumnsMenuProps {
  readonly columns: readonly ResultColumn[];
  /** Labels of those that are not shown. */
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
}

export function ColumnsMenu({ columns, hidden, onChange }: ColumnsMenuProps) {
  const shown = columns.filter((column) => !hidden.includes(column.label)).length;
  return (
    <CheckMenu
      choices={columns.map(({ label, kind }) => {
        const checked = !hidden.includes(label);
        // The last one stays: a table without columns shows nothing to bring back.
        return { id: label, label, kind, checked, disabled: checked && shown === 1 };
      })}
      onCheck={(label, checked) => onChange(toggleHidden(hidden, label, checked))}
      onAll={hidden.length > 0 ? () => onChange([]) : undefined}
    >
      {shown < columns.length ? `Columns ${shown} of ${columns.length}` : "Columns"}
    </CheckMenu>
  );
}
