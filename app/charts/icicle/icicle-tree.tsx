/** An icicle to go into and out of, by pointer, touch and keys; a tree to screen readers. */
"use client";

import { type KeyboardEvent, type MouseEvent, type ReactNode, useMemo, useState } from "react";
import { useKey } from "../../ui/keys/keys.ts";
import { useNarrow } from "../../ui/use-narrow.ts";
import { useMeasured } from "../ui/use-measured.ts";
import { BarCard } from "./bar-card.tsx";
import { BarTip } from "./bar-tip.tsx";
import type { BarWords } from "./bar-words.ts";
import { AXIS_HEIGHT, Icicle, type IcicleProps } from "./icicle.tsx";
import { type IcicleBar, type IcicleData, type IcicleView, layoutBars, leaveView } from "./layout-bars.ts";
import { findNext, isArrow } from "./next-bar.ts";

export interface IcicleTreeProps extends Pick<IcicleProps, "rowHeight" | "classOf" | "labelOf"> {
  /** Of the drawing, in a document; the ids of its bars begin with it. */
  readonly id: string;
  readonly label: string;
  readonly className?: string | undefined;
  readonly data: IcicleData;
  readonly view: IcicleView;
  /** @param entered the row that one goes into, which is chosen with it; null on the way out, or into a fold */
  readonly onView: (view: IcicleView, entered: number | null) => void;
  /** Rows, of which some may be too narrow to be bars. */
  readonly chosen: number | null;
  readonly hovered: number | null;
  readonly onChoose: (row: number | null) => void;
  readonly onHover: (row: number | null) => void;
  /** Whether a row is worth going into; all are by default. The others are chosen. */
  readonly opens?: (row: number) => boolean;
  /** For screen readers. */
  readonly readOut: (bar: IcicleBar) => string;
  readonly describe: (bar: IcicleBar) => BarWords;
  /** What else there is to do with a row, in a narrow window. */
  readonly more?: (row: number) => ReactNode;
}

const widthOf = ({ clientWidth }: HTMLElement) => clientWidth;
/** Of a row that is too narrow to be a bar, or not in view. */
const NO_BAR = { kind: "row", level: 0, x: 0, width: 0, inside: 0, self: 0, below: 0 } as const;

export function IcicleTree(props: IcicleTreeProps) {
  const { id, data, view, chosen, hovered, rowHeight, onView, onChoose, onHover, describe, opens = () => true } = props;
  const [box, width] = useMeasured<HTMLDivElement, number>(0, widthOf);
  const narrow = useNarrow();
  const { row, from } = view;
  const layout = useMemo(() => layoutBars(data, { row, from }, width), [data, row, from, width]);
  const [pointed, point] = useState<{ readonly bar: IcicleBar; readonly x: number } | null>(null);
  /** The id of a fold that the keys have reached. */
  const [fold, setFold] = useState<string | null>(null);
  const rowId = (of: number) => `${id}-${of}`;
  const idOf = (bar: IcicleBar) => (bar.kind === "row" ? rowId(bar.row) : `${id}-fold-${bar.row}`);
  const shown = fold ?? (chosen === null ? null : rowId(chosen));
  const current = layout.bars.find((bar) => idOf(bar) === shown) ?? null;
  const show = (next: IcicleView, entered: number | null) => {
    setFold(null);
    point(null);
    onView(next, entered);
  };
  const canEnter = (bar: IcicleBar) => (bar.kind === "fold" ? bar.from !== null : opens(bar.row));
  const enter = (bar: IcicleBar) => {
    if (canEnter(bar)) show({ row: bar.row, from: bar.kind === "fold" ? bar.from : null }, rowOf(bar));
    else if (bar.kind === "row") onChoose(bar.row);
  };
  const reach = (bar: IcicleBar) => {
    if (bar.kind === "row") onChoose(bar.row);
    setFold(bar.kind === "row" ? null : idOf(bar));
    document.getElementById(idOf(bar))?.scrollIntoView({ block: "nearest" });
  };
  const press = (event: KeyboardEvent) => {
    if (isArrow(event.key)) {
      const next = findNext(layout, data.rows, current, event.key);
      if (next) reach(next);
    } else if (event.key === "Enter" && current) enter(current);
    else if (event.key === " " && current?.kind === "row") onChoose(current.row === chosen ? null : current.row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useKey("Escape", "Come out of the path", () => {
    if (row < 0 && from === null) return chosen === null ? false : onChoose(null);
    show(leaveView(data, view), null);
  });
  const propsOf = (bar: IcicleBar) => ({
    role: "treeitem",
    "aria-level": bar.level + 1,
    "aria-label": props.readOut(bar),
    "aria-selected": bar === current,
    onClick: () => (narrow ? reach(bar) : enter(bar)),
    onPointerMove: (event: MouseEvent) => {
      point({ bar, x: event.clientX });
      onHover(rowOf(bar));
    },
    onPointerLeave: () => {
      point(null);
      onHover(null);
    },
  });
  const said = current ?? (chosen === null ? null : { ...NO_BAR, row: chosen });
  const height = AXIS_HEIGHT + layout.levels * rowHeight + 3;
  return (
    <>
      <div className={props.className}>
        <div ref={box} style={{ minHeight: height }}>
          {width > 0 && (
            // biome-ignore lint/a11y/noSvgWithoutTitle: the tree in it has a name
            <svg id={id} width={width} height={height} overflow="visible">
              <Icicle
                layout={layout}
                width={width}
                rowHeight={rowHeight}
                idOf={idOf}
                classOf={props.classOf}
                labelOf={props.labelOf}
                tree={{
                  role: "tree",
                  "aria-label": props.label,
                  "aria-activedescendant": current ? idOf(current) : undefined,
                  tabIndex: 0,
                  onKeyDown: press,
                }}
                propsOf={propsOf}
                chosen={current && idOf(current)}
                hovered={pointed ? idOf(pointed.bar) : hovered === null ? null : rowId(hovered)}
              />
            </svg>
          )}
        </div>
      </div>
      {pointed && !narrow && <BarTip id={idOf(pointed.bar)} x={pointed.x} words={describe(pointed.bar)} />}
      {narrow && said && (
        <BarCard words={describe(said)} onEnter={canEnter(said) ? () => enter(said) : null}>
          {said.kind === "row" && props.more?.(said.row)}
        </BarCard>
      )}
    </>
  );
}

function rowOf(bar: IcicleBar): number | null {
  return bar.kind === "row" ? bar.row : null;
}
