/** How many of the newest spans are looked at: said wherever it leaves some out, and a menu to look at more. */
"use client";

import { formatCount } from "../../../lib/model/format.ts";
import { WINDOWS } from "../../../lib/model/scope.ts";
import type { SpanWindow } from "../../../lib/model/span-window.ts";
import controls from "../../ui/controls.module.css";
import { ChevronIcon } from "../../ui/icons.tsx";
import { MenuButton } from "../../ui/menu-button.tsx";
import styles from "../scope-line.module.css";
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
    <MenuButton
      className={`${controls.chip} ${styles.cut}`}
      look={{ align: "start" }}
      entries={[
        {
          kind: "choices",
          value: String(value),
          options: sizes.map((size) => ({
            value: String(size),
            label: size === all ? sayAll(size, window) : `newest ${formatCount(size)}`,
          })),
          onChoose: (next) => push({ window: Number(next) }),
        },
      ]}
    >
      <b>window</b>
      {sayWindow(window)}
      <ChevronIcon size={12} />
    </MenuButton>
  );
}

function sayAll(size: number, { total }: SpanWindow): string {
  return size < total ? `newest ${formatCount(size)}` : "all";
}
