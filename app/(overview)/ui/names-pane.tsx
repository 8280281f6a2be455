/** Where the time goes: names and counts first, then figures, then self times, each as soon as it arrives. */
import { Suspense } from "react";
import type { OverviewFigures } from "../../../lib/analysis/overview/answer.ts";
import { formatScope, type Scope } from "../../../lib/model/scope.ts";
import { askOnce } from "../../server/ask.ts";
import { ExportMenu } from "../../shell/export/export-menu.tsx";
import { NoMatch } from "../../shell/scope/no-match-here.tsx";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import { PaneTitle } from "../../ui/pane-title.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import table from "../../ui/table/table.module.css";
import { ColumnChoice } from "./column-choice.tsx";
import { FiguredNames, NamesFacts } from "./figured-names.tsx";
import type { NameRow } from "./name-row.ts";
import { HIDEABLE } from "./name-row.ts";
import { FindName, NamesTable } from "./names-table.tsx";
import styles from "./overview.module.css";
import { PaneSql } from "./pane-sql.tsx";

interface NamesPaneProps {
  readonly scope: Scope;
  /** Whether the figures come from a sample at first. */
  readonly sampled: boolean;
}

export function NamesPane({ scope, sampled }: NamesPaneProps) {
  const query = `?${formatScope(scope)}`;
  return (
    <section className={`${table.pane} ${styles.names}`} aria-labelledby="names-title">
      <PaneTitle
        id="names-title"
        title="Span names"
        summary={
          <Suspense>
            <NamesSummary scope={scope} />
          </Suspense>
        }
        actions={
          <>
            <FindName />
            <PaneSql scope={scope} pane="Span names" pick={(sql) => sql.names} />
            <ColumnChoice pane="Span names" param="hide" columns={HIDEABLE} />
            <ExportMenu pane="Span names" csv={`overview.csv${query}`} json={`overview.json${query}`} spans={query} />
          </>
        }
      />
      <Suspense fallback={<SkeletonRows count={5} height={32} />}>
        {sampled ? <Figured scope={scope} /> : <Counted scope={scope} />}
      </Suspense>
    </section>
  );
}

async function NamesSummary({ scope }: { readonly scope: Scope }) {
  const answer = await askOnce("overview", { scope, reading: "sample" });
  return answer.ok ? <NamesFacts figures={answer.value} /> : null;
}

async function Counted({ scope }: { readonly scope: Scope }) {
  const answer = await askOnce("scopeNames", { scope: { ...scope, names: [] }, reading: "sample" });
  if (!answer.ok) return <AlertStrip message={answer.message} />;
  const chosen = answer.value.names.filter(({ name }) => scope.names.length === 0 || scope.names.includes(name));
  const rows = chosen.map(
    ({ name, colorIndex, count }): NameRow => ({ name, colorIndex, count, figures: null, self: null }),
  );
  return (
    <Suspense fallback={<NamesTable rows={rows} low={0} high={0} />}>
      <Figured scope={scope} />
    </Suspense>
  );
}

async function Figured({ scope }: { readonly scope: Scope }) {
  const answer = await askOnce("overview", { scope, reading: "sample" });
  if (!answer.ok) return <AlertStrip message={answer.message} />;
  if (answer.value.names.length === 0) return <NoMatch scope={scope} />;
  return (
    <Suspense fallback={<FiguredNames figures={answer.value} self={null} />}>
      <Whole scope={scope} figures={answer.value} />
    </Suspense>
  );
}

async function Whole({ scope, figures }: { readonly scope: Scope; readonly figures: OverviewFigures }) {
  const answer = await askOnce("selfTimes", { scope, reading: "sample" });
  return <FiguredNames figures={figures} self={answer.ok ? answer.value : null} />;
}
