/** Mark, views, search, theme and keys; the same on every page. */
import Link from "next/link";
import { Suspense } from "react";
import { SearchField } from "../ui/search-field.tsx";
import styles from "./header.module.css";
import { HeaderMenu } from "./header-menu.tsx";
import { KeysButton } from "./keys/keys-button.tsx";
import { Mark } from "./mark.tsx";
import { RailButton } from "./rail/rail-button.tsx";
import { Tabs } from "./tabs.tsx";
import { ThemeButton } from "./theme-button.tsx";

export function Header() {
  return (
    <header className={styles.header}>
      <div className={styles.left}>
        <Link href="/" className={styles.brand} prefetch={false}>
          <Mark />
          Spantom
        </Link>
        <RailButton />
      </div>
      <Suspense fallback={<nav className={styles.tabs} aria-label="Views" />}>
        <Tabs />
      </Suspense>
      <div className={styles.tools}>
        <SearchField />
        <ThemeButton />
        <KeysButton />
        <HeaderMenu />
      </div>
    </header>
  );
}
