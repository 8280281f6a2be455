import { expect, test } from "vitest";
import { createRandom } from "../../../lib/fixtures/random.mjs";
import { makeGrid } from "../../../lib/stats/density.ts";
import { cellPaths, countLines, edgesOf, indexCells, rangeBetween } from "./heatmap-cells.ts";

test("every cell is drawn once, and layers together hold what the grid holds", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = createRandom(seed);
    const points = Array.from(
      { length: 200 },
      () => [random.below(50), 1 + random.below(90), random.below(3)] as const,
    );
    const column = (of: typeof points, at: 0 | 1) => Float64Array.from(of, (point) => point[at]);
    const grid = makeGrid(column(points, 0), column(points, 1), { x: { bins: 10 }, y: { bins: 6, log: true } });
    const drawn = cellPaths(grid).map(({ d }) => d.split("M").length - 1);
    expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(grid.cells.length);
    const layers = [0, 1, 2].map((layer) => {
      const own = points.filter((point) => point[2] === layer);
      return makeGrid(column(own, 0), column(own, 1), grid);
    });
    const index = indexCells(layers);
    for (const [at, cell] of grid.cells.entries())
      expect(index.get(cell)?.reduce((sum, { count }) => sum + count, 0)).toBe(grid.counts[at]);
    const lines = layers.map((layer) => countLines(layer, grid));
    expect(lines.flat().reduce((sum, count) => sum + count, 0)).toBe(200);
  }
});

test("a region spans whole cells, whichever corner it is drawn from", () => {
  const range = rangeBetween([7, 1], [2, 3]);
  expect(range).toEqual(rangeBetween([2, 3], [7, 1]));
  const { x, y } = makeGrid(Float64Array.of(0, 10), Float64Array.of(1, 16), {
    x: { bins: 10 },
    y: { bins: 4, log: true },
  });
  expect(edgesOf({ x, y }, range)).toEqual({ x: [2, 8], y: [2, 16] });
});
