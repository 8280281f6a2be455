/** Which columns a plot of several shows. */
"use client";

import { CheckMenu } from "../../ui/check-menu.tsx";
import type { ResultColumn } from "../../ui/table/result-columns.ts";
import { type Axes, MOST_DIMS } from "../axis-choice.ts";

interface DimsMenuProps {
  readonly axes: Axes;
  readonly columns: readonly ResultColumn[];
  /** Labels, in the order in which they are shown. */
  readonly onChange: (dims: readonly string[]) => void;
}

export function DimsMenu({ axes, columns, onChange }: DimsMenuProps) {
  const most = axes.plot === "splom" ? MOST_DIMS.splom : MOST_DIMS.parallel;
  const labels = axes.dims.map(({ label }) => label);
  return (
    <CheckMenu
      bordered
      choices={columns.map(({ label, kind }) => {
        const checked = labels.includes(label);
        return { id: label, label, kind, checked, disabled: checked ? labels.length === 1 : labels.length >= most };
      })}
      onCheck={(label, checked) => onChange(checked ? [...labels, label] : labels.filter((other) => other !== label))}
    >
      {labels.length} {labels.length === 1 ? "column" : "columns"}
    </CheckMenu>
  );
}
