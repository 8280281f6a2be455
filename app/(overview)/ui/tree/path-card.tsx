/** In a narrow window, which has no pointer: what was tapped, and the way in. */
"use client";

import { useRouter, useSearchParams } from "next/navigation";
import type { CallTree } from "../../../../lib/analysis/tree/answer.ts";
import { formatText } from "../../../../lib/model/shown-text.ts";
import type { IcicleBar } from "../../../charts/icicle/layout-bars.ts";
import { scopeHref } from "../../../shell/scope/scope-url.ts";
import { scopeOf } from "../../../shell/scope-href.ts";
import { Button } from "../../../ui/button.tsx";
import controls from "../../../ui/controls.module.css";
import { MenuButton } from "../../../ui/menu-button.tsx";
import { NameSwatch } from "../../../ui/name-colors.tsx";
import { describeFold, describePath } from "./path-words.ts";
import styles from "./tree.module.css";

interface PathCardProps {
  readonly tree: CallTree;
  readonly bar: IcicleBar;
  readonly onEnter: () => void;
}

export function PathCard({ tree, bar, onEnter }: PathCardProps) {
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const name = bar.kind === "row" ? tree.paths[bar.row]?.name : undefined;
  const words =
    bar.kind === "row" ? describePath(tree, bar.row, tree.basis.exact ? "" : "≈ ", bar.below) : describeFold(tree, bar);
  const scope = scopeOf(params);
  return (
    <div className={styles.card} role="status">
      <div>
        <p>
          {name !== undefined && <NameSwatch name={name} />}
          <b>{words.title}</b>
          {words.callers !== "" && <span> in {words.callers}</span>}
        </p>
        {words.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      {(bar.kind === "row" || bar.from !== null) && <Button onClick={onEnter}>Go in</Button>}
      {name !== undefined && (
        <MenuButton
          className={`${controls.button} ${controls.ghost} ${controls.icon}`}
          aria-label={`More about ${formatText(name)}`}
          entries={[
            {
              kind: "action",
              label: `Explore ${formatText(name)}`,
              onPick: () => router.push(scopeHref("/explore", scope, { names: [name] })),
            },
            {
              kind: "action",
              label: `Keep only ${formatText(name)}`,
              onPick: () => router.push(scopeHref("/", params, { names: [name] })),
            },
          ]}
        >
          ⋯
        </MenuButton>
      )}
    </div>
  );
}
