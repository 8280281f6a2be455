/** The call tree as an icicle. */
"use client";

import { useMemo } from "react";
import type { CallTree } from "../../../../lib/analysis/tree/answer.ts";
import { formatCounted, formatDurationText } from "../../../../lib/model/format.ts";
import { formatText } from "../../../../lib/model/shown-text.ts";
import { IcicleTree } from "../../../charts/icicle/icicle-tree.tsx";
import type { IcicleData, IcicleView } from "../../../charts/icicle/layout-bars.ts";
import { useNameColors } from "../../../ui/name-colors.tsx";
import { useNarrow } from "../../../ui/use-narrow.ts";
import { Breadcrumb } from "./breadcrumb.tsx";
import { PathMenu } from "./path-menu.tsx";
import { describeBar, readOut } from "./path-words.ts";
import styles from "./tree.module.css";
import type { TreePlace } from "./tree-address.ts";
import { DRAWING } from "./tree-title.tsx";

export interface TreePartProps {
  readonly tree: CallTree;
  /** Indices of paths. */
  readonly chosen: number | null;
  readonly hovered: number | null;
  readonly onChoose: (row: number | null) => void;
  readonly onHover: (row: number | null) => void;
}

interface TreeChartProps extends TreePartProps {
  readonly view: IcicleView;
  readonly onChange: (change: Partial<TreePlace>) => void;
}

export function TreeChart({ tree, view, onChange, ...shared }: TreeChartProps) {
  const narrow = useNarrow();
  const colors = useNameColors();
  const data = useMemo((): IcicleData => ({ rows: tree.paths, cut: tree.cut }), [tree]);
  const show = (next: IcicleView, entered: number | null) =>
    onChange({ view: next, ...(entered !== null && { chosen: entered }) });
  return (
    <>
      <Breadcrumb tree={tree} view={view} onShow={(next) => show(next, null)} />
      <IcicleTree
        {...shared}
        id={DRAWING}
        label={`Call tree, ${formatCounted(tree.pathCount, "path")}`}
        className={styles.scroll}
        data={data}
        view={view}
        onView={show}
        rowHeight={narrow ? 36 : 28}
        classOf={(row) => `c${colors.get(tree.paths[row]?.name ?? "") ?? 8}`}
        labelOf={(row) => labelOf(tree, row)}
        readOut={(bar) => readOut(tree, bar)}
        describe={(bar) => describeBar(tree, bar)}
        more={(row) => <PathMenu name={tree.paths[row]?.name ?? ""} />}
      />
    </>
  );
}

function labelOf({ paths, basis }: CallTree, row: number) {
  const path = paths[row];
  if (!path) return { name: "", tag: "", facts: [] };
  const about = basis.exact ? "" : "≈ ";
  const facts =
    path.calls === 0
      ? ["not in scope"]
      : [`${about}${formatDurationText(path.total)}`, `${about}${formatCounted(path.calls, "call")}`];
  return { name: formatText(path.name), tag: path.label, facts };
}
