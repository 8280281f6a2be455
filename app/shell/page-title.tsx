/**
 * The page's title, derived from its path. Next's own metadata removes the title while the next page loads: for up to
 * 2.5 s the tab showed an address, and a screen reader had nothing to announce.
 */
"use client";

import { usePath } from "./use-path.ts";
import { VIEWS } from "./views.ts";

export function PageTitle() {
  const name = nameOf(usePath());
  return <title>{name === undefined ? "Spantom" : `${name} – Spantom`}</title>;
}

/** Undefined for the overview and for unknown paths. */
function nameOf(path: string): string | undefined {
  if (path === "/") return undefined;
  const id = /^\/span\/([^/]+)$/.exec(path)?.[1];
  return id === undefined ? VIEWS.find((view) => view.path === path)?.label : `Span ${id}`;
}
