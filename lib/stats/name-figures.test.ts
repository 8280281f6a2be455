import { expect, test } from "vitest";
import { createRandom } from "../fixtures/random.mjs";
import { countLogBins, describeDurations, findTrend, HISTOGRAM_BINS, TREND_SLICES } from "./name-figures.ts";

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

test("figures of a hundred durations", () => {
  const { total, mean, p50, p95, p99, max } = describeDurations(
    Float64Array.from({ length: 101 }, (_, index) => index),
  );
  expect({ total, mean, p50, p95, p99, max }).toEqual({ total: 5050, mean: 50, p50: 50, p95: 95, p99: 99, max: 100 });
});

test("every duration is in the bin that its value lies in, or counted as unplaced", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = createRandom(seed);
    const durations = Float64Array.from({ length: 1 + random.below(200) }, () => random.below(10_000) / 1000).sort();
    const placed = durations.filter((duration) => duration > 0);
    if (placed.length === 0) continue;
    const [low, high] = [placed[0] ?? 0, placed.at(-1) ?? 0];
    const { bins, unplaced } = countLogBins(durations, low, high);
    expect(sum(bins) + unplaced).toBe(durations.length);
    expect(unplaced).toBe(durations.length - placed.length);
    const ratio = (high / low) ** (1 / HISTOGRAM_BINS);
    if (high > low)
      for (const [bin, count] of bins.entries()) {
        const within = placed.filter(
          (d) => d >= low * ratio ** bin * 0.999999 && d <= low * ratio ** (bin + 1) * 1.000001,
        );
        expect(within.length).toBeGreaterThanOrEqual(count);
      }
  }
  expect(sum(countLogBins(Float64Array.of(3, 3), 3, 3).bins)).toBe(2);
});

test("a trend is the median of each slice, and null where nothing started", () => {
  for (let seed = 1; seed <= 40; seed++) {
    const random = createRandom(seed);
    const starts = Float64Array.from({ length: 60 }, () => random.below(1000) / 10);
    const durations = starts.map(() => random.below(50));
    const trend = findTrend(starts, durations, 0, 100);
    expect(trend).toHaveLength(TREND_SLICES);
    for (const [slice, median] of trend.entries()) {
      const own = [...durations]
        .filter(
          (_, index) => Math.min(TREND_SLICES - 1, Math.floor(((starts[index] ?? 0) / 100) * TREND_SLICES)) === slice,
        )
        .sort((a, b) => a - b);
      const middle = (own.length - 1) / 2;
      const expected = own.length === 0 ? null : ((own[Math.floor(middle)] ?? 0) + (own[Math.ceil(middle)] ?? 0)) / 2;
      expect(median).toBe(expected);
    }
  }
});
