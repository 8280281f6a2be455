/** Start × duration: the heatmap's pane, drawn once figures and parents have arrived. */
import { type ReactNode, Suspense } from "react";
import { formatScope, type Scope } from "../../../lib/model/scope.ts";
import type { SelfTimes } from "../../../lib/queries/self-times.ts";
import { askOnce } from "../../server/ask.ts";
import { ExportMenu } from "../../shell/export/export-menu.tsx";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import { PaneTitle } from "../../ui/pane-title.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import table from "../../ui/table/table.module.css";
import { HeatmapView } from "./heatmap-view.tsx";
import styles from "./overview.module.css";
import { PaneSql } from "./pane-sql.tsx";

interface HeatmapPaneProps {
  readonly scope: Scope;
}

const NOTHING: Pick<SelfTimes, "slowest" | "parents"> = { slowest: [], parents: [] };
const TITLE = "Start × duration";

export function HeatmapPane({ scope }: HeatmapPaneProps) {
  const query = `?${formatScope(scope)}`;
  const tools = (
    <>
      <PaneSql scope={scope} pane={TITLE} pick={(sql) => sql.durations} />
      <ExportMenu pane={TITLE} csv={`explore.csv${query}`} json={`explore.json${query}`} spans={query} />
    </>
  );
  const waiting = (
    <>
      <PaneTitle id="heatmap-title" title={TITLE} actions={tools} />
      <SkeletonRows count={6} height={32} />
    </>
  );
  return (
    <section className={`${table.pane} ${styles.heatmap}`} aria-labelledby="heatmap-title">
      <Suspense fallback={waiting}>
        <Drawn scope={scope} tools={tools} />
      </Suspense>
    </section>
  );
}

async function Drawn({ scope, tools }: { readonly scope: Scope; readonly tools: ReactNode }) {
  const [figures, nested] = await Promise.all([askOnce("overview", { scope }), askOnce("selfTimes", { scope })]);
  if (!figures.ok) return <AlertStrip message={figures.message} />;
  const { heatmap, layers, names, earlier, later } = figures.value;
  const { slowest, parents } = nested.ok ? nested.value : NOTHING;
  const shown = names.map(({ name, colorIndex }) => ({ name, colorIndex }));
  const without = slowest.some(({ name }) => parents.includes(name)) ? [] : parents;
  return (
    <HeatmapView
      title={TITLE}
      figures={{ heatmap, layers, names: shown, earlier, later }}
      slowest={slowest}
      without={without}
      tools={tools}
    />
  );
}
