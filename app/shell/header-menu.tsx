/** On narrow screens: what has no room in the header. */
"use client";

import controls from "../ui/controls.module.css";
import { MenuButton } from "../ui/menu-button.tsx";
import type { MenuEntry } from "../ui/menu-entries.ts";
import { openDialog } from "../ui/open-dialog.ts";
import { LinesIcon } from "../ui/shell-icons.tsx";
import styles from "./header.module.css";
import { toggleRail } from "./rail/rail-toggle.ts";
import { switchTheme } from "./theme.ts";

const ENTRIES: readonly MenuEntry[] = [
  { kind: "action", label: "Run, time, names and tags", onPick: () => void toggleRail() },
  { kind: "action", label: "Light or dark", onPick: switchTheme },
  { kind: "action", label: "Keys", onPick: () => openDialog("keys") },
];

export function HeaderMenu() {
  return (
    <MenuButton
      className={`${controls.button} ${controls.ghost} ${controls.icon} ${styles.menu}`}
      aria-label="Menu"
      entries={ENTRIES}
    >
      <LinesIcon size={16} />
    </MenuButton>
  );
}
