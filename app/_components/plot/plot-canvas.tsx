/** Draws a figure with Plotly, keeps it in step with its place on the page, and shows what is under the pointer. */
"use client";

import type { Config, Layout, PlotlyHTMLElement } from "plotly.js/lib/core";
import { useEffect, useRef, useState } from "react";
import { type Figure, fromPlotlyRange, makeAxisTicks, toPlotlyRange } from "./chart-figure.ts";
import type { AxisView, Tip } from "./chart-types.ts";
import styles from "./plot.module.css";
import { PlotTip } from "./plot-tip.tsx";

// Decided while building: the server's build must not follow Plotly's imports.
const loadPlotly = typeof window === "undefined" ? () => new Promise<never>(() => {}) : () => import("./plotly.ts");

type Library = typeof import("./plotly.ts")["default"];

interface Placed {
  readonly tip: Tip;
  readonly x: number;
  readonly y: number;
}

interface PlotCanvasProps {
  readonly figure: Figure;
  /** Zoom survives as long as this stays the same. */
  readonly revision: string;
  readonly label: string;
  readonly onDrawn: (figure: Figure) => void;
}

const CONFIG: Partial<Config> = {
  displaylogo: false,
  displayModeBar: "hover",
  modeBarButtons: [["toImage", "resetScale2d"]],
  toImageButtonOptions: { format: "png", filename: "spantom", scale: 2 },
  doubleClick: "reset",
  showTips: false,
};

/** What an axis does not have of the chart's width and height. */
const MARGINS = { x: 78, y: 50 } as const;

type Range = readonly [number, number];

function readRange(element: PlotlyHTMLElement, which: "xaxis" | "yaxis"): Range | undefined {
  const [low, high] = element.layout[which]?.range ?? [];
  return typeof low === "number" && typeof high === "number" ? [low, high] : undefined;
}

/** Ticks for the part in view: ours are set by hand, so a zoom needs new ones. */
function retick(element: PlotlyHTMLElement, figure: Figure): Partial<Layout> | undefined {
  const update: Record<string, unknown> = {};
  const look = (axis: AxisView, which: "x" | "y") => {
    const range = readRange(element, `${which}axis`) ?? toPlotlyRange(axis);
    const pixels = which === "x" ? element.clientWidth - MARGINS.x : element.clientHeight - MARGINS.y;
    const { tickvals, ticktext, minor } = makeAxisTicks(axis, which, fromPlotlyRange(axis, range), pixels);
    if (element.layout[`${which}axis`]?.ticktext?.join("\n") === ticktext.join("\n")) return;
    update[`${which}axis.tickvals`] = tickvals;
    update[`${which}axis.ticktext`] = ticktext;
    update[`${which}axis.minor.tickvals`] = minor.tickvals;
  };
  look(figure.x, "x");
  look(figure.y, "y");
  return Object.keys(update).length > 0 ? (update as Partial<Layout>) : undefined;
}

function isPlot(element: HTMLElement): element is PlotlyHTMLElement {
  return element.classList.contains("js-plotly-plot");
}

function listen(
  library: Library,
  element: PlotlyHTMLElement,
  latest: { current: Figure },
  show: (at?: Placed) => void,
) {
  element.on("plotly_hover", ({ points: [point] }) => {
    if (!point) return show();
    // A cell of a heat map has two numbers.
    const number = point.pointNumber as number | [number, number];
    const tip = latest.current.tips(point.curveNumber, number);
    show(tip && { tip, x: point.xPixel ?? 0, y: point.yPixel ?? 0 });
  });
  element.on("plotly_unhover", () => show());
  element.on("plotly_relayout", (event) => {
    if (!Object.keys(event).some((key) => /axis\.(range|autorange)/.test(key))) return;
    const update = retick(element, latest.current);
    if (update) void library.relayout(element, update);
  });
}

export function PlotCanvas({ figure, revision, label, onDrawn }: PlotCanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(figure);
  const [placed, setPlaced] = useState<Placed>();
  const [library, setLibrary] = useState<Library>();

  useEffect(() => {
    let gone = false;
    void loadPlotly().then((module) => {
      if (!gone) setLibrary(() => module.default);
    });
    return () => {
      gone = true;
    };
  }, []);

  useEffect(() => {
    const element = place.current;
    if (!library || !element) return;
    let gone = false;
    latest.current = figure;
    setPlaced(undefined);
    const layout = { ...figure.layout, uirevision: revision };
    void library.react(element, figure.data, layout, CONFIG).then(async (plot) => {
      if (gone) return;
      if (!plot.dataset.heard) {
        plot.dataset.heard = "1";
        listen(library, plot, latest, setPlaced);
      }
      const update = retick(plot, figure);
      if (update) await library.relayout(plot, update);
      if (!gone) onDrawn(figure);
    });
    return () => {
      gone = true;
    };
  }, [library, figure, revision, onDrawn]);

  useEffect(() => {
    const element = place.current;
    if (!library || !element) return;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === 0 || element.clientHeight === 0 || !isPlot(element)) return;
      library.Plots.resize(element);
      const update = retick(element, latest.current);
      if (update) void library.relayout(element, update);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      delete element.dataset.heard;
      library.purge(element);
    };
  }, [library]);

  return (
    <div className={styles.canvas}>
      <div ref={place} className={styles.drawing} role="img" aria-label={label} />
      {placed && <PlotTip {...placed} />}
    </div>
  );
}
