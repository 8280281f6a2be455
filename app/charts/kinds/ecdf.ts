/** ECDF: the share of rows below a value, on a tail scale: 90 % to 99 % is as long as 99 % to 99.9 %. */
import { formatCount, formatCounted, formatNumber } from "../../../lib/model/format.ts";
import { TAIL_SHARES, tailScale } from "../../../lib/stats/ecdf.ts";
import { quantile } from "../../../lib/stats/order.ts";
import { escapeText } from "../draw/axis-layout.ts";
import { keepPlaced, pickRows, valueAt } from "../draw/marks.ts";
import { findEnds, formatShort, formatValue } from "../draw/scale.ts";
import { cutTable } from "../draw/table.ts";
import { formatTailShare } from "../draw/tick-texts.ts";
import type { ChartTable, Layer, PlotKind, PointNumber, Prepared, Tip, Trace } from "../model.ts";

const THICK = { few: 2, many: 1.6 } as const;
/** More points would not change how a curve looks. */
const MAX_BODY = 2_000;

/**
 * The ranks to draw: all of the tail, every n-th of the body. The share below rank i is i / count, which keeps the
 * highest value on the scale.
 */
export function pickRanks(count: number): number[] {
  const every = Math.max(1, Math.ceil(count / MAX_BODY));
  const tail = count - MAX_BODY / 2;
  return Array.from({ length: count }, (_, i) => i).filter((rank) => rank >= tail || rank % every === 0);
}

function drawCurve(chart: Prepared, index: number, rows: readonly number[]): Trace {
  const { x, groups } = chart;
  const group = groups[index];
  const sorted = [...rows].sort((a, b) => valueAt(x, a) - valueAt(x, b));
  const ranks = pickRanks(sorted.length);
  const drawn = ranks.map((rank) => sorted[rank] ?? 0);
  const describe = (point: PointNumber): Tip | undefined => {
    const rank = typeof point === "number" ? ranks[point] : undefined;
    if (rank === undefined) return undefined;
    return {
      figure: formatValue(x, valueAt(x, sorted[rank] ?? 0)),
      where: [
        `${formatNumber((100 * rank) / sorted.length)} % are below`,
        ...(chart.axes.color ? [`${chart.axes.color.label} ${group?.label}`] : []),
      ],
    };
  };
  return {
    rows: drawn,
    tip: describe,
    data: {
      type: "scatter",
      mode: "lines",
      name: escapeText(group?.label ?? ""),
      x: drawn.map((row) => valueAt(x, row)),
      y: ranks.map((rank) => tailScale(rank / sorted.length)),
      line: {
        color: chart.axes.color ? (group?.color ?? chart.colors.ink3) : chart.colors.ink2,
        width: groups.length > 3 ? THICK.many : THICK.few,
        shape: "vh",
      },
      hoverinfo: "none",
    },
  };
}

function makeEcdf(chart: Prepared): Layer {
  const { x, groups } = chart;
  const placed = groups.map((group) => keepPlaced(group.rows, x));
  const all = placed.flat();
  const longest = Math.max(2, ...placed.map((rows) => rows.length));
  // The last rank of the longest curve, but at least 99 %.
  const top = Math.max(2, tailScale(1 - 1 / longest)) * 1.04;
  const fixed = TAIL_SHARES.map((share) => [tailScale(share), formatTailShare(share)] as const);
  return {
    traces: placed.map((rows, i) => drawCurve(chart, i, rows)).filter(({ rows = [] }) => rows.length > 0),
    x: {
      scale: x,
      title: x.title,
      ends: findEnds(
        x,
        all.map((row) => valueAt(x, row)),
      ),
    },
    y: {
      scale: {
        log: false,
        unit: "plain",
        categories: null,
        fixed,
      },
      title: `share of ${chart.noun}s below (tail)`,
      ends: [0, top],
    },
    drawn: all.length,
    caption: `in ${formatCounted(placed.filter((rows) => rows.length > 0).length, "curve")}`,
    pick: pickRows(chart, x, null),
    table: () => listShares(chart, placed),
  };
}

/** Lists the values at common percentiles. */
function listShares(chart: Prepared, placed: readonly (readonly number[])[]): ChartTable {
  const shares = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999];
  const lines = placed.map((rows, i) => {
    const sorted = Float64Array.from(rows, (row) => valueAt(chart.x, row)).sort();
    const values = sorted.length === 0 ? [] : [...shares.map((share) => quantile(sorted, share)), sorted.at(-1) ?? 0];
    return [
      ...(chart.axes.color ? [chart.groups[i]?.label ?? ""] : []),
      formatCount(rows.length),
      ...values.map((value) => formatShort(chart.x, value)),
    ];
  });
  const heads = shares.map((share) => `p${Number((share * 100).toPrecision(4))}`);
  return cutTable([...(chart.axes.color ? [chart.axes.color.label] : []), `${chart.noun}s`, ...heads, "max"], lines);
}

export const ecdf: PlotKind = {
  name: "ECDF",
  make: makeEcdf,
  x: "along",
  y: { counts: "share", why: "An ECDF shows shares", canLog: false },
};
