/**
 * The rail: a resizable column that `b` hides, or on narrow screens a sheet from the left. The sheet is a popover: the
 * browser puts it above everything else, and closes it on Escape or a press outside.
 */
"use client";

import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type ToggleEvent,
  useEffect,
  useRef,
  useState,
} from "react";
import { Button } from "../../ui/button.tsx";
import { ChipButton } from "../../ui/chip.tsx";
import { CloseIcon, MenuIcon } from "../../ui/icons.tsx";
import { useKey } from "../../ui/keys/keys.ts";
import { PaneTitle } from "../../ui/pane-title.tsx";
import styles from "./rail-sheet.module.css";
import {
  applyRail,
  clampRail,
  currentRail,
  RAIL_ID,
  RAIL_LEAST,
  RAIL_MOST,
  RAIL_WIDTH,
  toggleRail,
} from "./rail-size.ts";

export function RailSheet({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const sheet = useRef<HTMLElement>(null);
  const close = () => sheet.current?.hidePopover();
  useKey("b", "Show or hide the rail", toggleRail, "Everywhere");
  useKey("Escape", "Close the sheet", open ? close : null);
  useEffect(() => {
    const part = sheet.current;
    if (!open || !part) return;
    // Keeps the focus inside while the sheet is open.
    const others = [...document.querySelectorAll("body > header, main, footer")].filter(
      (other) => !part.contains(other),
    );
    for (const other of others) other.toggleAttribute("inert", true);
    part.querySelector<HTMLElement>("a[href], button, input, select, summary, [tabindex='0']")?.focus();
    // Closes the sheet when the window becomes wide.
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
        <div className="narrow">
          <PaneTitle
            title="Scope"
            actions={
              <Button look="ghost" icon aria-label="Close the sheet" title="Close (Esc)" onClick={close}>
                <CloseIcon size={16} />
              </Button>
            }
          />
        </div>
        {children}
      </aside>
      <aside aria-label="Column edge" className={styles.beside}>
        <RailEdge />
      </aside>
    </>
  );
}

const STEP = 16;

/** The rail's right edge, moved by pointer or arrow keys. */
function RailEdge() {
  const [width, setWidth] = useState(RAIL_WIDTH);
  const resize = (to: number) => {
    setWidth(clampRail(to));
    applyRail({ width: clampRail(to), hidden: false });
  };
  const drag = (event: PointerEvent) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) resize(event.clientX);
  };
  const press = (event: KeyboardEvent) => {
    const now = currentRail().width;
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: now - STEP,
      ArrowRight: now + STEP,
      Home: RAIL_LEAST,
      End: RAIL_MOST,
      Enter: RAIL_WIDTH,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    resize(to);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an `hr` cannot be moved
    <div
      role="separator"
      tabIndex={0}
      aria-label="Width of the rail"
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={RAIL_LEAST}
      aria-valuemax={RAIL_MOST}
      className={styles.edge}
      onFocus={() => setWidth(currentRail().width)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => resize(RAIL_WIDTH)}
      onKeyDown={press}
    />
  );
}

/** The header's button that shows and hides the rail. */
export function RailButton() {
  return (
    <Button
      look="ghost"
      small
      icon
      className="wide"
      aria-label="Show or hide the rail"
      title="Show or hide the rail (b)"
      onClick={toggleRail}
    >
      <MenuIcon />
    </Button>
  );
}

/** Opens the sheet; only on narrow screens. */
export function ScopeSheetChip() {
  return (
    <span className="narrow">
      <ChipButton aria-haspopup="dialog" title="Run, time, names and tags" onClick={toggleRail}>
        <MenuIcon />
        Scope
      </ChipButton>
    </span>
  );
}
