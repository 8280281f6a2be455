/** The newest spans. */

import { Suspense } from "react";
import { formatCount } from "../../../lib/model/format.ts";
import type { QueryOutcome } from "../../../lib/model/outcome.ts";
import { formatScope, limitsSpans, type Scope } from "../../../lib/model/scope.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import { NO_RUNNING, type RunningSpans } from "../../../lib/queries/running.ts";
import type { ScopeNewest } from "../../../lib/queries/scope-newest.ts";
import { newestSql } from "../../../lib/queries/sql/typed-sql.ts";
import { ask, askOnce } from "../../server/ask.ts";
import { readMoment } from "../../server/moment.ts";
import { ExportMenu } from "../../shell/export/export-menu.tsx";
import { NoMatch } from "../../shell/scope/no-match-here.tsx";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import { PaneTitle } from "../../ui/pane-title.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import table from "../../ui/table/table.module.css";
import { ColumnChoice } from "./column-choice.tsx";
import { findColumns, findSources, MAX_COLUMNS } from "./newest-columns.ts";
import { NewestTable } from "./newest-table.tsx";
import styles from "./overview.module.css";
import { PaneSql } from "./pane-sql.tsx";

interface NewestPaneProps {
  readonly scope: Scope;
}

export function NewestPane(props: NewestPaneProps) {
  return (
    <section className={`${table.pane} ${styles.newest}`} aria-labelledby="newest-title">
      <Suspense fallback={<Waiting />}>
        <Found {...props} />
      </Suspense>
    </section>
  );
}

async function Found(props: NewestPaneProps) {
  const { scope } = props;
  const moment = await readMoment();
  const lastId = moment.ok ? moment.value : 0;
  const [outcome, running] = await Promise.all([
    askOnce("scopeNewest", { scope }),
    // Those of now, whose spans are in no figure.
    ask("running", { scope, beside: lastId }),
  ]);
  return <Drawn {...props} outcome={outcome} running={running.ok ? running.value : NO_RUNNING} lastId={lastId} />;
}

function Waiting() {
  return (
    <>
      <PaneTitle id="newest-title" title="Newest spans" />
      <SkeletonRows count={6} />
    </>
  );
}

interface DrawnProps extends NewestPaneProps {
  readonly outcome: QueryOutcome<ScopeNewest>;
  readonly running: RunningSpans;
  readonly lastId: number;
}

function Drawn({ scope, outcome, running, lastId }: DrawnProps) {
  if (!outcome.ok) return <AlertStrip message={outcome.message} />;
  const { spans, origin, dated, window } = outcome.value;
  const columns = findColumns([...running.spans, ...spans]);
  const own = columns
    .filter(({ inherited }) => !inherited)
    .map(({ key, kind, exact }) => ({ key, kind, gaps: true, exact }));
  const query = `?${formatScope(scope)}`;
  const parts = [
    limitsSpans(scope)
      ? formatCount(spans.length)
      : `${formatCount(spans.length)} of ${window.estimated ? "≈ " : ""}${formatCount(window.total)}`,
    describeColumns(columns.length),
  ];
  const sources = findSources(spans);
  if (sources.length > 0) parts.push(`↑ inherited from ${sources.slice(0, 3).map(formatText).join(", ")}`);
  return (
    <>
      <PaneTitle
        id="newest-title"
        title="Newest spans"
        summary={parts.join(", ")}
        actions={
          <>
            <PaneSql
              scope={scope}
              pane="Newest spans"
              pick={({ where }) => newestSql(own, spans.length || 100, { kind: "scan" }, where)}
            />
            <ColumnChoice
              table="newest"
              pane="Newest spans"
              param="hidetag"
              columns={columns.map(({ key }) => [key, formatText(key)] as const)}
            />
            <ExportMenu pane="Newest spans" csv={`explore.csv${query}`} json={`explore.json${query}`} spans={query} />
          </>
        }
      />
      {spans.length === 0 && running.spans.length === 0 ? (
        <NoMatch scope={scope} />
      ) : (
        <NewestTable
          spans={spans}
          zero={origin === null ? null : { origin, dated }}
          running={running}
          lastId={lastId}
        />
      )}
    </>
  );
}

function describeColumns(count: number): string {
  return count > MAX_COLUMNS ? `${MAX_COLUMNS} of ${count} tags as columns` : "tags as columns";
}
