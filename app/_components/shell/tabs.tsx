/** The views; a bar at the bottom on narrow screens. */
"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { OverviewIcon, QueryIcon } from "../controls/icons.tsx";
import styles from "./header.module.css";

const VIEWS = [
  { href: "/", label: "Overview", icon: OverviewIcon },
  { href: "/query", label: "Query", icon: QueryIcon },
] as const;

export function Tabs() {
  const path = usePathname();
  return (
    <nav className={styles.tabs} aria-label="Views">
      {VIEWS.map(({ href, label, icon: Icon }) => (
        <Link key={href} href={href} prefetch={false} aria-current={path === href ? "page" : undefined}>
          <Icon size={18} />
          {label}
        </Link>
      ))}
    </nav>
  );
}
