/** Shows and hides the rail. In the header, and as the first chip of the scope line on narrow screens. */
"use client";

import { Button } from "../../ui/button.tsx";
import { ChipButton } from "../../ui/chip.tsx";
import { MenuIcon } from "../../ui/icons.tsx";
import styles from "./rail-sheet.module.css";
import { toggleRail } from "./rail-toggle.ts";

export function RailButton() {
  return (
    <Button
      look="ghost"
      small
      icon
      className={styles.railButton}
      aria-label="Show or hide the rail"
      title="Show or hide the rail (b)"
      onClick={toggleRail}
    >
      <MenuIcon />
    </Button>
  );
}

/** Opens the sheet; only there on narrow screens. */
export function ScopeSheetChip() {
  return (
    <span className={styles.chip}>
      <ChipButton aria-haspopup="dialog" title="Run, time, names and tags" onClick={toggleRail}>
        <MenuIcon />
        Scope
      </ChipButton>
    </span>
  );
}
