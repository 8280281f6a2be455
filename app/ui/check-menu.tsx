/** Menus of check boxes behind a button. */
"use client";

import type { ReactNode } from "react";
import type { ValueKind } from "../../lib/model/kinds.ts";
import { TypeMark } from "./chip.tsx";
import controls from "./controls.module.css";
import { ColumnsIcon } from "./icons.tsx";
import styles from "./menu.module.css";
import { MenuButton } from "./menu-button.tsx";
import type { MenuEntry } from "./popup-button.tsx";
import { ShownText } from "./shown-text.tsx";
import { useWidths } from "./table/kept-widths.tsx";

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
  /** Puts everything back as it was at first; offered only if something is not. */
  readonly onReset?: (() => void) | undefined;
}

export function CheckMenu({ children, name, bordered, choices, onCheck, onReset }: CheckMenuProps) {
  const checks = choices.map(
    ({ id, label, kind, checked, disabled = false }): MenuEntry => ({
      kind: "check",
      checked,
      disabled,
      onCheck: (next) => onCheck(id, next),
      label: (
        <>
          {kind && <TypeMark kind={kind} />}
          <span className={styles.label}>
            <ShownText text={label} cut />
          </span>
        </>
      ),
    }),
  );
  const reset: MenuEntry[] = onReset ? [{ kind: "line" }, { kind: "action", onPick: onReset, label: <Reset /> }] : [];
  return (
    <MenuButton
      className={`${controls.button} ${bordered ? "" : controls.ghost} ${controls.small}`}
      disabled={choices.length === 0}
      aria-label={name}
      entries={[...checks, ...reset]}
      align={bordered ? "start" : "end"}
    >
      <ColumnsIcon />
      {children}
    </MenuButton>
  );
}

function Reset() {
  return (
    <>
      <span className={styles.tick} />
      Reset columns
    </>
  );
}

interface ColumnsMenuProps {
  /** Under which the table's widths are kept. */
  readonly table: string;
  readonly columns: readonly { readonly id: string; readonly label: string; readonly kind?: ValueKind }[];
  /** Ids of the hidden columns. */
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
  readonly name?: string;
  /** These are all of the table's columns: the button counts them, and the last visible one cannot be hidden. */
  readonly whole?: boolean;
  /** Those hidden at first. */
  readonly first?: readonly string[];
}

const NONE: readonly string[] = [];

/** Chooses which columns of a table are shown, and gives them back their own widths. */
export function ColumnsMenu({ table, columns, hidden, onChange, name, whole, first = NONE }: ColumnsMenuProps) {
  const { widths, show, keep } = useWidths(table);
  const shown = columns.filter(({ id }) => !hidden.includes(id)).length;
  const changed = widths !== undefined || [...hidden].sort().join("\0") !== [...first].sort().join("\0");
  const reset = () => {
    show(undefined);
    keep();
    onChange(first);
  };
  return (
    <CheckMenu
      {...(name !== undefined && { name })}
      choices={columns.map((column) => {
        const checked = !hidden.includes(column.id);
        return { ...column, checked, disabled: whole === true && checked && shown === 1 };
      })}
      onCheck={(id, checked) => onChange(checked ? hidden.filter((other) => other !== id) : [...hidden, id])}
      onReset={changed ? reset : undefined}
    >
      {whole && shown < columns.length ? `Columns ${shown} of ${columns.length}` : "Columns"}
    </CheckMenu>
  );
}
