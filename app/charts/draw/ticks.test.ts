import { expect, test } from "vitest";
import { drawRandom } from "../../../lib/fixtures/seed.ts";
import { padEnds } from "../../../lib/stats/axis-ends.ts";
import { escapeText } from "./axis-layout.ts";
import { makeLogAxis, placeOnAxis } from "./log-axis.ts";
import { BETWEEN_POWERS, powersOfTen } from "./round-numbers.ts";
import { makeRulerTicks } from "./ruler.ts";
import { shortenText } from "./shorten-text.ts";
import { makeTicks } from "./ticks.ts";

const numbers = { categories: null, log: false, unit: "plain" } as const;
const log = (unit: "duration" | "bytes" | "plain") => ({ categories: null, log: true, unit }) as const;

test("log axes have powers of ten with units, and short marks between", () => {
  const ticks = makeTicks(log("duration"), 40e-6, 2.4, 6);
  expect(ticks.texts).toEqual(["100 µs", "1 ms", "10 ms", "100 ms", "1 s"]);
  expect(ticks.minor).toContain(0.0002);
  expect(makeTicks(log("bytes"), 800, 3e6, 6).texts).toEqual(["1 kB", "10 kB", "100 kB", "1 MB"]);
});

test("a zoomed log axis never runs out of ticks", () => {
  expect(makeTicks(log("duration"), 0.0012, 0.0098, 6).texts).toEqual(["2 ms", "5 ms"]);
  expect(makeTicks(log("duration"), 0.00121, 0.00139, 6).texts.length).toBeGreaterThan(2);
  expect(makeTicks(log("plain"), 1e-9, 1e20, 6).values.length).toBeLessThan(8);
});

test("a short axis has few ticks, and more than one", () => {
  expect(makeTicks(log("duration"), 270e-6, 0.7, 2).texts).toEqual(["1 ms", "10 ms", "100 ms"]);
  expect(makeTicks(numbers, 0.6, 11.4, 2).texts).toEqual(["5", "10"]);
});

test("ticks of an axis of its own kind stand where they are said to", () => {
  const scale = {
    ...numbers,
    fixed: [
      [0, "0 %"],
      [1, "90 %"],
      [3, "99.9 %"],
    ] as const,
  };
  expect(makeTicks(scale, 0, 2, 5)).toEqual({ values: [0, 1], texts: ["0 %", "90 %"], minor: [] });
});

test("a linear axis is written in one unit", () => {
  expect(makeTicks({ ...numbers, unit: "duration" }, 0, 0.11, 5).texts).toEqual(["0 ms", "50 ms", "100 ms"]);
  expect(makeTicks({ ...numbers, unit: "start" }, -0.1, 13, 5).texts).toEqual(["+0 s", "+5 s", "+10 s"]);
  expect(makeTicks({ ...numbers, unit: "start" }, 2662.27, 2662.345, 4).texts).toEqual([
    "+44:22.28",
    "+44:22.30",
    "+44:22.32",
    "+44:22.34",
  ]);
  expect(makeTicks({ ...numbers, unit: "start" }, 0, 4000, 5).texts).toEqual([
    "+0:00",
    "+15:00",
    "+30:00",
    "+45:00",
    "+1:00:00",
  ]);
  expect(makeTicks(numbers, 0, 1, 5).texts).toEqual(["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
  expect(makeTicks({ ...numbers, unit: "id" }, 0, 3000, 3).texts).toEqual(["0", "1000", "2000", "3000"]);
});

test("categories stand at whole numbers and thin out when there are many", () => {
  const categories = Array.from({ length: 30 }, (_, i) => `c${i}`);
  const ticks = makeTicks({ ...numbers, categories }, -0.5, 29.5, 10);
  expect(ticks.values).toEqual([1, 4, 7, 10, 13, 16, 19, 22, 25, 28]);
  expect(ticks.texts[1]).toBe("c4");
});

test("one single value has one tick", () => {
  expect(makeTicks(numbers, 5, 5, 5).texts).toEqual(["5"]);
});

test("text for Plotly is shown letter for letter", () => {
  expect(escapeText('<a href="https://e">x</a><b>y</b>&lt;i&gt;\n$1')).toBe(
    '&lt;a href="https://e"&gt;x&lt;/a&gt;&lt;b&gt;y&lt;/b&gt;&amp;lt;i&amp;gt; $1',
  );
  expect(shortenText("abcdefghij", 7)).toBe("abc…hij");
  expect(shortenText("abc", 7)).toBe("abc");
});

test("ticks of a shared axis are powers of ten, with text where there is room", () => {
  const axis = makeLogAxis(11e-6, 2.1, 164);
  expect(axis.ticks).toEqual([1e-4, 1e-3, 1e-2, 0.1, 1]);
  expect(axis.labels.map((label) => label.text)).toEqual(["100 µs", "10 ms", "1 s"]);
});

test("places values and keeps them within", () => {
  const axis = makeLogAxis(1e-6, 1, 100);
  expect(placeOnAxis(axis, 1e-3, 100)).toBe(50);
  expect(placeOnAxis(axis, 10, 100)).toBe(100);
  expect(placeOnAxis(axis, 0, 100)).toBe(0);
});

test("nothing to draw is an axis without ticks", () => {
  expect(makeLogAxis(0, 0, 100).ticks).toEqual([]);
  expect(makeLogAxis(1, 1, 100).ticks).toEqual([]);
  expect(placeOnAxis(makeLogAxis(1, 1, 100), 1, 100)).toBe(0);
});

const rulerTexts = (low: number, high: number, width: number) =>
  makeRulerTicks(low, high, width).ticks.map(({ text }) => text);

test("steps of a ruler are round, in one unit, and have room", () => {
  expect(rulerTexts(0, 0.48, 540)).toEqual([
    "0",
    "50 ms",
    "100 ms",
    "150 ms",
    "200 ms",
    "250 ms",
    "300 ms",
    "350 ms",
    "400 ms",
    "450 ms",
  ]);
  expect(rulerTexts(0, 0.00371, 500)).toEqual([
    "0",
    "0.5 ms",
    "1.0 ms",
    "1.5 ms",
    "2.0 ms",
    "2.5 ms",
    "3.0 ms",
    "3.5 ms",
  ]);
  expect(rulerTexts(1.2, 1.3, 300)).toEqual(["1.20 s", "1.22 s", "1.24 s", "1.26 s", "1.28 s", "1.30 s"]);
  expect(rulerTexts(0, 3e-9, 120)).toEqual(["0", "2 ns"]);
  expect(rulerTexts(0, 7200, 200)).toEqual(["0", "1 h", "2 h"]);
  expect(rulerTexts(0, 7200, 400)).toEqual(["0", "30 m", "1 h", "1 h 30 m", "2 h"]);
  expect(rulerTexts(4000, 4010, 150)).toEqual(["1 h 6 m 40 s", "1 h 6 m 50 s"]);
});

test("a ruler of no length has one tick", () => {
  expect(rulerTexts(0, 0, 500)).toEqual(["0"]);
  expect(makeRulerTicks(0, 1, 0).step).toBe(0);
});

test("between powers of ten lie eight multiples", () => {
  expect(powersOfTen(0.0005, 0.2)).toEqual([0.001, 0.01, 0.1]);
  expect(powersOfTen(0.0005, 0.2, { factors: BETWEEN_POWERS })).toEqual([
    ...[5, 6, 7, 8, 9].map((n) => Number(`${n}e-4`)),
    ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => Number(`${n}e-3`)),
    ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => Number(`${n}e-2`)),
    0.2,
  ]);
});

const duration = { ...numbers, unit: "duration" } as const;
const integers = { ...numbers, integers: true } as const;

test("long durations are marked at round minutes and hours, and written as in tables", () => {
  expect(makeTicks(duration, -600, 18_700, 6).texts).toEqual(["0 h", "1 h", "2 h", "3 h", "4 h", "5 h"]);
  expect(makeTicks(duration, 0, 9500, 6).texts).toEqual(["0 m", "30 m", "1 h", "1 h 30 m", "2 h", "2 h 30 m"]);
  expect(makeTicks(duration, 0, 1500, 5).texts).toEqual(["0 m", "5 m", "10 m", "15 m", "20 m", "25 m"]);
  expect(makeTicks(duration, 4000, 4020, 4).texts).toEqual([
    "1 h 6 m 40 s",
    "1 h 6 m 45 s",
    "1 h 6 m 50 s",
    "1 h 6 m 55 s",
    "1 h 7 m",
  ]);
  expect(makeTicks(duration, 0, 20 * 86_400, 5).texts).toEqual(["0 h", "120 h", "240 h", "360 h", "480 h"]);
  expect(makeTicks(log("duration"), 1e-9, 20_000, 8).texts).toEqual([
    "1 ns",
    "100 ns",
    "10 µs",
    "1 ms",
    "100 ms",
    "10 s",
    "1 h",
  ]);
  expect(makeTicks(log("duration"), 50, 40_000, 8).texts).toEqual(["100 s", "1 h", "10 h"]);
  expect(makeTicks(log("duration"), 700, 20_000, 8).texts).toEqual(["30 m", "1 h", "3 h"]);
  expect(makeLogAxis(1e-8, 20_000, 164).labels.map(({ text }) => text)).toEqual(["10 ns", "10 ms", "10 s", "1 h"]);
});

test("short durations are written in the unit that tells them apart", () => {
  expect(makeTicks(duration, 0, 900e-9, 5).texts).toEqual(["0 ns", "200 ns", "400 ns", "600 ns", "800 ns"]);
  expect(makeTicks(duration, ...padEnds(0, 0, duration), 6).texts).toEqual([
    "0 µs",
    "0.2 µs",
    "0.4 µs",
    "0.6 µs",
    "0.8 µs",
    "1.0 µs",
  ]);
});

test("there are no marks between integers", () => {
  expect(makeTicks(integers, 0.4, 4.6, 9).texts).toEqual(["1", "2", "3", "4"]);
  expect(makeTicks(integers, ...padEnds(3, 3, integers), 6).texts).toEqual(["2", "3", "4"]);
  const onLog = makeTicks({ ...integers, log: true }, 0.5, 40, 6);
  expect([...onLog.values, ...onLog.minor].every(Number.isInteger)).toBe(true);
});

test("whatever an axis shows, its texts differ, ascend and are few", () => {
  const random = drawRandom();
  for (let round = 0; round < 300; round++) {
    const low = random.pick([0, 1, -1, 1]) * 10 ** (-9 + random.below(16)) * (1 + random.below(1000) / 300);
    const high = low + Math.max(Math.abs(low) * 1e-6, 10 ** (-9 + random.below(16)));
    const unit = random.pick(["duration", "bytes", "plain", "count", "start"] as const);
    const scale = { categories: null, unit, log: low > 0 && random.chance(0.5), integers: random.chance(0.3) };
    const room = 1 + random.below(20);
    const { values, texts } = makeTicks(scale, low, high, room);
    const about = `${JSON.stringify(scale)} ${low} to ${high}, ${room}: ${texts.join(", ")}`;
    expect(values, about).toEqual([...values].sort((a, b) => a - b));
    if (unit !== "start") expect(new Set(texts).size, about).toBe(texts.length);
    expect(texts.length, about).toBeLessThanOrEqual(2 * Math.max(8, room) + 2);
    for (const value of values)
      expect(value >= low - (high - low) * 1e-3 && value <= high + (scale.log ? high : high - low) * 1e-3, about).toBe(
        true,
      );
  }
});
