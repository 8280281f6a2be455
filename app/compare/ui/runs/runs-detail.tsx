/** Below the verdicts: where on the call tree it changed, the calls of what is chosen, and how the sides differ. */
"use client";

import { useSearchParams } from "next/navigation";
import { Suspense, use, useState } from "react";
import { formatCount, formatCounted } from "../../../../lib/model/format.ts";
import type { QueryOutcome } from "../../../../lib/model/outcome.ts";
import { formatText } from "../../../../lib/model/shown-text.ts";
import type { RunsAnswer } from "../../../../lib/queries/compare-runs.ts";
import type { ComparedSides } from "../../../../lib/queries/compare-sides.ts";
import type { CompareStart } from "../../../../lib/queries/compare-start.ts";
import type { CompareTreeAnswer } from "../../../../lib/queries/compare-tree.ts";
import { nameStep } from "../../../charts/icicle/path-names.ts";
import { saveDrawing, saveSvg } from "../../../charts/ui/save-picture.ts";
import { ExportMenu } from "../../../shell/export/export-menu.tsx";
import { SqlButton } from "../../../shell/sql/sql-button.tsx";
import { PaneTitle } from "../../../ui/pane-title.tsx";
import { SkeletonRows } from "../../../ui/skeleton.tsx";
import { runsParams } from "../../address.ts";
import { CurvePane } from "../curve-pane.tsx";
import { type Detail, keepInAddress } from "../detail-state.ts";
import type { useExactAnswers } from "../exact-answers.ts";
import { SidesTable } from "../sides-table.tsx";
import view from "../view.module.css";
import { ChangedPane } from "./changed-pane.tsx";
import styles from "./diff.module.css";
import { DIFF_DRAWING, DiffTree } from "./diff-tree.tsx";
import { PairsChart } from "./pairs-chart.tsx";
import { usePairs } from "./use-pairs.ts";

type Tree = CompareTreeAnswer | null;

interface RunsDetailProps {
  readonly start: CompareStart;
  /** Null until it is known. */
  readonly answer: RunsAnswer | null;
  /** Null if the browser asks for it. */
  readonly tree: Promise<QueryOutcome<Tree>> | null;
  /** Of very many spans; null until it has arrived. */
  readonly exactTree: Tree;
  readonly detail: Detail;
  readonly pending: boolean;
  readonly exact: ReturnType<typeof useExactAnswers>;
  readonly properties: Promise<QueryOutcome<ComparedSides>>;
  readonly lastId: number;
  /** The name that was chosen last, whose detail may be on its way. */
  readonly chosenRow: string | null;
  readonly onRow: (name: string) => void;
}

export function RunsDetail(props: RunsDetailProps) {
  const { detail, pending, start, exact, properties } = props;
  if (detail.row === null) return null;
  return (
    <div className={view.detail} aria-busy={pending}>
      <Suspense
        fallback={
          <>
            <SkeletonRows count={8} />
            <div className={view.side}>
              <SkeletonRows count={6} />
            </div>
          </>
        }
      >
        <TreeAndCalls {...props} row={detail.row}>
          <Suspense fallback={<SkeletonRows count={6} />}>
            <SidesTable properties={properties} exact={exact.common.answer} answer={start} />
          </Suspense>
        </TreeAndCalls>
      </Suspense>
    </div>
  );
}

interface TreeAndCallsProps extends RunsDetailProps {
  readonly row: string;
  readonly children: React.ReactNode;
}

function TreeAndCalls({ tree: promise, exactTree, row, children, ...props }: TreeAndCallsProps) {
  const { start, answer, detail, exact, lastId, chosenRow, onRow } = props;
  const params = new URLSearchParams(useSearchParams());
  const outcome = exactTree || !promise ? null : use(promise);
  const tree = exactTree ?? (outcome?.ok ? outcome.value : null);
  const [path, setPath] = useState(params.get("path"));
  const [hovered, setHovered] = useState<number | null>(null);
  const found = tree?.paths.findIndex((one) => one.id === path && one.name === chosenRow) ?? -1;
  const chosen = found < 0 ? null : found;
  const each = start.baseline.runs.length > 1 || start.candidate.runs.length > 1 ? " per run" : "";
  const choose = (next: number | null) => {
    const to = next === null ? undefined : tree?.paths[next];
    if (to && to.name !== chosenRow) onRow(to.name);
    setPath(to?.id ?? null);
    keepInAddress({ path: to?.id ?? null });
  };
  const part = tree && { tree, each, chosen, hovered, onChoose: choose, onHover: setHovered };
  const pairs = usePairsPart({ answer, tree, chosen, row, params, lastId });
  return (
    <>
      <div className={view.left}>
        {part && part.tree.paths.length > 0 && (
          <section className={styles.pane} aria-labelledby="compare-tree-title">
            <PaneTitle
              id="compare-tree-title"
              title="Where it changed"
              summary="A and B"
              actions={
                <>
                  <Legend />
                  <SqlButton sql={part.tree.sql} pane="Where it changed" />
                  <ExportMenu
                    pane="where it changed"
                    png={() => saveOf((drawing) => saveDrawing(drawing, "spantom-compare-tree.png"))}
                    svg={() => saveOf((drawing) => saveSvg(drawing, "spantom-compare-tree.svg"))}
                  />
                </>
              }
            />
            <DiffTree {...part} />
          </section>
        )}
        {outcome && !outcome.ok && <p className="notice">{outcome.message}</p>}
        <Suspense fallback={<SkeletonRows count={8} />}>
          {detail.spread && (
            <CurvePane spread={detail.spread} exact={exact.curve.answer} answer={start} pairs={pairs} />
          )}
        </Suspense>
      </div>
      <div className={view.side}>
        {part ? <ChangedPane {...part} /> : <SkeletonRows count={6} />}
        {children}
      </div>
    </>
  );
}

async function saveOf(save: (drawing: SVGSVGElement) => Promise<void> | void): Promise<void> {
  const drawing = document.getElementById(DIFF_DRAWING);
  if (drawing instanceof SVGSVGElement) await save(drawing);
}

interface PairsRequest {
  readonly answer: RunsAnswer | null;
  readonly tree: Tree;
  readonly chosen: number | null;
  readonly row: string;
  readonly params: URLSearchParams;
  readonly lastId: number;
}

function usePairsPart({ answer, tree, chosen, row, params, lastId }: PairsRequest) {
  const path = chosen === null ? null : (tree?.paths[chosen] ?? null);
  const { failIf: _, ...asked } = runsParams(params, lastId);
  const pairs = usePairs({ ...asked, name: path?.name ?? row, path: path?.id ?? null });
  const named = answer?.names.find(({ name }) => name === row);
  const change = path ? path.compared : named;
  if (!change || pairs === null || change.pairs === 0) return null;
  if (path === null && (named?.pairing.kind === "none" || named?.pairing.kind === "strata")) return null;
  const title = path ? nameStep(path) : formatText(row);
  if (!pairs) return { title, summary: formatCounted(change.pairs, "pair"), chart: <SkeletonRows count={6} /> };
  return {
    title,
    summary: `${formatCounted(pairs.of, "pair")}, B / A by duration in A (log), ${formatCount(pairs.faster)} faster${pairs.pairs.length < pairs.of ? `; ${formatCount(pairs.pairs.length)} drawn` : ""}`,
    chart: (
      <PairsChart
        title={title}
        answer={pairs}
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
