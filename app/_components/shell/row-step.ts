/** `j` and `k`: from row to row of a table, by what can be focused in each. */
"use client";

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
