/** A button that opens a menu. */
"use client";

import type { ComponentProps } from "react";
import { type MenuEntry, type MenuLook, PopupButton } from "./popup-button.tsx";

const load = () => import("./menu-popup.tsx");

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
