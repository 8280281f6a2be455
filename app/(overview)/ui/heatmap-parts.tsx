/** What surrounds the heatmap's cells: the slowest spans, counts by duration, the tooltip. */
import Link from "next/link";
import type { HeatmapLayer } from "../../../lib/analysis/overview/answer.ts";
import { describeError, isUnfinished } from "../../../lib/model/error-filter.ts";
import { formatCounted, formatDurationText, formatStart, type TimeZero } from "../../../lib/model/format.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { SlowSpan } from "../../../lib/queries/self-times.ts";
import type { DensityGrid } from "../../../lib/stats/density.ts";
import { shareOf } from "../../../lib/stats/number-bins.ts";
import { Swatch } from "../../ui/chip.tsx";
import drawing from "../../ui/drawing.module.css";
import { NameSwatch, useNameColors } from "../../ui/name-colors.tsx";
import { ShownText } from "../../ui/shown-text.tsx";
import styles from "./heatmap.module.css";
import { type CellRange, countLines, edgesOf } from "./heatmap-cells.ts";

interface HeatmapPointsProps {
  readonly slowest: readonly SlowSpan[];
  readonly grid: DensityGrid;
  readonly zero: TimeZero;
}

/** The slowest spans as points, each a link to its span. */
export function HeatmapPoints({ slowest, grid: { x, y }, zero }: HeatmapPointsProps) {
  const colors = useNameColors();
  // Draws the slowest last, so that its label is on top.
  return slowest.toReversed().map(({ id, name, start, duration, error }, place) => {
    // Rounded: a browser's logarithm can differ from the server's in the last digit.
    const left = round(100 * shareOf(x, start));
    const bottom = round(100 * shareOf(y, duration));
    const text = `${formatText(name)} ${formatDurationText(duration)}`;
    const ended = error === null ? "" : `, ${describeError(error)}`;
    const where = `${text} at ${formatStart(start, zero)}${ended}`;
    return (
      <Link
        key={id}
        href={`/span/${id}`}
        prefetch={false}
        // The table in the same pane reaches each of these spans with one key press.
        tabIndex={-1}
        className={`${styles.point} c${colors.get(name) ?? 8}`}
        data-error={error === null ? undefined : isUnfinished(error) ? "unfinished" : "failed"}
        style={{ left: `${left}%`, bottom: `${bottom}%` }}
        aria-label={where}
        title={where}
      >
        {place === slowest.length - 1 && (
          <b className={left > 50 ? styles.before : styles.after}>
            <span>
              <ShownText text={name} cut />
            </span>{" "}
            {formatDurationText(duration)}
          </b>
        )}
      </Link>
    );
  });
}

function round(percent: number): number {
  return Number(percent.toFixed(3));
}

interface HeatmapSideProps {
  readonly grid: DensityGrid;
  readonly layers: readonly HeatmapLayer[];
  readonly nameCount: number;
}

/** Span counts per duration, by name, on the heatmap's axis. */
export function HeatmapSide({ grid, layers, nameCount }: HeatmapSideProps) {
  const colors = useNameColors();
  const lines = layers.map((layer) => countLines(layer, grid));
  const totals = Array.from({ length: grid.y.bins }, (_, line) =>
    lines.reduce((sum, own) => sum + (own[line] ?? 0), 0),
  );
  const most = Math.max(1, ...totals);
  const reached = new Array<number>(grid.y.bins).fill(0);
  return (
    <>
      <svg
        className={styles.side}
        viewBox={`0 0 ${most} ${grid.y.bins}`}
        width="100%"
        height="100%"
        preserveAspectRatio="none"
        role="img"
        aria-label={`Durations of ${layers.length === 1 ? describeLayer(layers[0]) : `${nameCount} names`}, at most ${formatCounted(most, "span")} in one line`}
      >
        {lines.map((own, layer) => {
          const d = own.map((count, line) => bar(reached, count, line, grid.y.bins)).join("");
          const color = colors.get(layers[layer]?.name ?? "") ?? 8;
          // biome-ignore lint/suspicious/noArrayIndexKey: layers are identified by their position
          return <path key={layer} className={`${drawing.colored} c${color}`} d={d} />;
        })}
      </svg>
      <div className={styles.counts} aria-hidden="true">
        <span>0</span>
        <span>{formatCounted(most, "span")}</span>
      </div>
    </>
  );
}

export function describeLayer(layer: Pick<HeatmapLayer, "name"> | undefined): string {
  return layer?.name == null ? "others" : formatText(layer.name);
}

/** Stacks the bars of one line. */
function bar(reached: number[], count: number, line: number, lines: number): string {
  if (count === 0) return "";
  const from = reached[line] ?? 0;
  reached[line] = from + count;
  return `M${from} ${lines - 1 - line}h${count}v.86h-${count}z`;
}

interface HeatmapTipProps {
  readonly at: readonly [column: number, line: number];
  readonly range: CellRange;
  readonly grid: DensityGrid;
  readonly zero: TimeZero;
  readonly index: ReadonlyMap<number, readonly { readonly layer: number; readonly count: number }[]>;
  readonly layers: readonly Pick<HeatmapLayer, "name">[];
  readonly dragged: boolean;
}

const MAX_NAMES = 3;

/** Contents of the cell under the pointer, or of the part being selected. */
export function HeatmapTip({ at: [column, line], range, grid, zero, index, layers, dragged }: HeatmapTipProps) {
  const counts = sumLayers(range, grid, index);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0 && !dragged) return null;
  const { x, y } = edgesOf(grid, range);
  const left = (column + 0.5) / grid.x.bins;
  const bottom = (line + 0.5) / grid.y.bins;
  const place = {
    ...(left < 0.65 ? { left: `calc(${100 * left}% + 16px)` } : { right: `calc(${100 - 100 * left}% + 16px)` }),
    ...(bottom < 0.5 ? { bottom: `calc(${100 * bottom}% - 8px)` } : { top: `calc(${100 - 100 * bottom}% - 8px)` }),
  };
  return (
    <div className={styles.tip} style={place} role="status">
      <b>{formatCounted(total, "span")}</b>
      {counts.slice(0, MAX_NAMES).map(({ layer, count }) => (
        <span key={layer}>
          <LayerSwatch layer={layers[layer]} /> {describeLayer(layers[layer])} {count}
        </span>
      ))}
      {counts.length > MAX_NAMES && <span>{counts.length - MAX_NAMES} more</span>}
      <p>
        {formatStart(x[0], zero)} to {formatStart(x[1], zero)}, {formatDurationText(y[0])} to {formatDurationText(y[1])}
      </p>
      {dragged && <p>Let go to ask why.</p>}
    </div>
  );
}

function LayerSwatch({ layer }: { readonly layer: Pick<HeatmapLayer, "name"> | undefined }) {
  return layer?.name == null ? <Swatch colorIndex={8} /> : <NameSwatch name={layer.name} />;
}

function sumLayers(range: CellRange, { x }: DensityGrid, index: HeatmapTipProps["index"]) {
  const sums = new Map<number, number>();
  for (let line = range.fromLine; line <= range.toLine; line++)
    for (let column = range.fromColumn; column <= range.toColumn; column++)
      for (const { layer, count } of index.get(line * x.bins + column) ?? [])
        sums.set(layer, (sums.get(layer) ?? 0) + count);
  return [...sums].map(([layer, count]) => ({ layer, count })).sort((a, b) => b.count - a.count);
}
