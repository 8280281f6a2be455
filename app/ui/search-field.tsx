/** Opens the palette. It looks like a field, as one types where it opens. */
"use client";

import styles from "./controls.module.css";
import { KeyCaps } from "./key-caps.tsx";
import { useKey } from "./keys/keys.ts";
import { openDialog } from "./open-dialog.ts";
import { SearchIcon } from "./shell-icons.tsx";

const WORDS = "Go to a name, tag or command";

export function SearchField() {
  const open = () => openDialog("palette");
  useKey("Mod+k", WORDS, open, "Everywhere");
  return (
    <button
      type="button"
      className={styles.field}
      aria-keyshortcuts="Control+K Meta+K"
      aria-haspopup="dialog"
      onClick={open}
    >
      <SearchIcon />
      <span className={styles.words}>{WORDS}</span>
      <KeyCaps keys="Mod+k" joined />
    </button>
  );
}
