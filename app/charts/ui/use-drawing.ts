/** Draws a figure with Plotly and redraws it when the element's size changes. */
"use client";

import type { Config, Layout, PlotlyHTMLElement } from "plotly.js/lib/core";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { type ChartArea, makeArea, type View } from "../draw/area.ts";
import {
  fromPlotlyRange,
  layoutKey,
  lengthOf,
  makeAxisTicks,
  placeAxes,
  sideOf,
  toPlotlyRange,
} from "../draw/axis-layout.ts";
import type { Figure } from "../figure.ts";
import type { AxisName, PointNumber } from "../model.ts";

// Decided at build time: the server's build must not follow Plotly's imports.
const loadPlotly = typeof window === "undefined" ? () => new Promise<never>(() => {}) : () => import("../plotly.ts");

export type Library = typeof import("../plotly.ts")["default"];

/** The mark under the pointer. */
export interface Pointed {
  readonly trace: number;
  readonly point: PointNumber;
  /** Pixels from the top left corner. */
  readonly x: number;
  readonly y: number;
}

const CONFIG: Partial<Config> = {
  displaylogo: false,
  displayModeBar: false,
  doubleClick: false,
  // Has effect only while the chart has focus; otherwise wheel events do not reach Plotly.
  scrollZoom: true,
  showTips: false,
};

function sizeOf({ clientWidth: width, clientHeight: height }: HTMLElement) {
  return { width, height };
}

function isPlot(element: HTMLElement): element is PlotlyHTMLElement {
  return element.classList.contains("js-plotly-plot");
}

function readView(element: PlotlyHTMLElement, figure: Figure): View {
  const ranges = new Map<AxisName, readonly [number, number]>();
  for (const { name } of figure.axes) {
    const [low, high] = element.layout[layoutKey(name)]?.range ?? [];
    if (typeof low === "number" && typeof high === "number") ranges.set(name, [low, high]);
  }
  return ranges;
}

/** Our ticks are explicit, so zooming needs new ones for the visible part. Resizing moves domains, too. */
function refit(element: PlotlyHTMLElement, figure: Figure): Partial<Layout> | undefined {
  const update: Record<string, unknown> = {};
  const view = readView(element, figure);
  const size = sizeOf(element);
  const { margin } = figure;
  const inner = { x: size.width - margin.l - margin.r, y: size.height - margin.t - margin.b };
  for (const { name, view: axis, domain } of figure.axes) {
    const key = layoutKey(name);
    const side = sideOf(name);
    const [from, to] = domain(Math.max(1, inner[side]));
    const range = view.get(name) ?? toPlotlyRange(axis);
    const ticks = makeAxisTicks(axis, side, fromPlotlyRange(axis, range), lengthOf(inner[side], [from, to]));
    const now = element.layout[key];
    if (now?.domain?.[0] !== from || now?.domain?.[1] !== to) update[`${key}.domain`] = [from, to];
    // Places as well as texts: two axes may well have the same texts.
    const shown = [now?.tickvals, now?.ticktext, now?.minor?.tickvals];
    if (JSON.stringify(shown) === JSON.stringify([ticks.tickvals, ticks.ticktext, ticks.minor.tickvals])) continue;
    update[`${key}.tickvals`] = ticks.tickvals;
    update[`${key}.ticktext`] = ticks.ticktext;
    update[`${key}.minor.tickvals`] = ticks.minor.tickvals;
  }
  return Object.keys(update).length > 0 ? (update as Partial<Layout>) : undefined;
}

interface DrawingOptions {
  readonly figure: Figure;
  /** Zoom is kept while this stays the same. */
  readonly revision: string;
  readonly onDrawn: (figure: Figure) => void;
  readonly onPoint: (pointed: Pointed | undefined) => void;
}

export interface Drawing {
  /** Null before the first drawing. */
  readonly area: ChartArea | null;
  readonly library: Library | undefined;
  /** Resets the zoom. */
  readonly fit: () => void;
}

function useLibrary(): Library | undefined {
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
  return library;
}

export function useDrawing(place: RefObject<HTMLDivElement | null>, options: DrawingOptions): Drawing {
  const { figure, revision, onDrawn, onPoint } = options;
  const library = useLibrary();
  const latest = useRef(figure);
  const pointing = useRef(onPoint);
  const [area, setArea] = useState<ChartArea | null>(null);
  useEffect(() => {
    pointing.current = onPoint;
  }, [onPoint]);

  const look = useCallback((element: PlotlyHTMLElement) => {
    const { axes, margin } = latest.current;
    setArea(makeArea(axes, margin, sizeOf(element), readView(element, latest.current)));
  }, []);
  const settle = useCallback(
    async (library: Library, element: PlotlyHTMLElement) => {
      const update = refit(element, latest.current);
      if (update) await library.relayout(element, update);
      look(element);
    },
    [look],
  );

  useEffect(() => {
    const element = place.current;
    if (!library || !element) return;
    let gone = false;
    latest.current = figure;
    pointing.current(undefined);
    const axes = placeAxes(figure.axes, figure.margin, figure.colors, sizeOf(element));
    const layout = { ...figure.layout, ...axes, uirevision: revision };
    void library.react(element, figure.data, layout, CONFIG).then(async (plot) => {
      if (gone) return;
      if (!plot.dataset.heard) {
        plot.dataset.heard = "1";
        listen(plot, pointing, {
          zoomed: () => void settle(library, plot),
          zooming: () => look(plot),
        });
      }
      await settle(library, plot);
      if (!gone) onDrawn(figure);
    });
    return () => {
      gone = true;
    };
  }, [library, figure, revision, onDrawn, place, settle, look]);

  useEffect(() => {
    const element = place.current;
    if (!library || !element) return;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === 0 || element.clientHeight === 0 || !isPlot(element)) return;
      library.Plots.resize(element);
      void settle(library, element);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      delete element.dataset.heard;
      library.purge(element);
    };
  }, [library, place, settle]);

  const fit = useCallback(() => {
    const element = place.current;
    if (!library || !element || !isPlot(element)) return;
    const ranges = latest.current.axes.map(({ name, view }) => [`${layoutKey(name)}.range`, toPlotlyRange(view)]);
    void library.relayout(element, Object.fromEntries(ranges)).then(() => settle(library, element));
  }, [library, place, settle]);
  return { area, library, fit };
}

interface Heard {
  readonly zoomed: () => void;
  readonly zooming: () => void;
}

function listen(
  element: PlotlyHTMLElement,
  pointing: RefObject<DrawingOptions["onPoint"]>,
  { zoomed, zooming }: Heard,
): void {
  element.on("plotly_hover", ({ points: [point] }) => {
    if (!point) return pointing.current(undefined);
    // A heat map's cell has two numbers.
    const number = point.pointNumber as PointNumber;
    pointing.current({ trace: point.curveNumber, point: number, x: point.xPixel ?? 0, y: point.yPixel ?? 0 });
  });
  element.on("plotly_unhover", () => pointing.current(undefined));
  element.on("plotly_relayout", (event) => {
    if (Object.keys(event).some((key) => /axis\d*\.(range|autorange)/.test(key))) zoomed();
  });
  element.on("plotly_relayouting", zooming);
}
