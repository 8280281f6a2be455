/** Counts in bins as the outline of a density, scaled to its own peak. Pure. */

/** How much each neighbour adds to a bin: a little smoothing, so that few values do not look like many peaks. */
const KERNEL = [0.06, 0.24, 0.4, 0.24, 0.06] as const;

export function smooth(counts: readonly number[]): number[] {
  return counts.map((_, i) => KERNEL.reduce((sum, weight, k) => sum + weight * (counts[i + k - 2] ?? 0), 0));
}

/**
 * The outline from the left end to the right one, as an SVG path; empty without counts.
 * @param height of the peak; y grows downward, the ground is at `height`
 */
export function outlineDensity(counts: readonly number[], width: number, height: number): string {
  const smoothed = smooth(counts);
  const peak = Math.max(0, ...smoothed);
  if (peak === 0) return "";
  const step = width / counts.length;
  const points = smoothed.map((count, i) => `${round((i + 0.5) * step)} ${round(height * (1 - count / peak))}`);
  return `M0 ${height}L${points.join("L")}L${width} ${height}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
