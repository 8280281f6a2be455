/** The spans as a picture. What is chosen in it goes into the address. */
"use client";

import { useMemo } from "react";
import { AlertStrip } from "../_components/controls/alert-strip.tsx";
import type { Axes } from "../_components/plot/axis-choice.ts";
import { kindOf } from "../_components/plot/chart-list.ts";
import { Plot } from "../_components/plot/plot.tsx";
import type { PlotChange } from "../_components/plot/plot-controls.tsx";
import styles from "./explore.module.css";
import { useExplore } from "./explore-context.tsx";
import type { ViewChange } from "./explore-url.ts";
import { plotColumns, plotLabel, plotRows } from "./plot-table.ts";

export function ExplorePlotPane() {
  const { facts, url, adjust, plot: state } = useExplore();
  const { plot, busy, failure } = state;
  const columns = useMemo(() => plotColumns(plot?.columns ?? []), [plot]);
  const rows = useMemo(() => (plot ? plotRows(plot) : []), [plot]);
  const { view } = url;
  const axes = useMemo((): Axes | null => {
    if (!plot) return null;
    const find = (id: string | null) => columns.find((column) => column.id === id) ?? null;
    const type = view.plot ?? "scatter";
    return {
      plot: type,
      x: find(plot.x),
      y: kindOf(type).y === "column" ? find(plot.y) : null,
      color: find(plot.color),
      logX: plot.logX,
      logY: plot.logY,
      dims: kindOf(type).several ? columns.filter(({ numeric, unit }) => numeric && unit !== "id").slice(0, 4) : [],
      trend: kindOf(type).extras === true && (view.trend ?? true),
      margins: kindOf(type).extras === true && (view.margins ?? true),
    };
  }, [plot, columns, view.plot, view.trend, view.margins]);
  const change = (next: PlotChange) => {
    const idOf = (label: string | undefined) =>
      plot?.columns.find((column) => plotLabel(column) === label)?.id ?? label;
    const named = Object.fromEntries(
      (["x", "y", "color"] as const).filter((key) => key in next).map((key) => [key, idOf(next[key])]),
    );
    adjust({ ...next, ...named } as ViewChange);
  };
  return (
    <div className={styles.plot}>
      {failure && <AlertStrip message={failure.message} />}
      {plot && axes && (
        <Plot
          axes={axes}
          columns={columns}
          rows={rows}
          origin={plot.origin}
          names={facts.order}
          query={JSON.stringify(url.scope)}
          old={busy}
          busy={busy}
          onChange={change}
        />
      )}
    </div>
  );
}
