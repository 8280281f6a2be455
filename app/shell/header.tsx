/** Logo, views, search, theme and keys; the same on every page. */

import Link from "next/link";
import { Suspense } from "react";
import styles from "./header.module.css";
import { HeaderMenu, KeysButton, SearchField, ThemeButton } from "./header-tools.tsx";
import { RailButton } from "./rail/rail-sheet.tsx";
import { Tabs } from "./tabs.tsx";

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

/** The logo: three spans, each nested in the one above. */
function Mark({ size = 18 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 18 18" width={size} height={size} aria-hidden="true">
      <rect x="0" y="2.6" width="10.5" height="3" rx=".6" fill="var(--ink)" />
      <rect x="4.2" y="7.5" width="8.4" height="3" rx=".6" fill="var(--edge)" />
      <rect x="8.4" y="12.4" width="9.6" height="3" rx=".6" fill="var(--accent)" />
    </svg>
  );
}
