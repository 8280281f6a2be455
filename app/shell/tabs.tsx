/** The view tabs; a bar at the bottom on narrow screens. */
"use client";

import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { CompareIcon, ExploreIcon, OverviewIcon, QueryIcon } from "../ui/icons.tsx";
import { useKey } from "../ui/keys/keys.ts";
import styles from "./header.module.css";
import { viewHref } from "./scope-href.ts";
import { usePath } from "./use-path.ts";
import { VIEWS, viewOf } from "./views.ts";

const ICONS = { "/": OverviewIcon, "/explore": ExploreIcon, "/compare": CompareIcon, "/query": QueryIcon } as const;

export function Tabs() {
  const active = viewOf(usePath());
  const params = new URLSearchParams(useSearchParams());
  return (
    <nav className={styles.tabs} aria-label="Views">
      {VIEWS.map((view) => (
        <Tab key={view.path} {...view} href={viewHref(view.path, params)} active={view.path === active} />
      ))}
    </nav>
  );
}

type TabProps = (typeof VIEWS)[number] & { readonly href: string; readonly active: boolean };

function Tab({ digit, path, label, words, href, active }: TabProps) {
  const router = useRouter();
  useKey(digit, words, () => router.push(href), "Views");
  const Icon = ICONS[path];
  return (
    <Link href={href} prefetch={false} title={`${label} (${digit})`} aria-current={active ? "page" : undefined}>
      <Icon size={18} />
      {label}
    </Link>
  );
}
