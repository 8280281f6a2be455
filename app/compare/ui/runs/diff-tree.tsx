/** Where it changed: the call trees of both sides as one, each bar as wide as its time on both, colored by its change. */
"use client";

import { type KeyboardEvent, type MouseEvent, useMemo, useState } from "react";
import { formatCounted } from "../../../../lib/model/format.ts";
import { formatText } from "../../../../lib/model/shown-text.ts";
import type { CompareTreeAnswer } from "../../../../lib/queries/compare-tree.ts";
import { BarTip } from "../../../charts/icicle/bar-tip.tsx";
import { AXIS_HEIGHT, Icicle } from "../../../charts/icicle/icicle.tsx";
import {
  EVERYTHING,
  type IcicleBar,
  type IcicleData,
  type IcicleView,
  layoutBars,
  leaveView,
  listCallers,
} from "../../../charts/icicle/layout-bars.ts";
import { findNext, isArrow } from "../../../charts/icicle/next-bar.ts";
import { nameStep } from "../../../charts/icicle/path-names.ts";
import { useMeasured } from "../../../charts/ui/use-measured.ts";
import { useKey } from "../../../ui/keys/keys.ts";
import { useNarrow } from "../../../ui/use-narrow.ts";
import styles from "./diff.module.css";
import { describeChange, describeComparedPath, lookOf, readComparedPath } from "./diff-words.ts";

export const DIFF_DRAWING = "compare-tree";
const ROW = 36;
const widthOf = ({ clientWidth }: HTMLElement) => clientWidth;
const idOf = (bar: IcicleBar) => (bar.kind === "row" ? `compared-${bar.row}` : `compared-fold-${bar.row}`);

export interface DiffPartProps {
  readonly tree: CompareTreeAnswer;
  /** ` per run`, or nothing of one run a side. */
  readonly each: string;
  /** Indices of paths. */
  readonly chosen: number | null;
  readonly hovered: number | null;
  readonly onChoose: (row: number | null) => void;
  readonly onHover: (row: number | null) => void;
}

export function DiffTree({ tree, each, chosen, hovered, onChoose, onHover }: DiffPartProps) {
  const [box, width] = useMeasured<HTMLDivElement, number>(0, widthOf);
  const narrow = useNarrow();
  const [view, setView] = useState<IcicleView>(EVERYTHING);
  const data = useMemo(
    // All of a bar is of one color: what is called below has its own change.
    (): IcicleData => ({ rows: tree.paths.map((path) => ({ ...path, self: path.total })), cut: tree.cut }),
    [tree],
  );
  const layout = useMemo(() => layoutBars(data, view, width), [data, view, width]);
  const [pointed, point] = useState<{ readonly bar: IcicleBar; readonly x: number } | null>(null);
  const [fold, setFold] = useState<string | null>(null);
  const bars = new Map(layout.bars.map((bar) => [idOf(bar), bar]));
  const current = bars.get(fold ?? `compared-${chosen}`) ?? null;
  const show = (next: IcicleView) => {
    setFold(null);
    point(null);
    setView(next);
  };
  const enter = (bar: IcicleBar) => {
    if (bar.kind === "fold") return bar.from === null ? undefined : show({ row: bar.row, from: bar.from });
    onChoose(bar.row);
    if (!tree.paths[bar.row]?.isLeaf) show({ row: bar.row, from: null });
  };
  const reach = (bar: IcicleBar) => {
    if (bar.kind === "row") onChoose(bar.row);
    setFold(bar.kind === "row" ? null : idOf(bar));
  };
  const press = (event: KeyboardEvent) => {
    if (isArrow(event.key)) {
      const next = findNext(layout, tree.paths, current, event.key);
      if (next) reach(next);
    } else if (event.key === "Enter" && current) enter(current);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useKey("Escape", "Come out of the path", () => {
    if (view.row < 0 && view.from === null) return chosen === null ? false : onChoose(null);
    show(leaveView(data, view));
  });
  const propsOf = (bar: IcicleBar) => ({
    role: "treeitem",
    "aria-level": bar.level + 1,
    "aria-label":
      bar.kind === "row"
        ? readComparedPath(tree, bar.row, each)
        : `${formatCounted(bar.count, "more path")}, too narrow to draw`,
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
  const height = AXIS_HEIGHT + layout.levels * ROW + 3;
  return (
    <>
      <Way tree={tree} view={view} onShow={show} />
      <div ref={box} className={styles.drawing} style={{ minHeight: height }}>
        {width > 0 && (
          // biome-ignore lint/a11y/noSvgWithoutTitle: the tree in it has a name
          <svg id={DIFF_DRAWING} width={width} height={height}>
            <Icicle
              layout={layout}
              width={width}
              rowHeight={ROW}
              idOf={idOf}
              classOf={(row) => styles[lookOf(tree.paths[row] as (typeof tree.paths)[number])] ?? ""}
              labelOf={(row) => labelOf(tree, row, each)}
              tree={{
                role: "tree",
                "aria-label": `Where it changed, ${formatCounted(tree.pathCount, "path")}`,
                "aria-activedescendant": current ? idOf(current) : undefined,
                tabIndex: 0,
                onKeyDown: press,
              }}
              propsOf={propsOf}
              chosen={current && idOf(current)}
              hovered={pointed ? idOf(pointed.bar) : hovered === null ? null : `compared-${hovered}`}
            />
          </svg>
        )}
      </div>
      {pointed && !narrow && <DiffTip tree={tree} each={each} bar={pointed.bar} x={pointed.x} />}
    </>
  );
}

function labelOf({ paths }: CompareTreeAnswer, row: number, each: string) {
  const path = paths[row];
  if (!path) return { name: "", tag: "", facts: [] };
  const below = path.compared ? describeChange(path.compared, each) : "not in scope";
  return { name: formatText(path.name), tag: path.label, facts: [], below };
}

interface DiffTipProps extends Pick<DiffPartProps, "tree" | "each"> {
  readonly bar: IcicleBar;
  readonly x: number;
}

function DiffTip({ tree, each, bar, x }: DiffTipProps) {
  if (bar.kind === "fold")
    return (
      <BarTip
        id={idOf(bar)}
        x={x}
        name={null}
        title={formatCounted(bar.count, "more path")}
        beside=""
        lines={["Too narrow to draw. Click to go in."]}
      />
    );
  const { title, callers, lines } = describeComparedPath(tree, bar.row, each);
  return (
    <BarTip id={idOf(bar)} x={x} name={tree.paths[bar.row]?.name ?? ""} title={title} beside={callers} lines={lines} />
  );
}

interface WayProps {
  readonly tree: CompareTreeAnswer;
  readonly view: IcicleView;
  readonly onShow: (view: IcicleView) => void;
}

/** Where one has gone in, with the way out. */
function Way({ tree: { paths }, view, onShow }: WayProps) {
  if (view.row < 0 && view.from === null) return null;
  const way = view.row < 0 ? [] : [...listCallers(paths, view.row), view.row];
  const steps = [
    { text: "All calls", view: EVERYTHING },
    ...way.map((row) => ({ text: nameStep(paths[row] as (typeof paths)[number]), view: { row, from: null } })),
    ...(view.from === null ? [] : [{ text: "the rest", view }]),
  ];
  return (
    <nav className={styles.way} aria-label="Path">
      {steps.map((step, index) => (
        <span key={`${step.view.row} ${step.view.from}`}>
          {index > 0 && " / "}
          {index === steps.length - 1 ? (
            <b aria-current="location">{step.text}</b>
          ) : (
            <button type="button" className="link" onClick={() => onShow(step.view)}>
              {step.text}
            </button>
          )}
        </span>
      ))}
    </nav>
  );
}
