/** Where it changed: the call trees of both sides as one, each bar as wide as its time on both, colored by its change. */
"use client";

import { useMemo, useState } from "react";
import { formatCounted } from "../../../../lib/model/format.ts";
import { formatText } from "../../../../lib/model/shown-text.ts";
import type { CompareTreeAnswer } from "../../../../lib/queries/compare-tree.ts";
import { IcicleTree } from "../../../charts/icicle/icicle-tree.tsx";
import { EVERYTHING, type IcicleData, type IcicleView } from "../../../charts/icicle/layout-bars.ts";
import { Way } from "../../../charts/icicle/way.tsx";
import styles from "./diff.module.css";
import { describeChange, describeComparedBar, lookOf, readComparedBar } from "./diff-words.ts";

export const DIFF_DRAWING = "compare-tree";
const ROW = 36;

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

export function DiffTree({ tree, each, ...shared }: DiffPartProps) {
  const { paths, cut } = tree;
  const [view, setView] = useState<IcicleView>(EVERYTHING);
  const data = useMemo(
    // All of a bar is of one color: what is called below has its own change.
    (): IcicleData => ({ rows: paths.map((path) => ({ ...path, self: path.total })), cut }),
    [paths, cut],
  );
  const isInside = view.row >= 0 || view.from !== null;
  return (
    <>
      {isInside && (
        <div className={styles.way}>
          <Way paths={paths} view={view} onShow={setView} />
        </div>
      )}
      <IcicleTree
        {...shared}
        id={DIFF_DRAWING}
        label={`Where it changed, ${formatCounted(tree.pathCount, "path")}`}
        className={styles.drawing}
        data={data}
        view={view}
        onView={(next, entered) => {
          if (entered !== null) shared.onChoose(entered);
          setView(next);
        }}
        opens={(row) => paths[row]?.isLeaf === false}
        rowHeight={ROW}
        classOf={(row) => styles[lookOf(paths[row] as (typeof paths)[number])] ?? ""}
        labelOf={(row) => labelOf(tree, row, each)}
        readOut={(bar) => readComparedBar(tree, bar, each)}
        describe={(bar) => describeComparedBar(tree, bar, each)}
      />
    </>
  );
}

function labelOf({ paths }: CompareTreeAnswer, row: number, each: string) {
  const path = paths[row];
  if (!path) return { name: "", tag: "", facts: [] };
  const below = path.compared ? describeChange(path.compared, each) : "not in scope";
  return { name: formatText(path.name), tag: path.label, facts: [], below };
}
