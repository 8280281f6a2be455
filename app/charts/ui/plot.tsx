/**
 * A plot of rows: controls, legend, picture, and how much of the data is drawn.
 *
 * Rows are identified by their index in `rows`. With `onSelect`, a drag marks a part of the plot: store its `region`
 * (axis values: starts relative to `origin`, categories from 0) and the `selection` it stands for, and pass both back.
 */
"use client";

import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Colors } from "../../../lib/model/colors.ts";
import { showText } from "../../../lib/model/shown-text.ts";
import type { DensityGrid } from "../../../lib/stats/density.ts";
import { useKey } from "../../ui/keys/keys.ts";
import type { ResultColumn, Row } from "../../ui/table/result-columns.ts";
import { useNarrow } from "../../ui/use-narrow.ts";
import type { Axes } from "../axis-choice.ts";
import { type ChartColors, readChartColors } from "../draw/colors.ts";
import type { Region } from "../draw/region.ts";
import { describePlot, describeRegion, type Figure, makeFigure } from "../figure.ts";
import type { Trend, Whole } from "../model.ts";
import { kindOf } from "../registry.ts";
import { type CanvasHandle, PlotCanvas } from "./canvas.tsx";
import { type PlotChange, PlotControls } from "./controls.tsx";
import { PlotDrawn, PlotLegend } from "./legend.tsx";
import styles from "./plot.module.css";
import { ChartColumns, PlotTable } from "./plot-table.tsx";
import { PlotTools } from "./tools.tsx";

interface PlotProps {
  readonly axes: Axes;
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly Row[];
  /** Time that starts are relative to, epoch seconds. */
  readonly origin: number;
  /** Those of the colour column's values, if they are not to depend on these rows. */
  readonly valueColors?: Colors | undefined;
  /** Identifies the query: a new one resets zoom and hidden colours. */
  readonly query: string;
  /** The result belongs to an earlier query; drawn without colour. */
  readonly old?: boolean;
  /** Another query is running; what is drawn is not its result. */
  readonly busy?: boolean;
  readonly onChange: (change: PlotChange) => void;

  /** Density in axis values, if there are too many rows for a chart; `rows` then holds only the slowest. */
  readonly grid?: DensityGrid | null;
  /** All that the plot is of, if `rows` does not hold it. */
  readonly of?: Whole | undefined;
  /** The selected rows; null without a selection. */
  readonly selection?: Iterable<number> | null;
  /** Number of selected rows, if `rows` does not hold them all. */
  readonly selected?: number;
  /** The marked part of the plot. */
  readonly region?: Region | null;
  /** For a density grid, `rows` holds only the rows of the points. */
  readonly onSelect?: (rows: readonly number[], region: Region) => void;
  readonly onClear?: () => void;
  /** The row hovered elsewhere on the page. */
  readonly hovered?: number | undefined;
  readonly onHover?: (row: number | undefined) => void;
  /** A click on a point. */
  readonly onOpen?: (row: number) => void;

  /** The type of each row's error, to mark it. */
  readonly errors?: readonly (string | null)[] | undefined;
  /** The noun for a row: "row" or "span". */
  readonly noun?: string;
  /** The whole that a selection's share refers to, for its label: "5.0 % of compress". */
  readonly whole?: string;
  /** The pane spans the window: controls on one line, the legend on another. */
  readonly wide?: boolean;
  /** Replaces the save button at the end of the toolbar. */
  readonly actions?: (save: () => void) => ReactNode;
}

const NOTHING_HIDDEN: ReadonlySet<string> = new Set();

/** Hidden colours apply to one column of one query. */
function useHidden(key: string) {
  const [state, setState] = useState({ key, hidden: NOTHING_HIDDEN });
  const setHidden = (hidden: ReadonlySet<string>) => setState({ key, hidden });
  return [state.key === key ? state.hidden : NOTHING_HIDDEN, setHidden] as const;
}

/** The trend of the colour most frequent in the selection. */
function bandOfSelection({ trends }: Figure, selected: ReadonlySet<number> | null): Trend | undefined {
  if (!selected || trends.length === 0) return undefined;
  const counts = trends.map(({ group }) => group.rows.filter((row) => selected.has(row)).length);
  const most = Math.max(...counts);
  return most > 0 ? trends[counts.indexOf(most)] : undefined;
}

/** Chart colours of the current theme, updated when it changes; null on the server. */
function useChartColors(): ChartColors | null {
  const [colors, setColors] = useState<ChartColors | null>(null);
  useEffect(() => {
    const read = () => setColors(readChartColors(document.body));
    read();
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", read);
    const chosen = new MutationObserver(read);
    chosen.observe(document.documentElement, { attributeFilter: ["data-theme", "class"] });
    return () => {
      system.removeEventListener("change", read);
      chosen.disconnect();
    };
  }, []);
  return colors;
}

function useFigure(props: PlotProps, hidden: ReadonlySet<string>, selected: ReadonlySet<number> | null) {
  const { axes, rows, origin, valueColors, errors, grid, of, noun } = props;
  const colors = useChartColors();
  return useMemo(
    () =>
      colors &&
      makeFigure({
        axes,
        rows,
        origin,
        valueColors,
        colors,
        hidden,
        selected,
        grid: grid ?? null,
        errors,
        of,
        ...(noun && { noun }),
      }),
    [axes, rows, origin, valueColors, colors, hidden, selected, grid, errors, of, noun],
  );
}

export function Plot(props: PlotProps) {
  const { axes, columns, query, busy = false, onChange, region = null, selection = null, onSelect, onClear } = props;
  const { wide = false, noun = "row", actions } = props;
  const narrow = useNarrow();
  const canvas = useRef<CanvasHandle>(null);
  const [tool, setTool] = useState<Region["kind"]>("box");
  const [asTable, setAsTable] = useState(false);
  const [hiddenColumns, setHiddenColumns] = useState<readonly string[]>([]);
  const [hidden, setHidden] = useHidden(`${query}\n${axes.color?.label}`);
  const selected = useMemo(() => selection && new Set(selection), [selection]);
  const figure = useFigure(props, hidden, selected);
  const content = useMemo(() => (asTable && figure ? figure.table() : null), [asTable, figure]);
  const [drawn, setDrawn] = useState<Figure>();
  const onDrawn = useCallback((figure: Figure) => setDrawn(figure), []);
  useKey("Escape", "Clear the selection of the chart", onClear && (region || selection) ? onClear : null);
  const ready = figure !== null && (asTable || drawn === figure) && !busy;
  const dims = axes.dims.map(({ label }) => label);
  const revision = [query, axes.plot, axes.x?.label, axes.y?.label, axes.logX, axes.logY, axes.margins, ...dims];
  const label = figure ? showText(describePlot(axes, figure)) : "";
  const several = kindOf(axes.plot).several !== undefined;
  const band = figure ? bandOfSelection(figure, selected) : undefined;
  const counted = props.selected ?? selected?.size;
  const save = () => canvas.current?.save();
  const about = figure && <PlotDrawn figure={figure} points={wide} />;
  return (
    <section
      aria-label="Plot"
      className={[styles.plot, props.old && styles.old, wide && styles.wide].filter(Boolean).join(" ")}
      data-ready={ready ? "1" : undefined}
      data-points={ready ? figure.drawn : undefined}
      data-selected={ready ? counted : undefined}
    >
      <PlotControls
        axes={axes}
        columns={columns}
        onChange={onChange}
        wide={wide || narrow}
        noTrend={figure?.densest === undefined ? undefined : "A trend needs single points"}
        tools={
          <PlotTools
            tool={onSelect && figure?.pick && !figure.frames ? tool : null}
            onTool={setTool}
            onFit={() => canvas.current?.fit()}
            table={asTable}
            onTable={setAsTable}
            onSave={save}
            columns={content && <ChartColumns content={content} hidden={hiddenColumns} onChange={setHiddenColumns} />}
            actions={actions?.(save)}
          />
        }
      >
        {figure && figure.legend.length > 0 && (
          <PlotLegend
            groups={figure.legend}
            hidden={hidden}
            counted={figure.densest === undefined || several}
            trend={figure.trends.length > 0 ? (band?.group.label ?? "under the pointer") : null}
            onChange={setHidden}
          />
        )}
        {wide && about}
      </PlotControls>
      {figure && !asTable && (
        <PlotCanvas
          ref={canvas}
          figure={figure}
          revision={revision.join("\n")}
          label={label}
          region={region}
          tool={tool}
          describeRegion={(marked) =>
            describeRegion(figure, marked, noun, props.whole, marked === region ? counted : undefined)
          }
          hovered={props.hovered}
          band={band}
          onDrawn={onDrawn}
          onHover={props.onHover}
          onSelect={onSelect && figure.pick ? (marked) => onSelect(figure.pick?.(marked) ?? [], marked) : null}
          onOpen={props.onOpen}
        />
      )}
      {content && <PlotTable content={content} hidden={hiddenColumns} label={label} />}
      {!figure && <div className={styles.canvas} />}
      {!wide && about}
    </section>
  );
}
