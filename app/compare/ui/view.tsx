/** The comparison: headline, table of names, and one name in detail below. */
"use client";

import { useSearchParams } from "next/navigation";
import { Suspense, useState } from "react";
import { basisOf } from "../../../lib/model/basis.ts";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import type { CompareAnswer } from "../../../lib/queries/compare.ts";
import type { ComparedSides } from "../../../lib/queries/compare-sides.ts";
import type { CompareStart } from "../../../lib/queries/compare-start.ts";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { TipHost } from "../../ui/tip.tsx";
import type { CompareSortKey } from "../address.ts";
import { CurvePane } from "./curve-pane.tsx";
import { type Detail, keepInAddress, useDetail } from "./detail-state.ts";
import { useExactAnswers } from "./exact-answers.ts";
import { ExactStrip } from "./exact-strip.tsx";
import { ComparedNames, CompareNames, hiddenColumns } from "./names.tsx";
import { SidesTable } from "./sides-table.tsx";
import { type CompareSort, compareSortText, keepOrder, parseCompareSort, type ShownRow, sortRows } from "./sort.ts";
import styles from "./view.module.css";
import { WherePane } from "./where-pane.tsx";

function namesOf(rows: readonly ShownRow[]): string[] {
  return rows.map(({ name }) => name);
}

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
  const [sort, setSort] = useState(() => parseCompareSort(params.get("sort")));
  const [hidden, setHidden] = useState(() => hiddenColumns(params.get("hide"), start));
  const [hiddenWhere, setHiddenWhere] = useState<readonly string[]>(() =>
    (params.get("hidewhere") ?? "").split(",").filter(Boolean),
  );
  const [order, setOrder] = useState(() => namesOf(sortRows(start.rows, sort)));
  const [find, setFind] = useState(params.get("find") ?? "");
  const exact = useExactAnswers({ start, whole, detail, properties }, params, lastId);
  const dataHref = (format: "json" | "csv") => `compare.${format}${params.size > 0 ? `?${params}` : ""}`;
  const sortBy = (key: CompareSortKey, rows: readonly ShownRow[]) => {
    // Exact figures do not move the rows: sorting by the same column again puts them in order first.
    const isStale = namesOf(sortRows(rows, sort)).join("\0") !== namesOf(keepOrder(rows, sort, order)).join("\0");
    const desc = sort.key !== key ? key !== "name" : isStale ? sort.desc : !sort.desc;
    const next: CompareSort = { key, desc };
    setSort(next);
    setOrder(namesOf(sortRows(rows, next)));
    keepInAddress({ sort: compareSortText(next) });
  };
  const hide = (next: readonly string[]) => {
    setHidden(next);
    keepInAddress({ hide: next.join(",") });
  };
  const hideWhere = (next: readonly string[]) => {
    setHiddenWhere(next);
    keepInAddress({ hidewhere: next.length > 0 ? next.join(",") : null });
  };
  const search = (text: string) => {
    setFind(text);
    keepInAddress({ find: text === "" ? null : text });
  };
  const names = {
    find,
    onFind: search,
    sort,
    order,
    chosen,
    hidden,
    dataHref,
    onSort: sortBy,
    onChoose: chooseRow,
    onHide: hide,
  };
  return (
    <TipHost>
      <div className={styles.panes}>
        {!basisOf(start).exact && <ExactStrip {...exact} />}
        <section className={styles.names} aria-labelledby="compare-total">
          <Suspense fallback={<CompareNames answer={start} start={start} said={null} {...names} />}>
            <ComparedNames start={start} whole={whole} exact={exact.names.answer} {...names} />
          </Suspense>
        </section>
        {detail.row !== null && (
          <div className={styles.detail} aria-busy={pending}>
            <Suspense fallback={<SkeletonRows count={8} />}>
              {detail.spread && <CurvePane spread={detail.spread} exact={exact.curve.answer} answer={start} />}
            </Suspense>
            <div className={styles.side}>
              <Suspense fallback={<SkeletonRows count={6} />}>
                {detail.tags && (
                  <WherePane
                    tags={detail.tags}
                    exact={exact.tagged.answer}
                    answer={start}
                    onChoose={chooseTags}
                    hidden={hiddenWhere}
                    onHide={hideWhere}
                  />
                )}
              </Suspense>
              <Suspense fallback={<SkeletonRows count={6} />}>
                <SidesTable properties={properties} exact={exact.common.answer} answer={start} />
              </Suspense>
            </div>
          </div>
        )}
      </div>
    </TipHost>
  );
}
