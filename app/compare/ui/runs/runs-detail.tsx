/** Below the verdicts: where on the call tree it changed, the calls of what is chosen, and how the sides differ. */
"use client";

import { type ReactNode, Suspense, use, useState } from "react";
import type { ComparedPath } from "../../../../lib/analysis/tree/compared-paths.ts";
import { formatCount, formatCounted } from "../../../../lib/model/format.ts";
import type { QueryOutcome } from "../../../../lib/model/outcome.ts";
import { formatText } from "../../../../lib/model/shown-text.ts";
import type { ComparedSides } from "../../../../lib/queries/compare-sides.ts";
import type { CompareStart } from "../../../../lib/queries/compare-start.ts";
import type { CompareTreeAnswer } from "../../../../lib/queries/compare-tree.ts";
import { nameStep } from "../../../charts/icicle/path-names.ts";
import { saveDrawing, saveSvg } from "../../../charts/ui/save-picture.ts";
import { ExportMenu } from "../../../shell/export/export-menu.tsx";
import { SqlButton } from "../../../shell/sql/sql-button.tsx";
import { PaneTitle } from "../../../ui/pane-title.tsx";
import { SkeletonRows } from "../../../ui/skeleton.tsx";
import type { Exact } from "../../../ui/use-exact.ts";
import { CurvePane, type PairsPart } from "../curve-pane.tsx";
import type { Detail } from "../detail-state.ts";
import type { useExactAnswers } from "../exact-answers.ts";
import { SidesTable } from "../sides-table.tsx";
import view from "../view.module.css";
import { ChangedPane } from "./changed-pane.tsx";
import styles from "./diff.module.css";
import { DIFF_DRAWING, type DiffPartProps, DiffTree } from "./diff-tree.tsx";
import { PairsChart } from "./pairs-chart.tsx";
import type { ChosenPairs } from "./use-pairs.ts";

interface RunsDetailProps extends TreeOfSides {
  readonly start: CompareStart;
  readonly detail: Detail;
  readonly pending: boolean;
  readonly exact: ReturnType<typeof useExactAnswers>;
  readonly properties: Promise<QueryOutcome<ComparedSides>>;
  /** The chosen one. */
  readonly path: ComparedPath | null;
  readonly onPath: (path: ComparedPath | null) => void;
  readonly pairs: ChosenPairs;
}

interface TreeOfSides {
  /** Null if the browser asks for it. */
  readonly tree: Promise<QueryOutcome<CompareTreeAnswer | null>> | null;
  /** Of very many spans. */
  readonly exactTree: Exact<CompareTreeAnswer | null>;
  /** Whether what is not there is on its way. */
  readonly isComing: boolean;
}

export function RunsDetail({ start, detail, pending, exact, properties, path, onPath, pairs, ...of }: RunsDetailProps) {
  const [hovered, setHovered] = useState<number | null>(null);
  if (detail.row === null) return null;
  const several = start.baseline.runs.length > 1 || start.candidate.runs.length > 1;
  const shared = { each: several ? " per run" : "", path, onPath, hovered, onHover: setHovered };
  return (
    <div className={view.detail} aria-busy={pending}>
      <div className={view.left}>
        <Suspense fallback={<SkeletonRows count={8} />}>
          <TreePart {...of} count={8}>
            {(tree) => tree.paths.length > 0 && <TreePane {...shared} tree={tree} />}
          </TreePart>
        </Suspense>
        <Suspense fallback={<SkeletonRows count={8} />}>
          {detail.spread && (
            <CurvePane
              spread={detail.spread}
              exact={exact.curve.answer}
              answer={start}
              pairs={drawPairs(pairs, path ? nameStep(path) : formatText(detail.row))}
            />
          )}
        </Suspense>
      </div>
      <div className={view.side}>
        <Suspense fallback={<SkeletonRows count={6} />}>
          <TreePart {...of} isQuiet count={6}>
            {(tree) => <ChangedPane {...partOf(tree, shared)} />}
          </TreePart>
        </Suspense>
        <Suspense fallback={<SkeletonRows count={6} />}>
          <SidesTable properties={properties} exact={exact.common.answer} answer={start} />
        </Suspense>
      </div>
    </div>
  );
}

interface TreePartProps extends TreeOfSides {
  /** Whether another part says why there is no tree. */
  readonly isQuiet?: boolean;
  /** Of the rows that keep its place. */
  readonly count: number;
  readonly children: (tree: CompareTreeAnswer) => ReactNode;
}

/** What needs the tree, and waits for it. */
function TreePart({ tree: promise, exactTree, isComing, isQuiet = false, count, children }: TreePartProps) {
  const outcome = promise && use(promise);
  if (outcome && !outcome.ok) return !isQuiet && <p className="notice">{outcome.message}</p>;
  const tree = exactTree.answer ?? outcome?.value ?? null;
  return tree ? children(tree) : isComing && <SkeletonRows count={count} />;
}

interface SharedProps extends Pick<DiffPartProps, "each" | "hovered" | "onHover"> {
  readonly path: ComparedPath | null;
  readonly onPath: (path: ComparedPath | null) => void;
}

function partOf(tree: CompareTreeAnswer, { path, onPath, ...shared }: SharedProps): DiffPartProps {
  const chosen = path ? tree.paths.indexOf(path) : -1;
  return {
    ...shared,
    tree,
    chosen: chosen < 0 ? null : chosen,
    onChoose: (row) => onPath(row === null ? null : (tree.paths[row] ?? null)),
  };
}

function TreePane({ tree, ...shared }: SharedProps & { readonly tree: CompareTreeAnswer }) {
  return (
    <section className={styles.pane} aria-labelledby="compare-tree-title">
      <PaneTitle
        id="compare-tree-title"
        title="Where it changed"
        summary="A and B"
        actions={
          <>
            <Legend />
            <SqlButton sql={tree.sql} pane="Where it changed" />
            <ExportMenu
              pane="where it changed"
              png={() => saveOf((drawing) => saveDrawing(drawing, "spantom-compare-tree.png"))}
              svg={() => saveOf((drawing) => saveSvg(drawing, "spantom-compare-tree.svg"))}
            />
          </>
        }
      />
      <DiffTree {...partOf(tree, shared)} />
    </section>
  );
}

async function saveOf(save: (drawing: SVGSVGElement) => Promise<void> | void): Promise<void> {
  const drawing = document.getElementById(DIFF_DRAWING);
  if (drawing instanceof SVGSVGElement) await save(drawing);
}

/** Null where calls are not paired, undefined until that is known. */
function drawPairs({ change, answer, running, failure }: ChosenPairs, title: string): PairsPart | null | undefined {
  if (!change) return change;
  if (!answer && !running && failure === null) return null;
  if (!answer) {
    const chart = failure !== null && <p className="notice">{failure}</p>;
    return { title, summary: formatCounted(change.pairs, "pair"), chart: chart || null };
  }
  const { pairs, of, faster } = answer;
  return {
    title,
    summary: `${formatCounted(of, "pair")}, B / A by duration in A (log), ${formatCount(faster)} faster${pairs.length < of ? `; ${formatCount(pairs.length)} drawn` : ""}`,
    chart: (
      <PairsChart
        title={title}
        answer={answer}
        change={change.measure === "total" ? change.change : null}
        floor={change.floor}
        verdict={change.verdict}
      />
    ),
  };
}

const LEGEND = ["faster3", "faster2", "faster1", "same", "slower1", "slower2", "slower3"] as const;

function Legend() {
  return (
    <span className={`${styles.legend} wide`}>
      grey: no change shown, ▼ faster
      <svg width={7 * 20} height="10" aria-hidden="true">
        {LEGEND.map((look, index) => (
          <rect key={look} className={`${styles.swatch} ${styles[look]}`} x={index * 20} width="18" height="10" />
        ))}
      </svg>
      ▲ slower
    </span>
  );
}
