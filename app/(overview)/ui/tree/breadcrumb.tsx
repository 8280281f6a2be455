/** Where one has gone in, with the way out; beside it, the keys. */
"use client";

import type { CallTree } from "../../../../lib/analysis/tree/answer.ts";
import type { IcicleView } from "../../../charts/icicle/layout-bars.ts";
import { Way } from "../../../charts/icicle/way.tsx";
import { KeyCaps } from "../../../ui/key-caps.tsx";
import { SplitChoice } from "./split-choice.tsx";
import styles from "./tree.module.css";

interface BreadcrumbProps {
  readonly tree: CallTree;
  readonly view: IcicleView;
  readonly onShow: (view: IcicleView) => void;
}

export function Breadcrumb({ tree, view, onShow }: BreadcrumbProps) {
  return (
    <div className={styles.way}>
      <Way paths={tree.paths} view={view} onShow={onShow} />
      <span className="narrow">
        <SplitChoice tree={tree} />
      </span>
      <span className={styles.keys} aria-hidden="true">
        {["←", "↑", "↓", "→"].map((key) => (
          <KeyCaps key={key} keys={key} />
        ))}
        choose <KeyCaps keys="Enter" /> go in <KeyCaps keys="Escape" /> come out
      </span>
    </div>
  );
}
