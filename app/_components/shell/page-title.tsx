/**
 * The title of a page. Part of the layout and not Next's metadata, which takes the title away while the next page is on its
 * way: for up to 2.5 s the tab showed an address instead, and a screen reader nothing.
 */
"use client";

import { usePathname } from "next/navigation";
import { VIEWS } from "./views.ts";

export function PageTitle() {
  const name = nameOf(usePathname());
  return <title>{name === undefined ? "Spantom" : `${name} – Spantom`}</title>;
}

function nameOf(path: string): string | undefined {
  if (path === "/") return undefined;
  const id = /^\/span\/([^/]+)$/.exec(path)?.[1];
  return id === undefined ? VIEWS.find((view) => view.path === path)?.label : `Span ${id}`;
}
