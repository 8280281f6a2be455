/** Parallel coordinates: a vertical axis per column, a line per row. */
import { makeShareOf } from "../../../lib/stats/number-bins.ts";
import { fade } from "../draw/colors.ts";
import { drawingType, MAX_POINTS, pickEvery, valueAt } from "../draw/marks.ts";
import { findBounds, type Region } from "../draw/region.ts";
import { findEnds, type Scale } from "../draw/scale.ts";
import { shortenText } from "../draw/shorten-text.ts";
import { makeTicks } from "../draw/ticks.ts";
import type { AxisView, Layer, PlotKind, Prepared, Trace, UprightTicks } from "../model.ts";

/** Opacity: a few lines are solid, many are translucent. */
const INK = { least: 0.08, most: 0.7, rows: 90 } as const;
const TICKS = 6;
/** Maximum characters of a name below its axis. */
const NAME = 18;

interface Upright {
  readonly scale: Scale;
  readonly ends: readonly [number, number];
  /** From 0 at the bottom to 1 at the top; NaN where a row has no value. */
  readonly heightOf: (value: number) => number;
}

function makeUpright(scale: Scale, rows: readonly number[]): Upright {
  const values = rows.map((row) => valueAt(scale, row)).filter((value) => !Number.isNaN(value));
  const ends = findEnds(scale, values);
  return { scale, ends, heightOf: makeShareOf({ low: ends[0], high: ends[1], log: scale.log }) };
}

function heightsOf(uprights: readonly Upright[], row: number): number[] {
  return uprights.map(({ scale, heightOf }) => heightOf(valueAt(scale, row)));
}

/** One trace for all rows, with gaps at missing values and after each row. */
function drawLines(uprights: readonly Upright[], rows: readonly number[], color: string, total: number): Trace {
  const x: (number | null)[] = [];
  const y: (number | null)[] = [];
  const ofPoint: number[] = [];
  for (const row of rows) {
    for (const [i, height] of heightsOf(uprights, row).entries()) {
      x.push(i);
      y.push(Number.isNaN(height) ? null : height);
      ofPoint.push(row);
    }
    x.push(null);
    y.push(null);
    ofPoint.push(-1);
  }
  return {
    rows: ofPoint,
    data: {
      type: drawingType(total),
      mode: "lines",
      x,
      y,
      line: { color, width: 1.2, shape: "linear" },
      connectgaps: false,
      hoverinfo: "none",
    },
  };
}

/** The lines of the axes. */
function drawUprights(uprights: readonly Upright[], { colors }: Prepared): Trace {
  return {
    data: {
      type: "scatter",
      mode: "lines",
      x: uprights.flatMap((_, i) => [i, i, null]),
      y: uprights.flatMap(() => [0, 1, null]),
      line: { color: colors.line2, width: 1 },
      hoverinfo: "skip",
    },
  };
}

function listTicks({ scale, ends, heightOf }: Upright): UprightTicks {
  const { values, texts } = makeTicks(scale, ends[0], ends[1], scale.categories ? 14 : TICKS);
  const ticks = values.map((value, t) => [heightOf(value), texts[t] ?? ""] as const);
  return { ticks, areNames: scale.categories !== null };
}

/** The rows that pass through a region on every axis it covers. */
function pickRows(uprights: readonly Upright[], rows: readonly number[]): (region: Region) => number[] {
  return (region) => {
    const { x, y } = findBounds(region);
    const covered = uprights.filter((_, i) => i >= x[0] && i <= x[1]);
    if (covered.length === 0) return [];
    return rows.filter((row) => heightsOf(covered, row).every((height) => height >= y[0] && height <= y[1]));
  };
}

function makeParallel(chart: Prepared): Layer {
  const { dims, groups, selected } = chart;
  const all = groups.flatMap((group) => group.rows);
  const every = Math.max(1, Math.ceil((all.length * dims.length) / MAX_POINTS));
  const kept = new Set(pickEvery(all, every));
  const rows = [...kept];
  const uprights = dims.map((scale) => makeUpright(scale, rows));
  const strength = Math.min(INK.most, Math.max(INK.least, INK.rows / Math.max(1, rows.length)));
  const total = rows.length * dims.length;
  const draw = (share: number, wanted: (row: number) => boolean) =>
    groups.map((group) => {
      const own = group.rows.filter((row) => kept.has(row) && wanted(row));
      return drawLines(uprights, own, fade(group.color, share), total);
    });
  const lines = selected
    ? [...draw(strength * 0.4, (row) => !selected.has(row)), ...draw(0.9, (row) => selected.has(row))]
    : draw(strength, () => true);
  const names = dims.map((scale, i) => [i, shortenText(scale.title, NAME)] as const);
  const plain = { log: false, unit: "plain", categories: null } as const;
  const bottom: AxisView = {
    scale: { ...plain, fixed: names },
    title: "",
    ends: [-0.28, Math.max(1, dims.length - 1) + 0.4],
  };
  return {
    traces: dims.length > 0 ? [...lines, drawUprights(uprights, chart)] : [],
    uprights: uprights.map(listTicks),
    layout: { margin: { l: 30, r: 16, t: 10, b: 40 } },
    x: { ...bottom, bare: "line" },
    y: { scale: plain, title: "", ends: [-0.03, 1.03], bare: "all" },
    drawn: dims.length > 0 ? rows.length : 0,
    caption: `as lines${every > 1 ? `, one in ${every}` : ""}`,
    pick: pickRows(uprights, rows),
  };
}

export const parallel: PlotKind = {
  name: "Parallel coordinates",
  make: makeParallel,
  x: "along",
  y: "column",
  several: { max: 8, firstIsLast: true },
};
