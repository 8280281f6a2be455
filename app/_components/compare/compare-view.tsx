/** The comparison: its headline, the table of names, and one name looked at closely below. */
"use client";

import { useSearchParams } from "next/navigation";
import { Suspense, useState } from "react";
import { compareSql } from "../../../lib/compare/compare-sql.ts";
import type { CompareAnswer } from "../../../lib/questions/compare.ts";
import type { SideFact } from "../../../lib/questions/compare-sides.ts";
import type { QuestionOutcome } from "../../../lib/reader/query.ts";
import { ExportMenu } from "../controls/export-menu.tsx";
import { PaneTitle } from "../shell/pane-title.tsx";
import { SkeletonRows } from "../shell/skeleton.tsx";
import { SqlButton } from "../sql/sql-button.tsx";
import { CompareColumns, hiddenColumns } from "./compare-columns.tsx";
import { type CompareSort, type CompareSortKey, compareSortText, parseCompareSort } from "./compare-sort.ts";
import { CompareTable } from "./compare-table.tsx";
import styles from "./compare-view.module.css";
import { sayTotal, sayVerdicts } from "./compare-words.ts";
import { CurvePane } from "./curve-pane.tsx";
import { type Detail, keepInAddress, useDetail } from "./detail-state.ts";
import { SideFacts } from "./side-facts.tsx";
import { WherePane } from "./where-pane.tsx";

interface CompareViewProps {
  readonly answer: CompareAnswer;
  readonly first: Detail;
  readonly facts: Promise<QuestionOutcome<SideFact[]>>;
}

export function CompareView({ answer, first, facts }: CompareViewProps) {
  const { a, b, rows } = answer;
  const params = new URLSearchParams(useSearchParams());
  const { detail, chosen, pending, chooseRow, chooseTags } = useDetail(first);
  const [sort, setSort] = useState(() => parseCompareSort(params.get("sort")));
  const [hidden, setHidden] = useState(() => hiddenColumns(params.get("hide"), rows));
  const total = sayTotal(a, b);
  const twin = (format: "json" | "csv") => `/compare.${format}${params.size > 0 ? `?${params}` : ""}`;
  const sortBy = (key: CompareSortKey) => {
    const next: CompareSort = { key, desc: sort.key === key ? !sort.desc : key !== "name" };
    setSort(next);
    keepInAddress({ sort: compareSortText(next) });
  };
  const hide = (next: readonly string[]) => {
    setHidden(next);
    keepInAddress({ hide: next.join(",") });
  };
  return (
    <div className={styles.panes}>
      <section className={styles.names} aria-labelledby="compare-total">
        <PaneTitle
          id="compare-total"
          title={total}
          facts={
            <span className={styles.brief} title={sayVerdicts(answer)}>
              {sayVerdicts(answer)}
            </span>
          }
          actions={
            <>
              <SqlButton sql={compareSql(a, b)} pane="Names" />
              <span className={styles.wide}>
                <CompareColumns hidden={hidden} onChange={hide} />
              </span>
              <ExportMenu pane="Names" csv={twin("csv")} json={twin("json")} />
            </>
          }
        />
        <p className={styles.said} aria-hidden="true">
          {sayVerdicts(answer)}
        </p>
        {rows.length > 0 ? (
          <CompareTable {...{ rows, sort, chosen, hidden }} onSort={sortBy} onChoose={chooseRow} />
        ) : (
          <p className={styles.nothing}>No spans match on either side.</p>
        )}
      </section>
      {detail.row !== null && (
        <div className={styles.detail} aria-busy={pending}>
          <Suspense fallback={<SkeletonRows count={8} />}>
            {detail.spread && <CurvePane spread={detail.spread} answer={answer} />}
          </Suspense>
          <div className={styles.side}>
            <Suspense fallback={<SkeletonRows count={6} />}>
              {detail.tags && <WherePane tags={detail.tags} answer={answer} onChoose={chooseTags} />}
            </Suspense>
            <Suspense fallback={<SkeletonRows count={6} />}>
              <SideFacts facts={facts} answer={answer} />
            </Suspense>
          </div>
        </div>
      )}
    </div>
  );
}
