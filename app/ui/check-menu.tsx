/** Menus of check boxes behind a button. */
"use client";

import type { ReactNode } from "react";
import type { ValueKind } from "../../lib/model/kinds.ts";
import { formatText } from "../../lib/model/shown-text.ts";
import { TypeMark } from "./chip.tsx";
import controls from "./controls.module.css";
import { ColumnsIcon } from "./icons.tsx";
import styles from "./menu.module.css";
import { MenuButton } from "./menu-button.tsx";
import type { MenuEntry } from "./popup-button.tsx";

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly kind?: ValueKind;
  readonly checked: boolean;
  readonly disabled?: boolean;
}

interface CheckMenuProps {
  /** The button's text. */
  readonly children: ReactNode;
  /** The accessible name, if the text alone is not enough; must contain the text. */
  readonly name?: string;
  /** With a border, like other controls. */
  readonly bordered?: boolean;
  readonly choices: readonly Choice[];
  readonly onCheck: (id: string, checked: boolean) => void;
  /** Checks all; offered only if something is unchecked. */
  readonly onAll?: (() => void) | undefined;
}

export function CheckMenu({ children, name, bordered, choices, onCheck, onAll }: CheckMenuProps) {
  const checks = choices.map(
    ({ id, label, kind, checked, disabled = false }): MenuEntry => ({
      kind: "check",
      checked,
      disabled,
      onCheck: (next) => onCheck(id, next),
      label: (
        <>
          {kind && <TypeMark kind={kind} />}
          <span className={styles.label}>{formatText(label)}</span>
        </>
      ),
    }),
  );
  const all: MenuEntry[] = onAll ? [{ kind: "line" }, { kind: "action", onPick: onAll, label: <ShowAll /> }] : [];
  return (
    <MenuButton
      className={`${controls.button} ${bordered ? "" : controls.ghost} ${controls.small}`}
      disabled={choices.length === 0}
      aria-label={name}
      entries={[...checks, ...all]}
      align={bordered ? "start" : "end"}
    >
      <ColumnsIcon />
      {children}
    </MenuButton>
  );
}

function ShowAll() {
  return (
    <>
      <span className={styles.tick} />
      Show all
    </>
  );
}

interface ColumnsMenuProps {
  readonly columns: readonly { readonly id: string; readonly label: string; readonly kind?: ValueKind }[];
  /** Ids of the hidden columns. */
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
  readonly name?: string;
  /** These are all of the table's columns: the button counts them, and the last visible one cannot be hidden. */
  readonly whole?: boolean;
  /** Offers to show all of them again. */
  readonly resets?: boolean;
}

/** Chooses which columns of a table are shown. */
export function ColumnsMenu({ columns, hidden, onChange, name, whole, resets = true }: ColumnsMenuProps) {
  const shown = columns.filter(({ id }) => !hidden.includes(id)).length;
  return (
    <CheckMenu
      {...(name !== undefined && { name })}
      choices={columns.map((column) => {
        const checked = !hidden.includes(column.id);
        return { ...column, checked, disabled: whole === true && checked && shown === 1 };
      })}
      onCheck={(id, checked) => onChange(checked ? hidden.filter((other) => other !== id) : [...hidden, id])}
      onAll={resets && hidden.length > 0 ? () => onChange([]) : undefined}
    >
      {whole && shown < columns.length ? `Columns ${shown} of ${columns.length}` : "Columns"}
    </CheckMenu>
  );
}
