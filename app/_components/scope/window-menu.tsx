/** How many of the newest spans are looked at: said wherever it leaves some out, and a menu to look at more. */
"use client";

import { Menu } from "@base-ui/react/menu";
import { formatCount } from "../../../lib/format.ts";
import type { SpanWindow } from "../../../lib/questions/window.ts";
import { WINDOWS } from "../../../lib/scope.ts";
import controls from "../controls/controls.module.css";
import { CheckIcon, ChevronIcon } from "../controls/icons.tsx";
import menu from "../controls/menu.module.css";
import styles from "./scope-chips.module.css";
import { useScope } from "./use-scope.ts";

/** `newest 100,000 of 2,461,318`. */
export function sayWindow({ count, total, estimated }: SpanWindow): string {
  const all = `${estimated ? "≈ " : ""}${formatCount(total)}`;
  return count < total ? `newest ${formatCount(count)} of ${all}` : `all ${all}`;
}

export function WindowMenu({ window }: { readonly window: SpanWindow }) {
  const { scope, push } = useScope();
  const cut = window.count < window.total;
  if (!cut && window.total <= WINDOWS[0]) return null;
  const sizes = [...WINDOWS.filter((size) => size < window.total), Math.max(WINDOWS.at(-1) ?? 0, scope.window)];
  const all = sizes.at(-1);
  const value = cut ? scope.window : all;
  return (
    <Menu.Root>
      <Menu.Trigger className={`${controls.chip} ${styles.cut}`}>
        <b>window</b>
        {sayWindow(window)}
        <ChevronIcon size={12} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className={menu.place}>
          <Menu.Popup className={menu.menu}>
            <Menu.RadioGroup value={value} onValueChange={(next: number) => push({ window: next })}>
              {sizes.map((size) => (
                <Menu.RadioItem key={size} value={size} closeOnClick className={menu.item}>
                  <span className={menu.tick}>
                    <Menu.RadioItemIndicator>
                      <CheckIcon size={12} />
                    </Menu.RadioItemIndicator>
                  </span>
                  {size === all ? sayAll(size, window) : `newest ${formatCount(size)}`}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function sayAll(size: number, { total }: SpanWindow): string {
  return size < total ? `newest ${formatCount(size)}` : "all";
}
