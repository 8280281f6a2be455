/**
 * The rail: a column whose edge can be dragged and that `b` hides, or on narrow screens a sheet from the left. The sheet
 * is a popover: the browser opens it over everything and closes it on Escape or a press outside.
 */
"use client";

import { type ReactNode, type ToggleEvent, useEffect, useRef, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { useKey } from "../../ui/keys/keys.ts";
import { CloseIcon } from "../../ui/shell-icons.tsx";
import { RailEdge } from "./rail-edge.tsx";
import styles from "./rail-sheet.module.css";
import { RAIL_ID, toggleRail } from "./rail-toggle.ts";

export function RailSheet({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const sheet = useRef<HTMLElement>(null);
  const close = () => sheet.current?.hidePopover();
  useKey("b", "Show or hide the rail", toggleRail, "Everywhere");
  useKey("Escape", "Close the sheet", open ? close : null);
  useEffect(() => {
    const part = sheet.current;
    if (!open || !part) return;
    // The focus stays in it while it is open.
    const others = [...document.querySelectorAll("body > header, main, footer")].filter(
      (other) => !part.contains(other),
    );
    for (const other of others) other.toggleAttribute("inert", true);
    part.querySelector<HTMLElement>("a[href], button, input, select, summary, [tabindex='0']")?.focus();
    // A window that has become wide has no sheet.
    const wide = matchMedia("(min-width: 761px)");
    const leave = () => part.hidePopover();
    wide.addEventListener("change", leave);
    return () => {
      wide.removeEventListener("change", leave);
      for (const other of others) other.removeAttribute("inert");
    };
  }, [open]);
  return (
    <>
      <aside
        ref={sheet}
        id={RAIL_ID}
        popover="auto"
        aria-label="Rail"
        className={styles.rail}
        onToggle={(event: ToggleEvent<HTMLElement>) => {
          if (event.target === event.currentTarget) setOpen(event.newState === "open");
        }}
      >
        <div className={styles.head}>
          <h2>Scope</h2>
          <Button look="ghost" icon aria-label="Close the sheet" title="Close (Esc)" onClick={close}>
            <CloseIcon size={16} />
          </Button>
        </div>
        {children}
      </aside>
      <aside aria-label="Column edge" className={styles.beside}>
        <RailEdge />
      </aside>
    </>
  );
}
