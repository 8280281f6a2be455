/** Listens for keys, binds those shared by all views, and lazily loads the dialogs they open. */
"use client";

import { useSearchParams } from "next/navigation";
import { lazy, Suspense, useEffect, useState } from "react";
import { copyExactly } from "../../ui/copy-exact.ts";
import { useCommand, useKey, useKeyboard } from "../../ui/keys/keys.ts";
import { openDialog, type ShellDialog, useOpenDialog } from "../../ui/shared-value.ts";
import { useKeptPlaces } from "../peek/kept-places.ts";
import { dataEndpointHref } from "../scope-href.ts";
import { useShownSql } from "../sql/sql-button.tsx";
import { usePath } from "../use-path.ts";

const copyLink = () => navigator.clipboard.writeText(window.location.href);

export function Keyboard() {
  const path = usePath();
  const params = useSearchParams().toString();
  const csv = dataEndpointHref(path, params, "csv");
  const json = dataEndpointHref(path, params, "json");
  useKeyboard();
  useKeptPlaces();
  useEffect(copyExactly, []);
  useKey("j", "Next row, previous row", () => stepRow(1));
  useKey("k", "Next row, previous row", () => stepRow(-1));
  useKey("s", "Show the SQL of the pane", openFirstSql);
  useKey("/", "Filter", focusFilter);
  useCommand("Copy the link to this view", copyLink);
  useCommand("Export this view as CSV", csv === null ? null : () => window.location.assign(csv));
  useCommand("Show this view as JSON", json === null ? null : () => window.open(json, "_blank"));
  return <ShellDialogs />;
}

const FOCUSABLE = 'a[href], button:not(:disabled), [tabindex="0"]';

function findTable(): Element | null {
  const own = document.activeElement?.closest("table, [role=treegrid], [role=grid]");
  return own ?? document.querySelector("main :is(table, [role=treegrid], [role=grid])");
}

/** What to focus in a row: the row itself, or its first link or button. */
function findFocus(row: Element): HTMLElement | null {
  return row instanceof HTMLElement && row.tabIndex >= 0 ? row : row.querySelector<HTMLElement>(FOCUSABLE);
}

/** Moves the focus by one row; false if there is no such row. */
function stepRow(by: 1 | -1): boolean {
  const table = findTable();
  if (!table) return false;
  const rows = [...table.querySelectorAll("tbody tr, [role=row]:not(tr)")].filter((row) => findFocus(row) !== null);
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = at < 0 ? rows[by > 0 ? 0 : rows.length - 1] : rows[at + by];
  const focus = row && findFocus(row);
  if (!focus) return false;
  focus.focus();
  focus.scrollIntoView({ block: "nearest" });
  return true;
}

/** Focuses the page's filter; if there is none, opens the palette, which finds what a filter would. */
function focusFilter(): void {
  const filters = [...document.querySelectorAll<HTMLElement>("[data-filter], main input[type=search]")];
  const filter = filters.find((element) => element.offsetParent !== null);
  if (!filter) openDialog("palette");
  filter?.focus();
  // A button opens the filter.
  if (filter instanceof HTMLButtonElement) filter.click();
  if (filter instanceof HTMLInputElement) filter.select();
}

/** Presses the SQL button of the focused pane, or else the first one; false if there is none. */
function openFirstSql(): boolean {
  const own = document.activeElement?.closest("section, aside")?.querySelector<HTMLElement>("[data-sql]");
  const button = own ?? document.querySelector<HTMLElement>("main [data-sql]");
  button?.click();
  return button !== null;
}

const loadPalette = () => import("../palette/palette.tsx");
const PARTS = {
  keys: lazy(async () => ({ default: (await import("./keys-dialog.tsx")).KeysDialog })),
  palette: lazy(async () => ({ default: (await loadPalette()).Palette })),
};
const SETTLED_MS = 1000;
const SqlDrawer = lazy(async () => ({ default: (await import("../sql/sql-drawer.tsx")).SqlDrawer }));
const NAMES = Object.keys(PARTS) as ShellDialog[];

/** Loaded when first opened, or soon after the page. */
function ShellDialogs() {
  const current = useOpenDialog();
  const [used, setUsed] = useState<readonly ShellDialog[]>([]);
  // Once opened, a dialog stays mounted, so that its closing can be animated.
  if (current && !used.includes(current)) setUsed([...used, current]);
  const sql = useShownSql();
  // The palette must accept keys the moment it opens, so it is preloaded.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), SETTLED_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Suspense>
      {sql && <SqlDrawer />}
      {NAMES.filter((name) => used.includes(name)).map((name) => {
        const Part = PARTS[name];
        return <Part key={name} open={current === name} onClose={() => openDialog(null)} />;
      })}
    </Suspense>
  );
}
