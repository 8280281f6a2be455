/** A menu of check boxes behind a button: which columns are shown. */
"use client";

import type { ReactNode } from "react";
import type { ValueKind } from "../../lib/model/kinds.ts";
import { showText } from "../../lib/model/shown-text.ts";
import controls from "./controls.module.css";
import { ColumnsIcon } from "./icons.tsx";
import styles from "./menu.module.css";
import { MenuButton } from "./menu-button.tsx";
import type { MenuEntry } from "./menu-entries.ts";
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
  const checks = choices.map(
    ({ id, label, kind, checked, disabled = false }): MenuEntry => ({
      kind: "check",
      checked,
      disabled,
      onCheck: (next) => onCheck(id, next),
      label: (
        <>
          {kind && <TypeMark kind={kind} />}
          <span className={styles.label}>{showText(label)}</span>
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
      look={{ align: bordered ? "start" : "end" }}
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

/** `hidden` with one more, or without it. */
export function toggleHidden(hidden: readonly string[], id: string, shown: boolean): readonly string[] {
  return shown ? hidden.filter((other) => other !== id) : [...hidden, id];
}
