/** What keys find on a page, whichever view it is: rows of tables, the filter, the SQL of a pane. */
"use client";

import { openDialog } from "../open-dialog.ts";

const FOCUSABLE = 'a[href], button:not(:disabled), [tabindex="0"]';

function findTable(): Element | null {
  const own = document.activeElement?.closest("table, [role=treegrid], [role=grid]");
  return own ?? document.querySelector("main :is(table, [role=treegrid], [role=grid])");
}

/** What is focused in a row: the row itself, or the first link or button in it. */
function findFocus(row: Element): HTMLElement | null {
  return row instanceof HTMLElement && row.tabIndex >= 0 ? row : row.querySelector<HTMLElement>(FOCUSABLE);
}

/** Moves the focus by one row; false where there is no row to go to. */
export function stepRow(by: 1 | -1): boolean {
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

/** The filter of the page; where there is none, the palette finds what a filter would. */
export function focusFilter(): void {
  const filters = [...document.querySelectorAll<HTMLElement>("[data-filter], main input[type=search]")];
  const filter = filters.find((element) => element.offsetParent !== null);
  if (!filter) openDialog("palette");
  filter?.focus();
  // A button that opens the filter.
  if (filter instanceof HTMLButtonElement) filter.click();
  if (filter instanceof HTMLInputElement) filter.select();
}

/** Presses the SQL button of the pane that has the focus, or of the first; false where no pane has one. */
export function openFirstSql(): boolean {
  const own = document.activeElement?.closest("section, aside")?.querySelector<HTMLElement>("[data-sql]");
  const button = own ?? document.querySelector<HTMLElement>("main [data-sql]");
  button?.click();
  return button !== null;
}
