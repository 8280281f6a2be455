/** Heights of a density, 0 to 1, as the outline of a picture. Pure. */

/**
 * From the left end to the right one, as an SVG path; empty where nothing has a height.
 * @param height of the peak; y grows downward, the ground is at `height`
 */
export function outlineDensity(heights: readonly number[], width: number, height: number): string {
  if (!heights.some((each) => each > 0)) return "";
  const step = width / heights.length;
  const points = heights.map((each, i) => `${round((i + 0.5) * step)} ${round(height * (1 - each))}`);
  return `M0 ${height}L${points.join("L")}L${width} ${height}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
