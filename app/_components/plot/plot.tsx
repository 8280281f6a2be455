/** The plot of a result: what it shows, its colours, the picture, and how much of how much is drawn. */
"use client";

import { useCallback, useMemo, useState } from "react";
import { Badge } from "../controls/chip.tsx";
import type { ResultColumn, Row } from "../results/result-columns.ts";
import type { Axes } from "./axis-choice.ts";
import { type Figure, makeFigure } from "./chart-figure.ts";
import styles from "./plot.module.css";
import { PlotCanvas } from "./plot-canvas.tsx";
import { type PlotChange, PlotControls } from "./plot-controls.tsx";
import { PlotLegend } from "./plot-legend.tsx";
import { useChartColors } from "./use-chart-colors.ts";

interface PlotProps {
  readonly axes: Axes;
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly Row[];
  /** Starts are counted from here, epoch seconds. */
  readonly origin: number;
  /** Span names in order of their first id in the file. */
  readonly names: readonly string[];
  /** Names the query: a new one forgets zoom and hidden colours. */
  readonly query: string;
  /** The result is of an earlier query: without colour. */
  readonly old: boolean;
  /** Another query runs: what is drawn is not its result. */
  readonly busy: boolean;
  readonly onChange: (change: PlotChange) => void;
}

const NOTHING_HIDDEN: ReadonlySet<string> = new Set();

/** Hidden colours belong to one column of one query. */
function useHidden(key: string) {
  const [state, setState] = useState({ key, hidden: NOTHING_HIDDEN });
  const setHidden = (hidden: ReadonlySet<string>) => setState({ key, hidden });
  return [state.key === key ? state.hidden : NOTHING_HIDDEN, setHidden] as const;
}

export function Plot({ axes, columns, rows, origin, names, query, old, busy, onChange }: PlotProps) {
  const colors = useChartColors();
  const [hidden, setHidden] = useHidden(`${query}\n${axes.color?.label}`);
  const figure = useMemo(
    () => colors && makeFigure({ axes, rows, origin, names, colors, hidden }),
    [axes, rows, origin, names, colors, hidden],
  );
  const [drawn, setDrawn] = useState<Figure>();
  const onDrawn = useCallback((figure: Figure) => setDrawn(figure), []);
  const ready = figure !== null && drawn === figure && !busy;
  const revision = [query, axes.plot, axes.x?.label, axes.y?.label, axes.logX, axes.logY].join("\n");
  return (
    <section
      aria-label="Plot"
      className={old ? `${styles.plot} ${styles.old}` : styles.plot}
      data-ready={ready ? "1" : undefined}
      data-points={ready ? figure.drawn : undefined}
    >
      <PlotControls axes={axes} columns={columns} onChange={onChange}>
        {figure && figure.legend.length > 0 && (
          <PlotLegend groups={figure.legend} hidden={hidden} onChange={setHidden} />
        )}
      </PlotControls>
      {figure ? (
        <PlotCanvas figure={figure} revision={revision} label={describe(axes, figure)} onDrawn={onDrawn} />
      ) : (
        <div className={styles.canvas} />
      )}
      <p className={styles.drawn}>
        {figure && <Badge>{figure.sentence}</Badge>}
        {figure?.notes.map((note) => (
          <Badge key={note}>{note}</Badge>
        ))}
        {figure?.densest !== undefined && <Density most={figure.densest} />}
      </p>
    </section>
  );
}

function Density({ most }: { readonly most: number }) {
  return (
    <span className={styles.density}>
      1
      <span aria-hidden="true" className={styles.shades} />
      {most}
    </span>
  );
}

/** One sentence for those who cannot see the picture. The table beside it holds its data. */
function describe({ plot, x, y, color }: Axes, { sentence }: Figure): string {
  const over = y ? `${y.label} over ${x?.label}` : (x?.label ?? "nothing");
  return `${plot} of ${over}${color ? `, colored by ${color.label}` : ""}: ${sentence}`;
}
