/** The right end of the header: search, theme, keys, and on narrow screens a menu for whatever does not fit. */
"use client";

import { Button } from "../ui/button.tsx";
import controls from "../ui/controls.module.css";
import { writeCookie } from "../ui/cookie.ts";
import { LinesIcon, MoonIcon, SearchIcon, SunIcon } from "../ui/icons.tsx";
import { KeyCaps } from "../ui/key-caps.tsx";
import { useCommand, useKey } from "../ui/keys/keys.ts";
import { MenuButton } from "../ui/menu-button.tsx";
import type { MenuEntry } from "../ui/popup-button.tsx";
import { openDialog } from "../ui/shared-value.ts";
import styles from "./header.module.css";
import { toggleRail } from "./rail/rail-size.ts";

export function ThemeButton() {
  useCommand("Switch between light and dark", switchTheme, "Everywhere");
  return (
    <Button
      look="ghost"
      icon
      className="wide"
      aria-label="Switch between light and dark"
      title="Light or dark"
      onClick={switchTheme}
    >
      <span className={styles.themes}>
        <MoonIcon size={15} className={styles.moon} />
        <SunIcon size={15} className={styles.sun} />
      </span>
    </Button>
  );
}

/** A choice that equals the system's is not stored, so that the page follows the system again. */
export function switchTheme(): void {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const next = (root.dataset.theme ?? system) === "dark" ? "light" : "dark";
  if (next === system) delete root.dataset.theme;
  else root.dataset.theme = next;
  writeCookie("theme", next === system ? null : next);
}

export function KeysButton() {
  const open = () => openDialog("keys");
  useKey("?", "Show the keys", open, "Everywhere");
  return (
    <Button look="ghost" icon className="wide" aria-label="Keys" aria-haspopup="dialog" title="Keys (?)" onClick={open}>
      <b aria-hidden="true">?</b>
    </Button>
  );
}

const ENTRIES: readonly MenuEntry[] = [
  { kind: "action", label: "Run, time, names and tags", onPick: () => void toggleRail() },
  { kind: "action", label: "Light or dark", onPick: switchTheme },
  { kind: "action", label: "Keys", onPick: () => openDialog("keys") },
];

export function HeaderMenu() {
  return (
    <MenuButton
      className={`${controls.button} ${controls.ghost} ${controls.icon} narrow`}
      aria-label="Menu"
      entries={ENTRIES}
    >
      <LinesIcon size={16} />
    </MenuButton>
  );
}

const WORDS = "Go to a name, tag or command";

/** Opens the palette. Looks like a field, as the palette opens with one. */
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
