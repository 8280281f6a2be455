/**
 * Tables whose rows are spans: a click, or Space on the focused row, opens the span beside the table; Enter, a double
 * click and the link in the row open its page. While a span is open, it follows the focus from row to row.
 */
"use client";

import { useRouter } from "next/navigation";
import type { FocusEvent, HTMLAttributes, MouseEvent } from "react";
import { useKey } from "../../ui/keys/keys.ts";
import { isPlainClick } from "../../ui/plain-click.ts";

export interface Peek {
  /** The span that is open; kept in the page's address. */
  readonly id: number | null;
  readonly onPeek: (id: number | null) => void;
  readonly hrefOf: (id: number) => string;
}

type RowProps = HTMLAttributes<HTMLTableRowElement> & {
  readonly "data-span": number;
};

/** @returns the attributes of a span's row */
export function usePeekRows({ id: open, onPeek, hrefOf }: Peek): (id: number) => RowProps {
  const router = useRouter();
  useKey(" ", "Show the row's span beside the table", () => {
    const id = spanOf(document.activeElement);
    if (id === null || document.activeElement?.closest("button")) return false;
    return onPeek(id === open ? null : id);
  });
  useKey("Enter", "Open the row's span", () => {
    const id = spanOf(document.activeElement) ?? (document.activeElement === document.body ? open : null);
    return id === null ? false : router.push(hrefOf(id));
  });
  const step = (by: 1 | -1) => stepSpan(open, by);
  useKey("ArrowUp", MOVE, open === null ? null : () => isElsewhere() || step(-1));
  useKey("ArrowDown", MOVE, open === null ? null : () => isElsewhere() || step(1));
  useKey("k", MOVE, open === null ? null : () => step(-1));
  useKey("j", MOVE, open === null ? null : () => step(1));
  return (id) => ({
    "data-span": id,
    "aria-current": id === open || undefined,
    tabIndex: -1,
    onClick(event: MouseEvent<HTMLElement>) {
      if (!isPlainClick(event)) return;
      focusRow(event.currentTarget);
      onPeek(id);
    },
    onDoubleClick(event: MouseEvent) {
      if (!(event.target as Element).closest("a, button")) router.push(hrefOf(id));
    },
    onFocus(event: FocusEvent<HTMLElement>) {
      if (open !== null && id !== open && event.currentTarget.matches(":focus-within")) onPeek(id);
    },
  });
}

const MOVE = "Next row, previous row";

/** Whether the focus is where arrows have a meaning of their own. */
function isElsewhere(): false | undefined {
  const { activeElement } = document;
  return activeElement === document.body || spanOf(activeElement) !== null ? undefined : false;
}

function spanOf(element: Element | null): number | null {
  const id = element?.closest<HTMLElement>("tr[data-span]")?.dataset.span;
  return id === undefined ? null : Number(id);
}

export function rowOf(id: number | null): HTMLElement | null {
  return document.querySelector<HTMLElement>(`tr[data-span="${id}"]`);
}

/** Focuses the row's link, as that is what has a focus ring and opens by Enter. */
export function focusRow(row: HTMLElement, options?: FocusOptions): void {
  (row.querySelector<HTMLElement>("a[href]") ?? row).focus(options);
}

/** Focuses the row after or before that of a span; false if it is not there. Several rows may be of one span. */
function stepSpan(id: number | null, by: 1 | -1): boolean {
  const focused = document.activeElement?.closest<HTMLElement>(`tr[data-span="${id}"]`);
  const row = focused ?? rowOf(id);
  const rows = [...(row?.closest("table")?.querySelectorAll<HTMLElement>("tr[data-span]") ?? [])];
  const next = row && rows[rows.indexOf(row) + by];
  if (!next) return false;
  focusRow(next);
  next.scrollIntoView({ block: "nearest" });
  return true;
}
