/** Where the time goes: names and counts first, then figures, then self times, each as soon as it arrives. */
import { Suspense } from "react";
import { formatCount, formatCounted, formatDurationText } from "../../../lib/model/format.ts";
import { formatScope, type Scope } from "../../../lib/model/scope.ts";
import type { OverviewFigures } from "../../../lib/queries/overview.ts";
import { askOnce } from "../../server/ask.ts";
import { ExportMenu } from "../../shell/export/export-menu.tsx";
import { NoMatch } from "../../shell/scope/no-match-here.tsx";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import { PaneTitle } from "../../ui/pane-title.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import table from "../../ui/table/table.module.css";
import { ColumnChoice } from "./column-choice.tsx";
import type { NameRow } from "./name-row.ts";
import { HIDEABLE } from "./name-row.ts";
import { NameFilter, NamesTable } from "./names-table.tsx";
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
            <NameFilter />
            <PaneSql scope={scope} pane="Span names" pick={(sql) => sql.names} />
            <ColumnChoice pane="Span names" param="hide" columns={HIDEABLE} />
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
  const answer = await askOnce("overview", { scope });
  return answer.ok ? describeNames(answer.value) : null;
}

function describeNames({ names, nameCount, traced, leftOut }: OverviewFigures): string {
  const unplaced = names.reduce((sum, name) => sum + name.unplaced, 0);
  const parts = [formatCounted(nameCount, "name"), `shares are of ${formatDurationText(traced)} traced`];
  if (names.length < nameCount) parts.splice(1, 0, `${formatCount(names.length)} with the largest total`);
  if (unplaced > 0) parts.push(`${formatCount(unplaced)} at 0 not drawn`);
  if (leftOut > 0) parts.push(`${formatCount(leftOut)} without a number as duration left out`);
  return parts.join(", ");
}

async function Counted({ scope }: { readonly scope: Scope }) {
  const answer = await askOnce("scopeNames", { scope: scope.names.length > 0 ? { ...scope, names: [] } : scope });
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
  const answer = await askOnce("overview", { scope });
  if (!answer.ok) return <AlertStrip message={answer.message} />;
  const { names, low, high } = answer.value;
  if (names.length === 0) return <NoMatch scope={scope} />;
  return (
    <Suspense fallback={<NamesTable rows={toRows(names, null)} low={low} high={high} />}>
      <Whole scope={scope} figures={answer.value} />
    </Suspense>
  );
}

async function Whole({ scope, figures }: { readonly scope: Scope; readonly figures: OverviewFigures }) {
  const answer = await askOnce("selfTimes", { scope });
  const self = answer.ok ? new Map(answer.value.self) : null;
  return <NamesTable rows={toRows(figures.names, self)} low={figures.low} high={figures.high} />;
}

function toRows(names: OverviewFigures["names"], self: ReadonlyMap<string, number> | null): NameRow[] {
  return names.map((figures) => {
    const { name, colorIndex, count } = figures;
    return { name, colorIndex, count, figures, self: self ? (self.get(name) ?? 0) : null };
  });
}
