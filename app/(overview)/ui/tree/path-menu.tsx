/** Where else a path's name leads, in a narrow window. */
"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { formatText } from "../../../../lib/model/shown-text.ts";
import { scopeHref } from "../../../shell/scope/scope-url.ts";
import { scopeOf } from "../../../shell/scope-href.ts";
import controls from "../../../ui/controls.module.css";
import { MenuButton } from "../../../ui/menu-button.tsx";

export function PathMenu({ name }: { readonly name: string }) {
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const shown = formatText(name);
  return (
    <MenuButton
      className={`${controls.button} ${controls.ghost} ${controls.icon}`}
      aria-label={`More about ${shown}`}
      entries={[
        {
          kind: "action",
          label: `Explore ${shown}`,
          onPick: () => router.push(scopeHref("/explore", scopeOf(params), { names: [name] })),
        },
        {
          kind: "action",
          label: `Keep only ${shown}`,
          onPick: () => router.push(scopeHref("/", params, { names: [name] })),
        },
      ]}
    >
      ⋯
    </MenuButton>
  );
}
