/** What a menu holds, as data: what draws it is fetched when a menu is first reached for. */
import type { ReactNode } from "react";

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

/** One of several. */
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

export interface MenuLook {
  /** Which side of the button it keeps to. */
  readonly align?: "start" | "end";
  /** Classes in place of the usual ones. */
  readonly menu?: string | undefined;
  readonly item?: string | undefined;
}
