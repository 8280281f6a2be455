/** A menu of check boxes behind a button: which columns are shown. */
"use client";

import { Menu } from "@base-ui/react/menu";
import type { ReactNode } from "react";
import type { ValueKind } from "../../../lib/questions/kind.ts";
import { showText } from "../../../lib/shown-text.ts";
import controls from "./controls.module.css";
import { CheckIcon, ColumnsIcon } from "./icons.tsx";
import styles from "./menu.module.css";
import { TypeMark } from "./type-mark.tsx";

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly kind?: ValueKind;
  readonly checked: boolean;
  readonly disabled?: boolean;
}

interface CheckMenuProps {
  /** The words on the button. */
  readonly children: ReactNode;
  /** What the button is called where its words do not say it all; holds them. */
  readonly name?: string;
  /** With a border, as a control among others. */
  readonly bordered?: boolean;
  readonly choices: readonly Choice[];
  readonly onCheck: (id: string, checked: boolean) => void;
  /** Checks all; only where something is not. */
  readonly onAll?: (() => void) | undefined;
}

export function CheckMenu({ children, name, bordered, choices, onCheck, onAll }: CheckMenuProps) {
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        className={`${controls.button} ${bordered ? "" : controls.ghost} ${controls.small}`}
        disabled={choices.length === 0}
        aria-label={name}
      >
        <ColumnsIcon />
        {children}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align={bordered ? "start" : "end"} className={styles.place}>
          <Menu.Popup className={styles.menu}>
            {choices.map(({ id, label, kind, checked, disabled = false }) => (
              <Menu.CheckboxItem
                key={id}
                className={styles.item}
                checked={checked}
                disabled={disabled}
                onCheckedChange={(next) => onCheck(id, next)}
              >
                <span className={styles.tick}>
                  <Menu.CheckboxItemIndicator>
                    <CheckIcon size={12} />
                  </Menu.CheckboxItemIndicator>
                </span>
                {kind && <TypeMark kind={kind} />}
                <span className={styles.label}>{showText(label)}</span>
              </Menu.CheckboxItem>
            ))}
            {onAll && (
              <>
                <Menu.Separator className={styles.line} />
                <Menu.Item className={styles.item} onClick={onAll}>
                  <span className={styles.tick} />
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

/** `hidden` with one more, or without it. */
export function toggleHidden(hidden: readonly string[], id: string, shown: boolean): readonly string[] {
  return shown ? hidden.filter((other) => other !== id) : [...hidden, id];
}
