/**
 * A button that opens a popup, and menu entries as data. The popup's code is fetched on first hover or focus, so that
 * the page loads faster.
 */
"use client";

import {
  type ComponentProps,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useRef,
  useState,
} from "react";

/** Why the library closes the popup. */
interface ChangeDetails {
  readonly reason: string;
  readonly event: Event;
  cancel(): void;
}

/** Props passed from the button to its popup. */
export interface PopupProps {
  readonly anchor: RefObject<HTMLButtonElement | null>;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean, details?: ChangeDetails) => void;
  /** Opened by keyboard, so the first entry gets focused. */
  readonly byKey: boolean;
}

interface PopupButtonProps<Module> extends Omit<ComponentProps<"button">, "ref" | "onClick"> {
  readonly opens: "menu" | "dialog";
  readonly load: () => Promise<Module>;
  readonly popup: (module: Module, shared: PopupProps) => ReactNode;
}

export function PopupButton<Module>({ opens, load, popup, ...button }: PopupButtonProps<Module>) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [loaded, setLoaded] = useState<{ readonly module: Module } | null>(null);
  const [state, setState] = useState<"closed" | "pointer" | "key">("closed");
  /** Pressing the button moves the focus, which closes the popup before the click; that click must not reopen it. */
  const wasOpen = useRef(false);
  const open = state !== "closed";
  const onOpenChange: PopupProps["onOpenChange"] = (next, details) => {
    const target = details?.reason === "outside-press" ? details.event.target : null;
    if (target instanceof Node && anchor.current?.contains(target)) details?.cancel();
    else setState(next ? "pointer" : "closed");
  };
  const reach = () => {
    if (loaded) return;
    // Without a server there is nothing to show; the page reports that elsewhere.
    load().then(
      (module) => setLoaded({ module }),
      () => setState("closed"),
    );
  };
  const click = ({ detail }: MouseEvent) => {
    reach();
    const byKey = detail === 0;
    if (byKey ? open : wasOpen.current) setState("closed");
    else setState(byKey ? "key" : "pointer");
  };
  const press = (event: KeyboardEvent) => {
    if (opens !== "menu" || open || !/^Arrow(Down|Up)$/.test(event.key)) return;
    event.preventDefault();
    reach();
    setState("key");
  };
  const shown = open && loaded !== null;
  return (
    <>
      <button
        type="button"
        {...button}
        ref={anchor}
        aria-haspopup={opens}
        aria-expanded={shown}
        data-popup-open={shown || undefined}
        onPointerEnter={reach}
        onFocus={reach}
        onPointerDown={() => {
          wasOpen.current = open;
        }}
        onClick={click}
        onKeyDown={press}
      />
      {loaded && popup(loaded.module, { anchor, open, onOpenChange, byKey: state === "key" })}
    </>
  );
}

export interface MenuAction {
  readonly kind: "action";
  readonly label: ReactNode;
  readonly title?: string;
  readonly onPick: () => void;
}

export interface MenuDownload {
  readonly kind: "download";
  readonly label: ReactNode;
  readonly href: string;
}

/** A check box; the menu stays open. */
export interface MenuCheck {
  readonly kind: "check";
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onCheck: (checked: boolean) => void;
}

/** One of several options. */
export interface MenuChoices {
  readonly kind: "choices";
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: ReactNode }[];
  readonly onChoose: (value: string) => void;
}

export interface MenuGroup {
  readonly kind: "group";
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}

export interface MenuLine {
  readonly kind: "line";
}

export type MenuEntry = MenuAction | MenuDownload | MenuCheck | MenuChoices | MenuGroup | MenuLine;
