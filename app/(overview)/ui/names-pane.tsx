/** Where the time goes: names by self time first, then all figures, as soon as they arrive. */
import { Suspense } from "react";
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
}

export function NamesPane({ scope }: NamesPaneProps) {
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
            <ColumnChoice table="names" pane="Span names" param="hide" columns={HIDEABLE} />
            <ExportMenu pane="Span names" csv={`overview.csv${query}`} json={`overview.json${query}`} spans={query} />
          </>
        }
      />
      <Suspense fallback={<SkeletonRows count={5} height={32} />}>
        <Counted scope={scope} />
      </Suspense>
    </section>
  );
}

async function NamesSummary({ scope }: { readonly scope: Scope }) {
  const answer = await askOnce("overview", { scope, reading: "sample" });
  return answer.ok ? <NamesFacts figures={answer.value} /> : null;
}

/** Names with what decides on their order first: it does not change when the other figures arrive. */
async function Counted({ scope }: { readonly scope: Scope }) {
  const answer = await askOnce("scopeNames", { scope: { ...scope, names: [] }, reading: "sample" });
  if (!answer.ok) return <AlertStrip message={answer.message} />;
  const { names, nameCount } = answer.value;
  const rows = names
    .filter(({ name }) => scope.names.length === 0 || scope.names.includes(name))
    .map((row): NameRow => ({ ...row, figures: null }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return (
    <Suspense
      fallback={
        names.length < nameCount ? <SkeletonRows count={5} height={32} /> : <NamesTable rows={rows} low={0} high={0} />
      }
    >
      <Figured scope={scope} />
    </Suspense>
  );
}

async function Figured({ scope }: { readonly scope: Scope }) {
  const [figures, self] = await Promise.all([
    askOnce("overview", { scope, reading: "sample" }),
    askOnce("selfTimes", { scope, reading: "sample" }),
  ]);
  if (!figures.ok) return <AlertStrip message={figures.message} />;
  if (figures.value.names.length === 0) return <NoMatch scope={scope} />;
  return <FiguredNames figures={figures.value} self={self.ok ? self.value : null} />;
}
