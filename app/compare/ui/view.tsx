/** The comparison: headline, table of names, and one name in detail below. */
"use client";

import { useSearchParams } from "next/navigation";
import { Suspense, useState } from "react";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import type { CompareAnswer } from "../../../lib/queries/compare.ts";
import type { ComparedProperty } from "../../../lib/queries/compare-sides.ts";
import type { CompareStart } from "../../../lib/queries/compare-start.ts";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import type { CompareSortKey } from "../address.ts";
import { CurvePane } from "./curve-pane.tsx";
import { type Detail, keepInAddress, useDetail } from "./detail-state.ts";
import { ComparedNames, CompareNames, hiddenColumns } from "./names.tsx";
import { SidesTable } from "./sides-table.tsx";
import { type CompareSort, compareSortText, parseCompareSort } from "./sort.ts";
import styles from "./view.module.css";
import { WherePane } from "./where-pane.tsx";

interface CompareViewProps {
  readonly start: CompareStart;
  /** The same with confidence intervals, which take longer. */
  readonly whole: Promise<QueryOutcome<CompareAnswer>>;
  readonly first: Detail;
  readonly properties: Promise<QueryOutcome<ComparedProperty[]>>;
}

export function CompareView({ start, whole, first, properties }: CompareViewProps) {
  const params = new URLSearchParams(useSearchParams());
  const { detail, chosen, pending, chooseRow, chooseTags } = useDetail(first);
  const [sort, setSort] = useState(() => parseCompareSort(params.get("sort")));
  const [hidden, setHidden] = useState(() => hiddenColumns(params.get("hide"), start));
  const dataHref = (format: "json" | "csv") => `compare.${format}${params.size > 0 ? `?${params}` : ""}`;
  const sortBy = (key: CompareSortKey) => {
    const next: CompareSort = { key, desc: sort.key === key ? !sort.desc : key !== "name" };
    setSort(next);
    keepInAddress({ sort: compareSortText(next) });
  };
  const hide = (next: readonly string[]) => {
    setHidden(next);
    keepInAddress({ hide: next.join(",") });
  };
  const names = { sort, chosen, hidden, dataHref, onSort: sortBy, onChoose: chooseRow, onHide: hide };
  return (
    <div className={styles.panes}>
      <section className={styles.names} aria-labelledby="compare-total">
        <Suspense fallback={<CompareNames answer={start} said={null} {...names} />}>
          <ComparedNames start={start} whole={whole} {...names} />
        </Suspense>
      </section>
      {detail.row !== null && (
        <div className={styles.detail} aria-busy={pending}>
          <Suspense fallback={<SkeletonRows count={8} />}>
            {detail.spread && <CurvePane spread={detail.spread} answer={start} />}
          </Suspense>
          <div className={styles.side}>
            <Suspense fallback={<SkeletonRows count={6} />}>
              {detail.tags && <WherePane tags={detail.tags} answer={start} onChoose={chooseTags} />}
            </Suspense>
            <Suspense fallback={<SkeletonRows count={6} />}>
              <SidesTable properties={properties} answer={start} />
            </Suspense>
          </div>
        </div>
      )}
    </div>
  );
}
