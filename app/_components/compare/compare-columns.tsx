/** Which columns of the table of names are shown. */
"use client";

import { Menu } from "@base-ui/react/menu";
import type { CompareRow } from "../../../lib/questions/compare.ts";
import controls from "../controls/controls.module.css";
import { CheckIcon, ColumnsIcon } from "../controls/icons.tsx";
import styles from "../results/columns-menu.module.css";

const COLUMNS = [
  ["calls", "Calls"],
  ["p50", "p50"],
  ["p95", "p95"],
] as const;

/** Calls are shown by themselves only where they differ. */
export function hiddenColumns(text: string | null, rows: readonly CompareRow[]): readonly string[] {
  if (text !== null) return text.split(",").filter((one) => one !== "");
  return rows.some((row) => row.countA !== row.countB) ? [] : ["calls"];
}

interface CompareColumnsProps {
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
}

export function CompareColumns({ hidden, onChange }: CompareColumnsProps) {
  const toggle = (column: string, shown: boolean) =>
    onChange(shown ? hidden.filter((other) => other !== column) : [...hidden, column]);
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        className={`${controls.button} ${controls.ghost} ${controls.small}`}
        aria-label="Columns"
        title="Choose columns"
      >
        <ColumnsIcon />
        Columns
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={styles.place}>
          <Menu.Popup className={styles.menu}>
            {COLUMNS.map(([column, label]) => (
              <Menu.CheckboxItem
                key={column}
                className={styles.item}
                checked={!hidden.includes(column)}
                onCheckedChange={(next) => toggle(column, next)}
              >
                <span className={styles.tick}>
                  <Menu.CheckboxItemIndicator>
                    <CheckIcon size={12} />
                  </Menu.CheckboxItemIndicator>
                </span>
                <span className={styles.label}>{label}</span>
              </Menu.CheckboxItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
