/** The comparison: headline, table of names, and one name in detail below. */
"use client";

import { useSearchParams } from "next/navigation";
import { Suspense, useState } from "react";
import { basisOf } from "../../../lib/model/basis.ts";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import type { CompareAnswer } from "../../../lib/queries/compare.ts";
import type { ComparedSides } from "../../../lib/queries/compare-sides.ts";
import type { CompareStart } from "../../../lib/queries/compare-start.ts";
import { TipHost } from "../../ui/tip.tsx";
import { useExact } from "../../ui/use-exact.ts";
import { useValue } from "../../ui/use-value.ts";
import { CALLS_SORTS, compareParams } from "../address.ts";
import { DetailPanes } from "./detail-panes.tsx";
import { type Detail, keepInAddress, useDetail } from "./detail-state.ts";
import { useExactAnswers } from "./exact-answers.ts";
import { ExactStrip } from "./exact-strip.tsx";
import { ComparedNames, CompareNames, hiddenColumns } from "./names.tsx";
import { type ShownRow, sortRows } from "./sort.ts";
import { useKeptSort } from "./use-kept-sort.ts";
import styles from "./view.module.css";

interface CompareViewProps {
  readonly start: CompareStart;
  /** The same with confidence intervals. */
  readonly whole: Promise<QueryOutcome<CompareAnswer>>;
  readonly first: Detail;
  readonly properties: Promise<QueryOutcome<ComparedSides>>;
  /** The newest span to consider. */
  readonly lastId: number;
}

export function CompareView({ start, whole, first, properties, lastId }: CompareViewProps) {
  const params = new URLSearchParams(useSearchParams());
  const { detail, chosen, pending, chooseRow, chooseTags } = useDetail(first, lastId);
  const sorting = useKeptSort<ShownRow>({ keys: CALLS_SORTS, rows: start.rows, sortRows });
  const [hidden, setHidden] = useState(() => hiddenColumns(params.get("hide"), start));
  const [find, setFind] = useState(params.get("find") ?? "");
  // A sample takes milliseconds: nothing waits behind the exact answers.
  const sampled = useValue(whole) && basisOf(start);
  const verdicts = useExact("compare", { ...compareParams(params, lastId), reading: "exact" }, sampled, whole);
  const exact = useExactAnswers({ before: verdicts, detail, properties }, params, lastId);
  const dataHref = (format: "json" | "csv") => `compare.${format}${params.size > 0 ? `?${params}` : ""}`;
  const hide = (next: readonly string[]) => {
    setHidden(next);
    keepInAddress({ hide: next.join(",") });
  };
  const search = (text: string) => {
    setFind(text);
    keepInAddress({ find: text === "" ? null : text });
  };
  const names = {
    find,
    onFind: search,
    ...sorting,
    chosen,
    hidden,
    dataHref,
    onChoose: chooseRow,
    onHide: hide,
  };
  return (
    <TipHost>
      <div className={styles.panes}>
        {!basisOf(start).exact && (
          <ExactStrip
            basis={basisOf(start)}
            read={verdicts.answer && basisOf(verdicts.answer)}
            all={[verdicts, exact.curve, exact.tagged, exact.common]}
          />
        )}
        <section className={styles.names} aria-labelledby="compare-total">
          <Suspense fallback={<CompareNames answer={start} start={start} said={null} {...names} />}>
            <ComparedNames start={start} whole={whole} exact={verdicts.answer} {...names} />
          </Suspense>
        </section>
        <DetailPanes {...{ detail, pending, exact, properties, start, chooseTags }} />
      </div>
    </TipHost>
  );
}
