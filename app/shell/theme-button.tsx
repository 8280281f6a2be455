/** Light or dark. */
"use client";

import { Button } from "../ui/button.tsx";
import { MoonIcon, SunIcon } from "../ui/icons.tsx";
import { useCommand } from "../ui/keys/keys.ts";
import styles from "./header.module.css";
import { switchTheme } from "./theme.ts";

export function ThemeButton() {
  useCommand("Switch between light and dark", switchTheme, "Everywhere");
  return (
    <Button
      look="ghost"
      icon
      className={styles.wide}
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
