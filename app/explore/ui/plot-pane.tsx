/** The spans as a plot. Its choices and selection go into the address. */
"use client";

import { useRouter } from "next/navigation";
import { type ComponentProps, Suspense, useMemo } from "react";
import type { QueryFailure } from "../../../lib/model/outcome.ts";
import { type Axes, chooseAxes } from "../../charts/axis-choice.ts";
import { kindOf } from "../../charts/registry.ts";
import type { PlotChange } from "../../charts/ui/controls.tsx";
import { Plot } from "../../charts/ui/plot.tsx";
import { ExportMenu } from "../../shell/export/export-menu.tsx";
import { SqlButton } from "../../shell/sql/sql-button.tsx";
import { AlertStrip } from "../../ui/alert-strip.tsx";
import { Button } from "../../ui/button.tsx";
import { useNameColors } from "../../ui/name-colors.tsx";
import panes from "../../ui/panes.module.css";
import { type Running, RunningProgress } from "../../ui/progress.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { exploreHref, type ViewChange } from "../address.ts";
import { useExplore } from "./context.tsx";
import styles from "./explore.module.css";
import { findSelectedRows, idOf, toMarked, toSelection } from "./plot-selection.ts";
import { plotColumns, plotErrors, plotLabel, plotRows } from "./plot-table.ts";
import { formatShownSql } from "./shown-sql.ts";

function useAxes(): Axes | null {
  const { url, plot: state } = useExplore();
  const { plot } = state;
  const { plot: type, logy, dims, trend, margins } = url.view;
  const columns = useMemo(() => plotColumns(plot?.columns ?? []), [plot]);
  const rows = useMemo(() => (plot ? plotRows(plot) : []), [plot]);
  return useMemo(() => {
    if (!plot) return null;
    const label = (id: string | null) => columns.find((column) => column.id === id)?.label ?? "";
    const isColumn = kindOf(type ?? "scatter").y === "column";
    return chooseAxes(
      columns.filter(({ index }) => index >= 0),
      rows,
      {
        ...(type && { plot: type }),
        x: label(plot.x),
        y: label(plot.y),
        color: label(plot.color),
        logx: plot.logX,
        // What the answer says of durations says nothing of counts.
        ...(isColumn ? { logy: plot.logY } : logy !== undefined && { logy }),
        logDims: plot.logDims.map(label),
        ...(dims && { dims: dims.map(label) }),
        trend: trend ?? plot.grid === null,
        margins: margins ?? true,
      },
    );
  }, [plot, columns, rows, type, logy, dims, trend, margins]);
}

export function ExplorePlotPane() {
  const {
    summary,
    where,
    url,
    adjust,
    again,
    plot: state,
    rows: table,
    valueColors,
    peek,
    hovered,
    setHovered,
  } = useExplore();
  const router = useRouter();
  const { plot, busy, failure } = state;
  const { view, scope } = url;
  const axes = useAxes();
  const columns = useMemo(() => plotColumns(plot?.columns ?? []), [plot]);
  const rows = useMemo(() => (plot ? plotRows(plot) : []), [plot]);
  const errors = useMemo(() => (plot ? plotErrors(plot, rows) : undefined), [plot, rows]);
  const places = useMemo(() => new Map(rows.map((row, i) => [idOf(row), i])), [rows]);
  const selection = useMemo(() => (plot ? findSelectedRows(view.sel, plot, rows) : null), [view.sel, plot, rows]);
  const region = useMemo(() => toMarked(view.sel, axes), [view.sel, axes]);
  const change = (next: PlotChange) => {
    const idOfLabel = (label: string) => plot?.columns.find((column) => plotLabel(column) === label)?.id ?? label;
    const ids = (["x", "y", "color"] as const)
      .filter((key) => key in next)
      .map((key) => [key, next[key] === undefined ? undefined : idOfLabel(next[key])]);
    adjust({ ...next, ...Object.fromEntries(ids), ...(next.dims && { dims: next.dims.map(idOfLabel) }) } as ViewChange);
  };
  const sql = useMemo(
    () => formatShownSql({ ...summary, where }, url, plot?.columns ?? [], plot),
    [summary, where, url, plot],
  );
  const clear = () => adjust({ sel: undefined });
  const [name] = scope.names;
  const whole = name !== undefined && scope.names.length === 1 ? name : "the spans";
  const counted = view.sel && !table.busy ? table.selection?.count : undefined;
  const of = useMemo(() => plot && { total: plot.total, estimated: !plot.basis.exact }, [plot]);
  return (
    <div className={styles.plot}>
      {failure && <PlotFailure failure={failure} onAgain={again} />}
      {!plot && state.running && <PlotWaiting running={state.running} />}
      {plot && state.running && (
        <div className={styles.again}>
          <RunningProgress {...state.running} />
        </div>
      )}
      {plot && axes && (
        <NamedPlot
          axes={axes}
          columns={columns}
          rows={rows}
          origin={plot.origin}
          valueColors={valueColors}
          errors={errors}
          query={JSON.stringify(scope)}
          old={failure !== null}
          busy={busy}
          onChange={change}
          grid={plot.grid}
          of={of ?? undefined}
          selection={selection}
          {...(counted !== undefined && { selected: counted })}
          region={region}
          onSelect={(picked, marked) => adjust({ sel: toSelection(marked, picked, axes, plot, rows), why: undefined })}
          onClear={clear}
          hovered={hovered === null ? undefined : places.get(hovered)}
          onHover={(row) => setHovered(row === undefined ? null : idOf(rows[row]))}
          onOpen={(row) => {
            const id = idOf(rows[row]);
            if (id !== null) router.push(peek.hrefOf(id));
          }}
          noun="span"
          whole={whole}
          wide
          actions={(save) => (
            <span className={panes.icons}>
              <SqlButton sql={sql} pane="Plot" />
              <ExportMenu
                pane="Plot"
                csv={exploreHref(url, "explore.csv")}
                json={exploreHref(url, "explore.json")}
                png={save}
              />
            </span>
          )}
        />
      )}
    </div>
  );
}

type Drawn = ComponentProps<typeof Plot>;

function NamedPlot(props: Drawn) {
  return <Suspense>{props.axes.color?.id === "name" ? <PlotByName {...props} /> : <Plot {...props} />}</Suspense>;
}

/** Waits for the colours of names. */
function PlotByName(props: Drawn) {
  return <Plot {...props} valueColors={useNameColors()} />;
}

interface PlotFailureProps {
  readonly failure: QueryFailure;
  readonly onAgain: () => void;
}

/** Why there is no plot: an error, or the user stopped it, which is not an error. */
export function PlotFailure({ failure, onAgain }: PlotFailureProps) {
  if (failure.code !== "SQL_CANCELLED")
    return <AlertStrip message={failure.message} actions={<Button onClick={onAgain}>Ask again</Button>} />;
  return (
    <p className="notice" role="status">
      Stopped.{" "}
      <button type="button" className="link" onClick={onAgain}>
        Ask again
      </button>
    </p>
  );
}

/** Placeholder while the plot's spans are being read. */
export function PlotWaiting({ running }: { readonly running: Running }) {
  return (
    <>
      <RunningProgress {...running} />
      <div className={styles.waiting}>
        <p>
          <Skeleton width="120px" height={16} />
          <Skeleton width="110px" height={16} />
          <Skeleton width="110px" height={16} />
          <Skeleton width="130px" height={16} />
        </p>
      </div>
    </>
  );
}
