/** Mark, views and theme; the same on every page. */
import Link from "next/link";
import { Suspense } from "react";
import { Button } from "../controls/button.tsx";
import { MenuIcon } from "../controls/icons.tsx";
import { RAIL_ID } from "./frame.tsx";
import styles from "./header.module.css";
import { Mark } from "./mark.tsx";
import { Tabs } from "./tabs.tsx";
import { ThemeButton } from "./theme-button.tsx";

export function Header() {
  return (
    <header className={styles.header}>
      <Link href="/" className={styles.brand} prefetch={false}>
        <Mark />
        Spantom
      </Link>
      <Suspense fallback={<nav className={styles.tabs} aria-label="Views" />}>
        <Tabs />
      </Suspense>
      <div className={styles.tools}>
        <ThemeButton />
        <Button look="ghost" icon className={styles.rail} aria-label="Database, names and tags" popoverTarget={RAIL_ID}>
          <MenuIcon size={16} />
        </Button>
      </div>
    </header>
  );
}
