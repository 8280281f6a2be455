/** A button that opens a menu. */
"use client";

import type { ComponentProps } from "react";
import { type MenuEntry, PopupButton } from "./popup-button.tsx";

const load = () => import("./menu-popup.tsx");

interface MenuButtonProps extends Omit<ComponentProps<"button">, "ref" | "onClick"> {
  readonly entries: readonly MenuEntry[];
  /** The side of the button it is aligned with. */
  readonly align?: "start" | "end";
}

export function MenuButton({ entries, align = "end", ...button }: MenuButtonProps) {
  return (
    <PopupButton
      opens="menu"
      load={load}
      popup={({ MenuPopup }, shared) => <MenuPopup {...shared} entries={entries} align={align} />}
      {...button}
    />
  );
}
