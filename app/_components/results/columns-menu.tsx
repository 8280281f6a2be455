/** Which columns of the results are shown. */
"use client";

import { Menu } from "@base-ui/react/menu";
import controls from "../controls/controls.module.css";
import { CheckIcon, ColumnsIcon } from "../controls/icons.tsx";
import { TypeMark } from "../controls/type-mark.tsx";
import styles from "./columns-menu.module.css";
import type { ResultColumn } from "./result-columns.ts";

interface ColumnsMenuProps {
  readonly columns: readonly ResultColumn[];
  /** Labels of those that are not shown. */
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
}

export function ColumnsMenu({ columns, hidden, onChange }: ColumnsMenuProps) {
  const toggle = (label: string, shown: boolean) =>
    onChange(shown ? hidden.filter((other) => other !== label) : [...hidden, label]);
  const shown = columns.filter((column) => !hidden.includes(column.label)).length;
  return (
    <Menu.Root>
      <Menu.Trigger
        className={`${controls.button} ${controls.ghost} ${controls.small}`}
        disabled={columns.length === 0}
        aria-label="Columns"
      >
        <ColumnsIcon />
        {shown < columns.length ? `Columns ${shown} of ${columns.length}` : "Columns"}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={styles.place}>
          <Menu.Popup className={styles.menu}>
            {columns.map((column) => {
              const checked = !hidden.includes(column.label);
              return (
                <Menu.CheckboxItem
                  key={column.id}
                  className={styles.item}
                  checked={checked}
                  // The last one stays: a table without columns shows nothing to bring back.
                  disabled={checked && shown === 1}
                  onCheckedChange={(next) => toggle(column.label, next)}
                >
                  <span className={styles.tick}>
                    <Menu.CheckboxItemIndicator>
                      <CheckIcon size={12} />
                    </Menu.CheckboxItemIndicator>
                  </span>
                  <TypeMark kind={column.kind} />
                  <span className={styles.label}>{column.label}</span>
                </Menu.CheckboxItem>
              );
            })}
            {hidden.length > 0 && (
              <>
                <Menu.Separator className={styles.line} />
                <Menu.Item className={styles.item} onClick={() => onChange([])}>
                  Show all
                </Menu.Item>
              </>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
