/** Where an axis begins and ends. */

export interface AxisKind {
  readonly log: boolean;
  /** Durations, bytes and counts are never below 0. */
  readonly unit?: string;
  /** Whether all its values are integers. */
  readonly integers?: boolean;
}

/** Space beyond the outermost values, as a share of the axis. */
const PAD = 0.04;

/** The ends of an axis in its own values: those of the data, and some space; without data, `low` is above `high`. */
export function padEnds(low: number, high: number, kind: AxisKind): [number, number] {
  if (low > high) return kind.log ? [0.1, 10] : [0, 1];
  if (low === high) {
    const [from, to] = widenEnds(low, kind);
    // Marks at the very end would be cut.
    return from === low ? padEnds(from, to, kind) : [from, to];
  }
  // The bar of an integer reaches half a unit to either side.
  const half = kind.integers && Number.isInteger(low) ? 0.5 : 0;
  const pad = kind.log ? (high / low) ** PAD : Math.max((high - low) * PAD, 1.2 * half);
  if (kind.log) return [Math.min(low / pad, low - half), Math.max(high * pad, high + half)];
  return [low - pad, high + pad];
}

/** Around a single value, so narrow that its place can be read. */
export function widenEnds(value: number, { log, unit = "plain", integers = false }: AxisKind): [number, number] {
  if (log) return [value / 2, value * 2];
  // A moment has no size: a share of seconds since 1970 would be years.
  if (unit === "start") return [value, value + 1];
  const isSize = unit === "duration" || unit === "bytes" || unit === "count";
  // A duration of 0 was below what a clock can tell.
  if (value === 0 && isSize) return [0, unit === "duration" ? 1e-6 : unit === "bytes" ? 10 : 1];
  const pad = Math.max(Math.abs(value) * PAD, integers ? 1 : 0) || 0.5;
  return [isSize && value >= 0 ? Math.max(0, value - pad) : value - pad, value + pad];
}
