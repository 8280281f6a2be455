/** The table of both sides' names: shown once they are read, and again with their verdicts. */
"use client";

import { Fragment, use } from "react";
import { compareSql } from "../../../lib/analysis/compare/shown-sql.ts";
import { basisOf } from "../../../lib/model/basis.ts";
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import type { CompareAnswer } from "../../../lib/queries/compare.ts";
import type { CompareStart } from "../../../lib/queries/compare-start.ts";
import { ExportMenu } from "../../shell/export/export-menu.tsx";
import { SqlButton } from "../../shell/sql/sql-button.tsx";
import { certaintyOf } from "../../ui/about.tsx";
import { ColumnsMenu } from "../../ui/check-menu.tsx";
import { NameFilter } from "../../ui/name-filter.tsx";
import { PaneTitle } from "../../ui/pane-title.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { CompareSortKey } from "../address.ts";
import type { SideCertainties } from "./cells.tsx";
import { hasErrors, matching, type ShownRow } from "./sort.ts";
import { CompareTable, type CompareTableProps } from "./table.tsx";
import styles from "./view.module.css";
import { describeTotal, describeVerdicts, findLargest, nameLargest } from "./words.ts";

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

interface NamesProps extends Omit<CompareTableProps, "rows" | "certainty" | "onSort" | "covered"> {
  readonly find: string;
  readonly onFind: (text: string) => void;
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

export function CompareNames({ answer, start, said, onHide, onSort, onFind, dataHref, ...table }: CompareNamesProps) {
  const { baseline, candidate, rows } = answer;
  const largest = findLargest(answer);
  const found = describeFound(table.find, answer);
  return (
    <>
      <PaneTitle
        id="compare-total"
        title={<span title="Traced time: nested and parallel spans count once">{describeTotal(answer)}</span>}
        summary={<span role="status">{found}</span>}
        actions={
          <>
            <NameFilter find={table.find} onFind={onFind} />
            <SqlButton sql={compareSql(baseline, candidate)} pane="Names" />
            <span className="wide">
              <ColumnsMenu
                table="compare"
                columns={COLUMNS.filter(({ id }) => id !== "errors" || hasErrors(rows))}
                hidden={table.hidden}
                first={hiddenColumns(null, answer)}
                onChange={onHide}
              />
            </span>
            <ExportMenu pane="Names" csv={dataHref("csv")} json={dataHref("json")} />
          </>
        }
      />
      <p className={styles.said}>
        {table.find !== "" && <span className="narrow">{found}. </span>}
        {largest.length > 0 && (
          <span>
            {nameLargest(largest.length)}{" "}
            {largest.map(({ name, change }, place) => (
              <Fragment key={name}>
                {place > 0 && ", "}
                <bdi>{name}</bdi> {change}
              </Fragment>
            ))}
            .{" "}
          </span>
        )}
        <span>{said ?? <Skeleton width="24ch" />}</span>
      </p>
      {rows.length > 0 ? (
        <CompareTable
          rows={rows}
          certainty={findCertainties(start, answer)}
          covered={Math.max(baseline.covered, candidate.covered)}
          onSort={(key) => onSort(key, rows)}
          {...table}
        />
      ) : (
        <p className="notice">No spans match on either side.</p>
      )}
    </>
  );
}

/** `300 names`, `12 of 300 names`; those not listed were not looked through. */
function describeFound(find: string, { rows, leftOut }: CompareStart | CompareAnswer): string {
  const all = leftOut > 0 ? `the ${formatCount(rows.length)} names listed` : formatCounted(rows.length, "name");
  return find === ""
    ? formatCounted(rows.length + leftOut, "name")
    : `${formatCount(matching(rows, find).length)} of ${all}`;
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
