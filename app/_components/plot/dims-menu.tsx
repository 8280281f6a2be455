/** Which columns a plot of several shows. */
"use client";

import { Menu } from "@base-ui/react/menu";
import controls from "../controls/controls.module.css";
import { CheckIcon, ColumnsIcon } from "../controls/icons.tsx";
import { TypeMark } from "../controls/type-mark.tsx";
import styles from "../results/columns-menu.module.css";
import type { ResultColumn } from "../results/result-columns.ts";
import { type Axes, MOST_DIMS } from "./axis-choice.ts";

interface DimsMenuProps {
  readonly axes: Axes;
  readonly columns: readonly ResultColumn[];
  /** Labels, in the order in which they are shown. */
  readonly onChange: (dims: readonly string[]) => void;
}

export function DimsMenu({ axes, columns, onChange }: DimsMenuProps) {
  const most = axes.plot === "splom" ? MOST_DIMS.splom : MOST_DIMS.parallel;
  const labels = axes.dims.map(({ label }) => label);
  const toggle = (label: string, shown: boolean) =>
    onChange(shown ? [...labels, label] : labels.filter((other) => other !== label));
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className={`${controls.button} ${controls.small}`} disabled={columns.length === 0}>
        <ColumnsIcon />
        {labels.length} {labels.length === 1 ? "column" : "columns"}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className={styles.place}>
          <Menu.Popup className={styles.menu}>
            {columns.map((column) => {
              const checked = labels.includes(column.label);
              return (
                <Menu.CheckboxItem
                  key={column.id}
                  className={styles.item}
                  checked={checked}
                  closeOnClick={false}
                  disabled={checked ? labels.length === 1 : labels.length >= most}
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
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
