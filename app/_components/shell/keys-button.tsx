/** Opens the list of keys. */
"use client";

import { Button } from "../controls/button.tsx";
import styles from "./header.module.css";
import { useKey } from "./keys.ts";
import { openDialog } from "./open-dialog.ts";

export function KeysButton() {
  const open = () => openDialog("keys");
  useKey("?", "Show the keys", open, "Everywhere");
  return (
    <Button
      look="ghost"
      icon
      className={styles.wide}
      aria-label="Keys"
      aria-haspopup="dialog"
      title="Keys (?)"
      onClick={open}
    >
      <b aria-hidden="true">?</b>
    </Button>
  );
}
