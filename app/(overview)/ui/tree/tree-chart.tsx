/** The call tree as an icicle: go in and out, choose, by pointer, touch and keys. */
"use client";

import { type KeyboardEvent, type MouseEvent, useMemo, useState } from "react";
import type { CallTree } from "../../../../lib/analysis/tree/answer.ts";
import { formatCounted, formatDurationText } from "../../../../lib/model/format.ts";
import { formatText } from "../../../../lib/model/shown-text.ts";
import { AXIS_HEIGHT, Icicle } from "../../../charts/icicle/icicle.tsx";
import {
  type IcicleBar,
  type IcicleData,
  type IcicleView,
  layoutBars,
  leaveView,
} from "../../../charts/icicle/layout-bars.ts";
import { findNext, isArrow } from "../../../charts/icicle/next-bar.ts";
import { useMeasured } from "../../../charts/ui/use-measured.ts";
import { useKey } from "../../../ui/keys/keys.ts";
import { useNameColors } from "../../../ui/name-colors.tsx";
import { useNarrow } from "../../../ui/use-narrow.ts";
import { Breadcrumb } from "./breadcrumb.tsx";
import { PathCard } from "./path-card.tsx";
import { readOut } from "./path-words.ts";
import styles from "./tree.module.css";
import type { TreePlace } from "./tree-address.ts";
import { TreeTip } from "./tree-tip.tsx";
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

const idOf = (bar: IcicleBar) => (bar.kind === "row" ? `call-tree-${bar.row}` : `call-tree-fold-${bar.row}`);
const rowHeightOf = (narrow: boolean) => (narrow ? 36 : 28);
const widthOf = ({ clientWidth }: HTMLElement) => clientWidth;

export function TreeChart(props: TreeChartProps) {
  const { tree, chosen, hovered, view, onChoose, onHover, onChange } = props;
  const [box, width] = useMeasured<HTMLDivElement, number>(0, widthOf);
  const narrow = useNarrow();
  const rowHeight = rowHeightOf(narrow);
  const colors = useNameColors();
  const data = useMemo((): IcicleData => ({ rows: tree.paths, cut: tree.cut }), [tree]);
  const layout = useMemo(
    () => layoutBars(data, { row: view.row, from: view.from }, width),
    [data, view.row, view.from, width],
  );
  const [pointed, point] = useState<{ readonly bar: IcicleBar; readonly x: number } | null>(null);
  /** A fold that the keys have reached. */
  const [fold, setFold] = useState<string | null>(null);
  const bars = new Map(layout.bars.map((bar) => [idOf(bar), bar]));
  const current = bars.get(fold ?? `call-tree-${chosen}`) ?? null;
  const show = (next: IcicleView, also: Partial<TreePlace> = {}) => {
    setFold(null);
    point(null);
    onChange({ view: next, ...also });
  };
  const enter = (bar: IcicleBar) => {
    if (bar.kind === "row") show({ row: bar.row, from: null }, { chosen: bar.row });
    else if (bar.from !== null) show({ row: bar.row, from: bar.from });
  };
  const leave = () => {
    if (view.row < 0 && view.from === null) return chosen === null ? false : onChoose(null);
    show(leaveView(data, view));
  };
  const reach = (bar: IcicleBar) => {
    if (bar.kind === "row") onChoose(bar.row);
    setFold(bar.kind === "row" ? null : idOf(bar));
    document.getElementById(idOf(bar))?.scrollIntoView({ block: "nearest" });
  };
  const press = (event: KeyboardEvent) => {
    if (isArrow(event.key)) {
      const next = findNext(layout, tree.paths, current, event.key);
      if (next) reach(next);
    } else if (event.key === "Enter" && current) enter(current);
    else if (event.key === " " && current?.kind === "row") onChoose(current.row === chosen ? null : current.row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useKey("Escape", "Come out of the path", leave);
  const propsOf = (bar: IcicleBar) => ({
    role: "treeitem",
    "aria-level": bar.level + 1,
    "aria-label": bar.kind === "row" ? readOut(tree, bar.row) : formatFold(bar),
    "aria-selected": bar === current,
    onClick: () => (narrow ? reach(bar) : enter(bar)),
    onPointerMove: (event: MouseEvent) => {
      point({ bar, x: event.clientX });
      onHover(bar.kind === "row" ? bar.row : null);
    },
    onPointerLeave: () => {
      point(null);
      onHover(null);
    },
  });
  // What is chosen may be too narrow to be a bar.
  const said = current ?? (chosen === null ? null : { ...NO_BAR, row: chosen });
  const height = AXIS_HEIGHT + layout.levels * rowHeight + 3;
  return (
    <>
      <Breadcrumb tree={tree} view={view} onShow={show} />
      <div className={styles.scroll}>
        <div ref={box} className={styles.drawing} style={{ minHeight: height }}>
          {width > 0 && (
            // biome-ignore lint/a11y/noSvgWithoutTitle: the tree in it has a name
            <svg id={DRAWING} width={width} height={height}>
              <Icicle
                layout={layout}
                width={width}
                rowHeight={rowHeight}
                idOf={idOf}
                classOf={(row) => `c${colors.get(tree.paths[row]?.name ?? "") ?? 8}`}
                labelOf={(row) => labelOf(tree, row)}
                tree={{
                  role: "tree",
                  "aria-label": `Call tree, ${formatCounted(tree.pathCount, "path")}`,
                  "aria-activedescendant": current ? idOf(current) : undefined,
                  tabIndex: 0,
                  onKeyDown: press,
                }}
                propsOf={propsOf}
                chosen={current && idOf(current)}
                hovered={pointed ? idOf(pointed.bar) : hovered === null ? null : `call-tree-${hovered}`}
              />
            </svg>
          )}
        </div>
      </div>
      {pointed && !narrow && <TreeTip tree={tree} bar={pointed.bar} x={pointed.x} id={idOf(pointed.bar)} />}
      {narrow && said && <PathCard tree={tree} bar={said} onEnter={() => enter(said)} />}
    </>
  );
}

const NO_BAR = { kind: "row", level: 0, x: 0, width: 0, inside: 0, self: 0, below: 0 } as const;

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

function formatFold({ count, from }: Extract<IcicleBar, { kind: "fold" }>): string {
  const paths = `${formatCounted(count, "more path")}, too narrow to draw`;
  return from === null ? `${paths}, left out` : paths;
}
