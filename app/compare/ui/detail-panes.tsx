/** The chosen name in detail: its distributions, where the difference is, and how the sides differ otherwise. */
"use client";

import { useSearchParams } from "next/navigation";
import { Suspense, useState } from "react";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import type { ComparedSides } from "../../../lib/queries/compare-sides.ts";
import type { CompareStart } from "../../../lib/queries/compare-start.ts";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { CurvePane } from "./curve-pane.tsx";
import { type Detail, keepInAddress } from "./detail-state.ts";
import type { useExactAnswers } from "./exact-answers.ts";
import { SidesTable } from "./sides-table.tsx";
import styles from "./view.module.css";
import { WherePane } from "./where-pane.tsx";

interface DetailPanesProps {
  readonly detail: Detail;
  readonly pending: boolean;
  readonly exact: ReturnType<typeof useExactAnswers>;
  readonly properties: Promise<QueryOutcome<ComparedSides>>;
  readonly start: CompareStart;
  readonly chooseTags: (keys: readonly string[]) => void;
}

export function DetailPanes({ detail, pending, exact, properties, start, chooseTags }: DetailPanesProps) {
  const params = useSearchParams();
  const [hidden, setHidden] = useState<readonly string[]>(() =>
    (params.get("hidewhere") ?? "").split(",").filter(Boolean),
  );
  const hide = (next: readonly string[]) => {
    setHidden(next);
    keepInAddress({ hidewhere: next.length > 0 ? next.join(",") : null });
  };
  if (detail.row === null) return null;
  return (
    <div className={styles.detail} aria-busy={pending}>
      <Suspense fallback={<SkeletonRows count={8} />}>
        {detail.spread && <CurvePane spread={detail.spread} exact={exact.curve.answer} answer={start} pairs={null} />}
      </Suspense>
      <div className={styles.side}>
        <Suspense fallback={<SkeletonRows count={6} />}>
          {detail.tags && (
            <WherePane
              tags={detail.tags}
              exact={exact.tagged.answer}
              answer={start}
              onChoose={chooseTags}
              hidden={hidden}
              onHide={hide}
            />
          )}
        </Suspense>
        <Suspense fallback={<SkeletonRows count={6} />}>
          <SidesTable properties={properties} exact={exact.common.answer} answer={start} />
        </Suspense>
      </div>
    </div>
  );
}
