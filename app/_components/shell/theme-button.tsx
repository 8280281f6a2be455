/** Switches between light and dark. A choice that is the system's own is not kept, so the page follows the system again. */
"use client";

import { Button } from "../controls/button.tsx";
import { MoonIcon, SunIcon } from "../controls/icons.tsx";
import styles from "./header.module.css";

const YEAR_SECONDS = 31_536_000;

function switchTheme(): void {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const next = (root.dataset.theme ?? system) === "dark" ? "light" : "dark";
  if (next === system) delete root.dataset.theme;
  else root.dataset.theme = next;
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads it, so that the first paint has the right colours
  document.cookie = `theme=${next}; path=/; samesite=strict; max-age=${next === system ? 0 : YEAR_SECONDS}`;
}

export function ThemeButton() {
  return (
    <Button look="ghost" icon aria-label="Switch between light and dark" title="Light or dark" onClick={switchTheme}>
      <span className={styles.moon}>
        <MoonIcon size={15} />
      </span>
      <span className={styles.sun}>
        <SunIcon size={15} />
      </span>
    </Button>
  );
}
