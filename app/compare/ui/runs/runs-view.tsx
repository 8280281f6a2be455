/** The comparison of two sets of runs: verdicts by name, and one name in detail below. */
"use client";

import { useSearchParams } from "next/navigation";
import { Suspense, useState } from "react";
import { basisOf, exactBasis } from "../../../../lib/model/basis.ts";
import type { QueryOutcome } from "../../../../lib/model/outcome.ts";
import type { RunsAnswer } from "../../../../lib/queries/compare-runs.ts";
import type { ComparedSides } from "../../../../lib/queries/compare-sides.ts";
import type { CompareStart } from "../../../../lib/queries/compare-start.ts";
import type { CompareTreeAnswer } from "../../../../lib/queries/compare-tree.ts";
import { TipHost } from "../../../ui/tip.tsx";
import { useExact } from "../../../ui/use-exact.ts";
import { useOutcome, useValue } from "../../../ui/use-value.ts";
import { RUNS_SORTS, runsParams } from "../../address.ts";
import { type Detail, keepInAddress, useDetail } from "../detail-state.ts";
import { useExactAnswers } from "../exact-answers.ts";
import { ExactStrip } from "../exact-strip.tsx";
import { useKeptSort } from "../use-kept-sort.ts";
import view from "../view.module.css";
import { RunsDetail } from "./runs-detail.tsx";
import { ComparedRuns, RunsPane } from "./runs-pane.tsx";
import { listRows, sortKnownRows } from "./runs-rows.ts";
import { usePairs } from "./use-pairs.ts";

interface RunsViewProps {
  readonly start: CompareStart;
  /** The verdicts; null for very many spans, of which the browser asks for them with progress. */
  readonly whole: Promise<QueryOutcome<RunsAnswer | null>> | null;
  /** The call trees of both sides as one; null like those. */
  readonly tree: Promise<QueryOutcome<CompareTreeAnswer | null>> | null;
  readonly first: Detail;
  readonly properties: Promise<QueryOutcome<ComparedSides>>;
  /** The newest span to consider. */
  readonly lastId: number;
}

export function RunsView({ start, whole, tree, first, properties, lastId }: RunsViewProps) {
  const params = new URLSearchParams(useSearchParams());
  const { detail, chosen, pending, chooseRow } = useDetail(first, lastId);
  const sorting = useKeptSort({ keys: RUNS_SORTS, rows: listRows(start, null), sortRows: sortKnownRows });
  const [hidden, setHidden] = useState<readonly string[]>(() => (params.get("hide") ?? "").split(",").filter(Boolean));
  const [find, setFind] = useState(params.get("find") ?? "");
  const basis = basisOf(start);
  const names = useExact("compareRuns", runsParams(params, lastId), basis.exact ? null : basis, properties);
  const verdicts = useOutcome(whole);
  const { failIf: _, ...asked } = runsParams(params, lastId);
  const exactTree = useExact("compareTree", asked, names.answer ? basis : null, properties);
  const exact = useExactAnswers({ before: exactTree, detail, properties }, params, lastId);
  const paths = (useValue(tree) ?? exactTree.answer)?.paths;
  const [pathId, setPathId] = useState(params.get("path"));
  const path = paths?.find(({ id, name }) => id === pathId && name === chosen) ?? null;
  const pairs = usePairs({
    ...{ params, lastId, path, name: path?.name ?? detail.row ?? "" },
    answer: names.answer ?? (verdicts?.ok ? verdicts.value : null),
    basis: basis.exact || exact.curve.answer ? basis : null,
    isComing: whole ? verdicts === null : [names, exactTree, exact.curve].some(({ running }) => running),
  });
  const table = {
    ...sorting,
    start,
    chosen,
    hidden,
    find,
    onChoose: chooseRow,
    onHide(next: readonly string[]) {
      setHidden(next);
      keepInAddress({ hide: next.length > 0 ? next.join(",") : null });
    },
    onFind(text: string) {
      setFind(text);
      keepInAddress({ find: text === "" ? null : text });
    },
    dataHref: (format: "json" | "csv") => `compare.${format}${params.size > 0 ? `?${params}` : ""}`,
  };
  return (
    <TipHost>
      <div className={view.panes}>
        {!basis.exact && (
          <ExactStrip
            basis={basis}
            read={names.answer && exactBasis(basis.of)}
            all={[names, exactTree, exact.curve, exact.common]}
            more={[pairs]}
          />
        )}
        <section className={view.names} aria-labelledby="compare-total">
          <Suspense fallback={<RunsPane answer={null} failure={null} isComing {...table} />}>
            <ComparedRuns whole={whole} exact={names} {...table} />
          </Suspense>
        </section>
        <RunsDetail
          {...{ start, tree, exactTree, detail, pending, exact, properties, path, pairs }}
          isComing={names.running || exactTree.running}
          onPath={(next) => {
            if (next && next.name !== chosen) chooseRow(next.name);
            setPathId(next?.id ?? null);
            keepInAddress({ path: next?.id ?? null });
          }}
        />
      </div>
    </TipHost>
  );
}
