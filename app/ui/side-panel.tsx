/**
 * A panel at the right of a view: why slow, one span. A column of 348 px where there is room; a drawer over the view up
 * to 1100 px, opened by its handle at the edge or by `reveal`; up to 760 px, last in the flow.
 *
 *   <div className={…flex row…}><div className={…flex: 1; min-width: 0…}>…</div><SidePanel label="Why slow" …>…</SidePanel></div>
 *
 * The parent needs `position: relative` (a `Frame` has it) and, up to 760 px, `flex-direction: column`.
 */
"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "./button.tsx";
import { CloseIcon, PanelIcon } from "./icons.tsx";
import { useKey } from "./keys/keys.ts";
import { PaneTitle } from "./pane-title.tsx";
import styles from "./panes.module.css";

interface SidePanelProps {
  /** Its title, and the text of its handle. */
  readonly label: string;
  /** Replaces the label in its head. */
  readonly title?: ReactNode;
  /** Right of the title. */
  readonly actions?: ReactNode;
  /** Opens the drawer, in that layout, whenever this changes: a selection, a button's press count. */
  readonly reveal?: unknown;
  /** Makes the panel closable, with a button in every layout. */
  readonly onClose?: () => void;
  readonly children: ReactNode;
  /** Fixed at the bottom while the rest scrolls. */
  readonly foot?: ReactNode;
}

export function SidePanel({ label, title, actions, reveal, onClose, children, foot }: SidePanelProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const handle = useRef<HTMLButtonElement>(null);
  const closer = useRef<HTMLButtonElement>(null);
  const seen = useRef(reveal);
  useEffect(() => {
    if (seen.current === reveal) return;
    seen.current = reveal;
    setOpen(true);
  }, [reveal]);
  const openByHand = () => {
    // Rendered synchronously, as only what is mounted can be focused.
    flushSync(() => setOpen(true));
    closer.current?.focus();
  };
  const close = () => {
    setOpen(false);
    handle.current?.focus();
    onClose?.();
  };
  // In the column layout there is no drawer to close.
  const isDrawer = () => handle.current !== null && handle.current.offsetParent !== null;
  useKey("Escape", `Close ${label}`, open ? () => (isDrawer() ? close() : false) : null);
  return (
    <>
      <button
        ref={handle}
        type="button"
        className={styles.handle}
        aria-expanded={open}
        aria-controls={id}
        title={`Open ${label}`}
        onClick={openByHand}
      >
        <PanelIcon />
        <span>{label}</span>
      </button>
      <aside id={id} aria-label={label} className={styles.panel} data-open={open || undefined}>
        <PaneTitle
          title={title ?? label}
          actions={
            <>
              {actions}
              <Button
                ref={closer}
                look="ghost"
                small
                icon
                className={onClose ? undefined : styles.drawerOnly}
                aria-label={`Close ${label}`}
                title="Close (Esc)"
                onClick={close}
              >
                <CloseIcon />
              </Button>
            </>
          }
        />
        <div className={styles.body}>{children}</div>
        {foot}
      </aside>
    </>
  );
}
