/** Which columns of a table are shown; what is hidden stands in the address. */
"use client";

import { Menu } from "@base-ui/react/menu";
import { useSearchParams } from "next/navigation";
import controls from "../controls/controls.module.css";
import { CheckIcon, ColumnsIcon } from "../controls/icons.tsx";
import menu from "../controls/menu.module.css";
import { adjustAddress, setAll } from "./address.ts";

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
    <Menu.Root modal={false}>
      <Menu.Trigger
        className={`${controls.button} ${controls.ghost} ${controls.small}`}
        aria-label={`Columns of ${pane}`}
        disabled={columns.length === 0}
      >
        <ColumnsIcon />
        Columns
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={menu.place}>
          <Menu.Popup className={menu.menu}>
            {columns.map(([id, label]) => (
              <Menu.CheckboxItem
                key={id}
                className={menu.item}
                checked={!hidden.includes(id)}
                onCheckedChange={(shown) => set(shown ? hidden.filter((other) => other !== id) : [...hidden, id])}
              >
                <span className={menu.tick}>
                  <Menu.CheckboxItemIndicator>
                    <CheckIcon size={12} />
                  </Menu.CheckboxItemIndicator>
                </span>
                <span className={menu.label}>{label}</span>
              </Menu.CheckboxItem>
            ))}
            {hidden.length > 0 && (
              <Menu.Item className={menu.item} onClick={() => set([])}>
                <span className={menu.tick} />
                Show all
              </Menu.Item>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
