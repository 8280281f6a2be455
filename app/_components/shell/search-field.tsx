/** Opens the palette. It looks like a field, as one types where it opens. */
"use client";

import { SearchIcon } from "./icons.tsx";
import { KeyCaps } from "./key-caps.tsx";
import { useKey } from "./keys.ts";
import { openDialog } from "./open-dialog.ts";
import styles from "./search-field.module.css";

const WORDS = "Go to a name, tag or command";

export function SearchField() {
  const open = () => openDialog("palette");
  useKey("Mod+k", WORDS, open, "Everywhere");
  return (
    <button
      type="button"
      className={styles.field}
      aria-label={WORDS}
      aria-keyshortcuts="Control+K Meta+K"
      aria-haspopup="dialog"
      onClick={open}
    >
      <SearchIcon />
      <span className={styles.words}>{WORDS}</span>
      <span aria-hidden="true" className={styles.caps}>
        <KeyCaps keys="Mod+k" joined />
      </span>
    </button>
  );
}
