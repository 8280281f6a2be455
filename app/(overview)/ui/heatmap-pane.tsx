/** Start × duration: the heatmap's pane, drawn once figures and parents have arrived. */
import { type ReactNode, Suspense } from "react";
import { formatScope, type Scope } from "../../../lib/model/scope.ts";
import { askOnce } from "../../server/ask.ts";
import { ExportMenu } from "../../shell/export/export-menu.tsx";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import { PaneTitle } from "../../ui/pane-title.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import table from "../../ui/table/table.module.css";
import { ChartChoice } from "./chart-choice.tsx";
import { FiguredHeatmap } from "./figured-heatmap.tsx";
import { pickHeatmap } from "./heatmap-figures.ts";
import styles from "./overview.module.css";
import { PaneSql } from "./pane-sql.tsx";

interface HeatmapPaneProps {
  readonly scope: Scope;
}

const TITLE = "Start × duration";

export function HeatmapPane({ scope }: HeatmapPaneProps) {
  const query = `?${formatScope(scope)}`;
  const tools = (
    <>
      <ChartChoice chart="heatmap" />
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
  const [figures, nested] = await Promise.all([
    askOnce("overview", { scope, reading: "sample" }),
    askOnce("selfTimes", { scope, reading: "sample" }),
  ]);
  if (!figures.ok) return <AlertStrip message={figures.message} />;
  return (
    <FiguredHeatmap
      title={TITLE}
      figures={pickHeatmap(figures.value)}
      self={nested.ok ? nested.value : null}
      tools={tools}
    />
  );
}
