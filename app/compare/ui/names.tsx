/** The table of both sides' names: shown once they are read, and again with their verdicts. */
"use client";

import { use } from "react";
import { compareSql } from "../../../lib/analysis/compare/shown-sql.ts";
import { basisOf } from "../../../lib/model/basis.ts";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import type { CompareAnswer } from "../../../lib/queries/compare.ts";
import type { CompareStart } from "../../../lib/queries/compare-start.ts";
import { ExportMenu } from "../../shell/export/export-menu.tsx";
import { SqlButton } from "../../shell/sql/sql-button.tsx";
import { certaintyOf } from "../../ui/about.tsx";
import { ColumnsMenu } from "../../ui/check-menu.tsx";
import { PaneTitle } from "../../ui/pane-title.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { CompareSortKey } from "../address.ts";
import type { SideCertainties } from "./cells.tsx";
import { hasErrors, type ShownRow } from "./sort.ts";
import { CompareTable, type CompareTableProps } from "./table.tsx";
import styles from "./view.module.css";
import { describeTotal, describeVerdicts } from "./words.ts";

const COLUMNS = [
  { id: "calls", label: "Calls" },
  { id: "errors", label: "Errors" },
  { id: "p50", label: "p50" },
  { id: "p95", label: "p95" },
];

/** Calls get a column only where they differ, errors only where they are not what the sides are chosen by. */
export function hiddenColumns(text: string | null, { rows, by }: Pick<CompareStart, "rows" | "by">): readonly string[] {
  if (text !== null) return text.split(",").filter((one) => one !== "");
  const differ = rows.some((row) => row.baselineCount !== row.candidateCount);
  return [...(differ ? [] : ["calls"]), ...(by === "errors" ? ["errors"] : [])];
}

interface NamesProps extends Omit<CompareTableProps, "rows" | "certainty" | "onSort"> {
  /** @param rows those shown */
  readonly onSort: (key: CompareSortKey, rows: readonly ShownRow[]) => void;
  readonly onHide: (hidden: readonly string[]) => void;
  readonly dataHref: (format: "json" | "csv") => string;
}

interface CompareNamesProps extends NamesProps {
  readonly answer: CompareAnswer | CompareStart;
  /** The answer that was shown first. */
  readonly start: CompareStart;
  /** The overall summary; null until it is known. */
  readonly said: string | null;
}

export function CompareNames({ answer, start, said, onHide, onSort, dataHref, ...table }: CompareNamesProps) {
  const { baseline, candidate, rows } = answer;
  return (
    <>
      <PaneTitle
        id="compare-total"
        title={describeTotal(answer)}
        summary={
          <span className={styles.brief} title={said ?? undefined}>
            {said ?? <Skeleton width="32ch" />}
          </span>
        }
        actions={
          <>
            <SqlButton sql={compareSql(baseline, candidate)} pane="Names" />
            <span className="wide">
              <ColumnsMenu
                columns={COLUMNS.filter(({ id }) => id !== "errors" || hasErrors(rows))}
                hidden={table.hidden}
                onChange={onHide}
                resets={false}
              />
            </span>
            <ExportMenu pane="Names" csv={dataHref("csv")} json={dataHref("json")} />
          </>
        }
      />
      <p className={styles.said} aria-hidden="true">
        {said ?? <Skeleton width="24ch" />}
      </p>
      {rows.length > 0 ? (
        <CompareTable
          rows={rows}
          certainty={findCertainties(start, answer)}
          onSort={(key) => onSort(key, rows)}
          {...table}
        />
      ) : (
        <p className="notice">No spans match on either side.</p>
      )}
    </>
  );
}

function findCertainties(start: CompareStart, now: CompareStart | CompareAnswer): SideCertainties {
  return {
    baseline: certaintyOf(start.baseline.basis, now.baseline.basis),
    candidate: certaintyOf(start.candidate.basis, now.candidate.basis),
    change: certaintyOf(basisOf(start), basisOf(now)),
  };
}

interface ComparedNamesProps extends NamesProps {
  readonly start: CompareStart;
  /** From the same spans. */
  readonly whole: Promise<QueryOutcome<CompareAnswer>>;
  /** From all spans, if those were a sample; null until it has arrived. */
  readonly exact: CompareAnswer | null;
}

export function ComparedNames({ start, whole, exact, ...names }: ComparedNamesProps) {
  const outcome = exact ? { ok: true as const, value: exact } : use(whole);
  return outcome.ok ? (
    <CompareNames answer={outcome.value} said={describeVerdicts(outcome.value)} {...{ start, ...names }} />
  ) : (
    <CompareNames answer={start} said={outcome.message} {...{ start, ...names }} />
  );
}
