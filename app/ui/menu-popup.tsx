/** The menu itself, rendered from its entries. Only through `import()`, as it brings its library along. */
"use client";

import { Menu } from "@base-ui/react/menu";
import { useRef } from "react";
import { CheckIcon } from "./icons.tsx";
import styles from "./menu.module.css";
import type { MenuCheck, MenuChoices, MenuEntry, PopupProps } from "./popup-button.tsx";

interface MenuPopupProps extends PopupProps {
  readonly entries: readonly MenuEntry[];
  readonly align: "start" | "end";
}

const FIRST = '[role^="menuitem"]:not([aria-disabled="true"])';

export function MenuPopup({ anchor, open, onOpenChange, byKey, entries, align }: MenuPopupProps) {
  const popup = useRef<HTMLDivElement>(null);
  const enter = (shown: boolean) => {
    if (shown && byKey) popup.current?.querySelector<HTMLElement>(FIRST)?.focus();
  };
  return (
    <Menu.Root open={open} onOpenChange={onOpenChange} onOpenChangeComplete={enter} modal={false}>
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} sideOffset={4} align={align} className={styles.place}>
          <Menu.Popup ref={popup} className={styles.menu} finalFocus={anchor}>
            <Entries entries={entries} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Entries({ entries }: { readonly entries: readonly MenuEntry[] }) {
  return entries.map((entry, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: an entry's position in the menu is its identity
    <Entry key={index} entry={entry} />
  ));
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  switch (entry.kind) {
    case "action":
      return (
        <Menu.Item className={styles.item} title={entry.title} onClick={entry.onPick}>
          {entry.label}
        </Menu.Item>
      );
    case "download":
      return (
        <Menu.LinkItem className={styles.item} href={entry.href} download closeOnClick>
          {entry.label}
        </Menu.LinkItem>
      );
    case "check":
      return <Check entry={entry} />;
    case "choices":
      return <Choices entry={entry} />;
    case "group":
      return (
        <Menu.Group>
          <Menu.Separator className={styles.line} />
          <Menu.GroupLabel className={`${styles.item} ${styles.heading}`}>{entry.label}</Menu.GroupLabel>
          <Entries entries={entry.entries} />
        </Menu.Group>
      );
    case "line":
      return <Menu.Separator className={styles.line} />;
  }
}

function Check({ entry }: { readonly entry: MenuCheck }) {
  return (
    <Menu.CheckboxItem
      className={styles.item}
      checked={entry.checked}
      disabled={entry.disabled ?? false}
      onCheckedChange={entry.onCheck}
    >
      <span className={styles.tick}>
        <Menu.CheckboxItemIndicator>
          <CheckIcon size={12} />
        </Menu.CheckboxItemIndicator>
      </span>
      {entry.label}
    </Menu.CheckboxItem>
  );
}

function Choices({ entry }: { readonly entry: MenuChoices }) {
  return (
    <Menu.RadioGroup value={entry.value} onValueChange={entry.onChoose}>
      {entry.options.map(({ value, label }) => (
        <Menu.RadioItem key={value} value={value} closeOnClick className={styles.item}>
          <span className={styles.tick}>
            <Menu.RadioItemIndicator>
              <CheckIcon size={12} />
            </Menu.RadioItemIndicator>
          </span>
          {label}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
