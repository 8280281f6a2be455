/**
 * A panel at the right of a view: why slow, one span. A column of 348 px where there is room; up to 1100 px a drawer over
 * the view, and up to 760 px a sheet that covers it, opened by `reveal` or by its handle. The handle also brings back a
 * closed column. One that was `chosen` has none: it is there in every layout until it is closed.
 *
 *   <div className="beside"><div className={…flex: 1; min-width: 0…}>…</div><SidePanel label="Why slow" …>…</SidePanel></div>
 */
"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "./button.tsx";
import { CloseIcon, PanelIcon } from "./icons.tsx";
import { useKey } from "./keys/keys.ts";
import { PaneTitle } from "./pane-title.tsx";
import styles from "./panes.module.css";
import { isNarrow } from "./use-narrow.ts";

interface SidePanelProps {
  /** Its title, and the text of its handle. */
  readonly label: string;
  /** Replaces the label in its head. */
  readonly title?: ReactNode;
  /** The key that shows and hides it. */
  readonly shortcut?: string;
  /** Right of the title. */
  readonly actions?: ReactNode;
  /** Opens the drawer, in that layout, whenever there is another one, such as a selection or a span's id. */
  readonly reveal?: unknown;
  /** Whether the column is shown. */
  readonly open: boolean;
  /** Shows or hides the column. */
  readonly onOpen: (open: boolean) => void;
  /** Opened by a choice on the page, and gone when closed. */
  readonly chosen?: boolean;
  /** Its contents, given what uncovers the view: to be called before changing what only the view shows. */
  readonly children: ReactNode | ((uncover: () => void) => ReactNode);
  /** Fixed at the bottom while the rest scrolls. */
  readonly foot?: ReactNode;
}

export function SidePanel(props: SidePanelProps) {
  const { label, title, shortcut, actions, reveal, open, onOpen, chosen = false, children, foot } = props;
  const [drawer, setDrawer] = useState(chosen);
  const id = useId();
  const handle = useRef<HTMLButtonElement>(null);
  const closer = useRef<HTMLButtonElement>(null);
  const seen = useRef(reveal);
  useEffect(() => {
    if (seen.current === reveal) return;
    seen.current = reveal;
    if (reveal !== undefined) setDrawer(true);
  }, [reveal]);
  const show = () => {
    // Rendered synchronously, as only what is mounted can be focused.
    flushSync(() => {
      setDrawer(true);
      onOpen(true);
    });
    closer.current?.focus();
  };
  // While the column is shown, it has no handle.
  const isDrawer = () => handle.current?.offsetParent != null;
  const close = () => {
    if (!isDrawer()) flushSync(() => onOpen(false));
    setDrawer(false);
    handle.current?.focus();
  };
  const toggle = () => (open && (drawer || !isDrawer()) ? close() : show());
  useKey(shortcut ?? "", label, shortcut ? toggle : null);
  const uncover = () => setDrawer((before) => before && !isNarrow());
  useKey("Escape", `Close ${label}`, open && drawer ? () => (chosen || isDrawer() ? close() : false) : null);
  return (
    <>
      {!chosen && (
        <button
          ref={handle}
          type="button"
          className={styles.handle}
          aria-expanded={open && drawer}
          aria-controls={id}
          data-closed={open ? undefined : ""}
          title={`Open ${label}`}
          onClick={show}
        >
          <PanelIcon />
          <span>{label}</span>
        </button>
      )}
      <aside id={id} aria-label={label} className={styles.panel} data-open={drawer || undefined} hidden={!open}>
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
                aria-label={`Close ${label}`}
                title="Close (Esc)"
                onClick={close}
              >
                <CloseIcon />
              </Button>
            </>
          }
        />
        <div className={styles.body}>{open && (typeof children === "function" ? children(uncover) : children)}</div>
        {open && foot}
      </aside>
    </>
  );
}
