/** A button that opens a menu. */
"use client";

import type { ComponentProps } from "react";
import type { MenuEntry } from "./menu-entries.ts";
import { PopupButton } from "./popup-button.tsx";

const load = () => import("./menu-popup.tsx");

export interface MenuLook {
  /** Which side of the button it keeps to. */
  readonly align?: "start" | "end";
  /** Classes in place of the usual ones. */
  readonly menu?: string | undefined;
  readonly item?: string | undefined;
}

interface MenuButtonProps extends Omit<ComponentProps<"button">, "ref" | "onClick"> {
  readonly entries: readonly MenuEntry[];
  readonly look?: MenuLook;
}

export function MenuButton({ entries, look, ...button }: MenuButtonProps) {
  return (
    <PopupButton
      opens="menu"
      load={load}
      popup={({ MenuPopup }, shared) => <MenuPopup {...shared} entries={entries} look={look} />}
      {...button}
    />
  );
}
