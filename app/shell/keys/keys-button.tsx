/** Opens the list of keys. */
"use client";

import { Button } from "../../ui/button.tsx";
import { useKey } from "../../ui/keys/keys.ts";
import { openDialog } from "../../ui/open-dialog.ts";
import styles from "../header.module.css";

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
