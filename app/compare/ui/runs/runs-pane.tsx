/** The names of two sets of runs: shown once they are read, and again with their verdicts. */
"use client";

import { use } from "react";
import {
  countVerdicts,
  describeEnvironment,
  describeHead,
  describeRest,
} from "../../../../lib/analysis/compare/run-words.ts";
import { compareSql } from "../../../../lib/analysis/compare/shown-sql.ts";
import { basisOf } from "../../../../lib/model/basis.ts";
import { formatCount, formatCounted } from "../../../../lib/model/format.ts";
import type { QueryOutcome } from "../../../../lib/model/outcome.ts";
import type { RunsAnswer } from "../../../../lib/queries/compare-runs.ts";
import type { CompareStart } from "../../../../lib/queries/compare-start.ts";
import { ExportMenu } from "../../../shell/export/export-menu.tsx";
import { SqlButton } from "../../../shell/sql/sql-button.tsx";
import type { Certainty } from "../../../ui/about.tsx";
import { ColumnsMenu } from "../../../ui/check-menu.tsx";
import { NameFilter } from "../../../ui/name-filter.tsx";
import { PaneTitle } from "../../../ui/pane-title.tsx";
import { Skeleton } from "../../../ui/skeleton.tsx";
import type { Exact } from "../../../ui/use-exact.ts";
import type { CompareSortKey } from "../../address.ts";
import { type CompareSort, keepOrder, matching } from "../sort.ts";
import view from "../view.module.css";
import { describeTotal, TOO_LARGE } from "../words.ts";
import { PairingLine } from "./pairing-line.tsx";
import styles from "./runs.module.css";
import { hasErrorRows, listRows, type RunsRow, sortRunsRows } from "./runs-rows.ts";
import { HIDEABLE, RunsTable } from "./runs-table.tsx";

export interface RunsNamesProps {
  readonly start: CompareStart;
  readonly find: string;
  readonly onFind: (text: string) => void;
  readonly sort: CompareSort;
  /** Names in the order in which they were first shown; those of other rows follow. */
  readonly order: readonly string[];
  /** @param rows those shown */
  readonly onSort: (key: CompareSortKey, rows: readonly RunsRow[]) => void;
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
  readonly hidden: readonly string[];
  readonly onHide: (hidden: readonly string[]) => void;
  readonly dataHref: (format: "json" | "csv") => string;
}

interface RunsPaneProps extends RunsNamesProps {
  /** Null until it is known. */
  readonly answer: RunsAnswer | null;
  /** Why there are no verdicts, if that is known here. */
  readonly failure: string | null;
  /** Whether they are on their way. */
  readonly isComing: boolean;
}

export function RunsPane({ start, answer, failure, isComing, find, onFind, order, ...props }: RunsPaneProps) {
  const rows = listRows(start, answer);
  const shown = keepOrder(sortRunsRows(matching(rows, find), props.sort), order);
  const certainty: Certainty = start.baseline.basis.exact && start.candidate.basis.exact ? "exact" : "estimate";
  const isTooLarge = basisOf(start).follows === "never";
  const rest = failure ?? (isTooLarge ? TOO_LARGE : answer ? describeRest(answer) : "");
  const environment = answer && describeEnvironment(answer.environment);
  return (
    <>
      {environment && (
        <p className={styles.guard} role="note">
          <GuardIcon /> {environment}. Durations do not compare one to one.
        </p>
      )}
      <PaneTitle
        id="compare-total"
        title={
          <span title="Traced time: nested and parallel spans count once">
            {answer ? describeHead(answer) : describeTotal(start)}
          </span>
        }
        summary={<span role="status">{describeFound(find, rows, start, answer)}</span>}
        actions={
          <>
            <NameFilter find={find} onFind={onFind} />
            <SqlButton sql={compareSql(start.baseline, start.candidate)} pane="Names" />
            <span className="wide">
              <ColumnsMenu
                table="compare-runs"
                columns={HIDEABLE.filter(({ id }) => id !== "errors" || hasErrorRows(rows))}
                hidden={props.hidden}
                onChange={props.onHide}
              />
            </span>
            <ExportMenu pane="Names" csv={props.dataHref("csv")} json={props.dataHref("json")} />
          </>
        }
      />
      {(isComing || rest !== "") && <p className={view.said}>{rest === "" ? <Skeleton width="48ch" /> : rest}</p>}
      <PairingLine {...{ answer, isComing }} chosen={props.chosen} />
      {rows.length > 0 ? (
        <RunsTable
          {...props}
          {...{ certainty, isComing, find }}
          rows={shown}
          onSort={(key) => props.onSort(key, rows)}
          runs={answer?.candidate.runs.map(({ id }) => id) ?? []}
          several={start.baseline.runs.length > 1 || start.candidate.runs.length > 1}
        />
      ) : (
        <p className="notice">No spans match on either side.</p>
      )}
    </>
  );
}

/** `2 faster, 1 slower`; `12 of 300 names` while they are filtered. */
function describeFound(find: string, rows: readonly RunsRow[], { leftOut }: CompareStart, answer: RunsAnswer | null) {
  if (find !== "") return `${formatCount(matching(rows, find).length)} of ${formatCounted(rows.length, "name")}`;
  if (!answer) return formatCounted(rows.length + leftOut, "name");
  const rest =
    answer.leftOut > 0 ? `, ${formatCounted(answer.leftOut, "name")} with the smallest changes not listed` : "";
  return `${countVerdicts(answer.names)}${rest}`;
}

function GuardIcon() {
  return (
    <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 2 15 14H1ZM8 6.5v3.5M8 11.7v.8" fill="none" stroke="currentColor" strokeWidth="1.4" />
    </svg>
  );
}

interface ComparedRunsProps extends RunsNamesProps {
  /** Null if the browser asks for it. */
  readonly whole: Promise<QueryOutcome<RunsAnswer | null>> | null;
  /** Of very many spans. */
  readonly exact: Exact<RunsAnswer | null>;
}

export function ComparedRuns({ whole, exact, ...names }: ComparedRunsProps) {
  const outcome = whole && use(whole);
  return (
    <RunsPane
      answer={exact.answer ?? (outcome?.ok ? outcome.value : null)}
      failure={outcome && !outcome.ok ? outcome.message : null}
      isComing={exact.running}
      {...names}
    />
  );
}
