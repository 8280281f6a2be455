/** Fits the ticks of an axis to its length: how many, and which of them are labelled. */
import { makeShareOf } from "../../../lib/stats/number-bins.ts";
import type { AxisView } from "../model.ts";
import { shortenTo } from "./shorten-text.ts";
import { fitLabels, textWidth } from "./text-width.ts";
import { CATEGORY, makeTicks, type Ticks } from "./ticks.ts";

const LINE = 13;
/** Between two texts, pixels. */
export const GAPS = { x: 12, y: 6, names: 8 } as const;

/** Names of categories are cut to no less than this, pixels: if all then have theirs, or of each second, third …. */
const CUT = { all: 38, some: 84 } as const;

/** How many labelled ticks fit, as a first guess. */
function findRoom({ scale }: AxisView, which: "x" | "y", [low, high]: readonly [number, number], pixels: number) {
  if (which === "y") return pixels / (scale.categories ? 24 : 46);
  if (!scale.categories) return pixels / 70;
  const longest = Math.max(0, ...scale.categories.map((text) => Math.min(CATEGORY, textWidth(text))));
  const countOf = (least: number) => pixels / (Math.min(longest, least) + GAPS.names);
  return high - low <= countOf(CUT.all) ? scale.categories.length : countOf(CUT.some);
}

/** The names of categories, each cut to its part of the axis. */
function cutNames({ values, texts, minor }: Ticks, pixelsEach: number): Ticks {
  const [first = 0, second = first + 1] = values;
  const step = second - first;
  return { values, texts: texts.map((text) => shortenTo(text, step * pixelsEach - GAPS.names)), minor };
}

/** The ticks that are labelled: first fewer, evenly spaced ones are tried, then those whose texts touch lose them. */
export function fitTicks(axis: AxisView, which: "x" | "y", ends: readonly [number, number], length: AxisLength): Ticks {
  const [low, high] = ends;
  const { pixels, isPart = false } = length;
  const reach = isPart ? Math.min(REACH, PART_REACH * pixels) : REACH;
  // Below a vertical axis, the texts of the horizontal one begin; fixed ticks are all wanted.
  const before = which === "y" && !axis.scale.fixed ? Math.min(reach, LEAST_REACH) : reach;
  const shareOf = makeShareOf({ low, high, log: axis.scale.log });
  const areNames = which === "x" && axis.scale.categories !== null;
  const pick = ({ values, texts }: Ticks) => {
    const places = values.map((value) => shareOf(value) * pixels);
    const lengths = texts.map((text) => (which === "x" ? textWidth(text) : LINE));
    const row = {
      lengths,
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
      gap: areNames ? GAPS.names : GAPS[which],
    };
    // Plotly writes a text at its tick or not at all.
    const isInside = (middle: number, half: number) => middle - half >= -before && middle + half <= pixels + reach;
    const apart = fitLabels(places, row);
    return { apart, inside: apart.filter(({ index, middle }) => isInside(middle, (lengths[index] ?? 0) / 2)) };
  };
  const make = (count: number) => {
    const made = makeTicks(axis.scale, low, high, count);
    return areNames ? cutNames(made, pixels / (high - low)) : made;
  };
  let room = Math.max(2, findRoom(axis, which, ends, pixels));
  let ticks = make(room);
  let kept = pick(ticks);
  while (kept.apart.length < ticks.values.length && room > 2) {
    room = Math.max(2, room * 0.8);
    const fewer = make(room);
    const fitting = pick(fewer);
    if (fitting.inside.length < Math.min(2, kept.inside.length)) break;
    [ticks, kept] = [fewer, fitting];
  }
  const labelled = new Set(kept.inside.map(({ index }) => index));
  return { ...ticks, texts: ticks.texts.map((text, i) => (labelled.has(i) ? text : "")) };
}

/** How far a text may reach beyond its axis: into the margin, or, as a share of it, towards another axis beside it. */
const REACH = 16;
const PART_REACH = 0.05;
const LEAST_REACH = 3;

export interface AxisLength {
  readonly pixels: number;
  /** Whether there are other axes beside it. */
  readonly isPart?: boolean;
}
