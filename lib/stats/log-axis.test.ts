import { describe, expect, test } from "vitest";
import { drawSeed } from "../fixtures/seed.ts";
import { suitsLog } from "./log-axis.ts";
import { quantile } from "./order.ts";
import { createRandom, type Random } from "./random.ts";

type Draw = (random: Random) => number;

const logUniform =
  (low: number, high: number): Draw =>
  ({ next }) =>
    low * (high / low) ** next();
const logNormal =
  (middle: number, width: number): Draw =>
  ({ normal }) =>
    middle * Math.exp(width * normal());
const uniform =
  (low: number, high: number): Draw =>
  ({ next }) =>
    low + (high - low) * next();
const exponential =
  (mean: number): Draw =>
  ({ next }) =>
    -mean * Math.log(1 - next());
const normal =
  (middle: number, width: number): Draw =>
  (random) =>
    middle + width * random.normal();
const mixed =
  (share: number, one: Draw, other: Draw): Draw =>
  (random) =>
    (random.next() < share ? one : other)(random);

function make(draw: Draw, count = 5000, seed = 1): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length: count }, () => draw(random));
}

const of = (values: Iterable<number>, unit = "duration") => suitsLog({ values: Float64Array.from(values) }, unit);

test.each<[what: string, draw: Draw, log: boolean]>([
  ["evenly over the powers from 200 ns to 16 ms", logUniform(200e-9, 16e-3), true],
  ["evenly over three powers of ten", logUniform(1e-3, 1), true],
  ["log-normal, as narrow as a steady call", logNormal(0.01, 0.1), false],
  ["log-normal, p99 three times p50", logNormal(0.01, 0.45), false],
  ["log-normal, p99 eight times p50", logNormal(0.01, 0.9), true],
  ["log-normal, p99 thirty times p50", logNormal(0.01, 1.5), true],
  ["uniform from almost 0", uniform(0, 1), false],
  ["uniform from 1 to 2 s", uniform(1, 2), false],
  ["exponential", exponential(0.01), false],
  ["normal", normal(10, 1), false],
  ["two modes, 1 µs and 10 ms", mixed(0.5, logNormal(1e-6, 0.1), logNormal(0.01, 0.1)), true],
  ["two modes, most at 10 ms", mixed(0.4, logNormal(1e-6, 0.1), logNormal(0.01, 0.1)), true],
  ["a heavy tail", ({ next }) => 1e-3 / (1 - next()), true],
  ["99 % in the lowest quarter of what time-outs span", mixed(0.01, () => 0.2, logNormal(0.011, 0.5)), true],
  [
    "one in two hundred at 16 ms, all others below a microsecond",
    mixed(0.005, () => 0.016, logNormal(4e-7, 0.3)),
    true,
  ],
])("%s", (_, draw, log) => {
  for (let seed = 1; seed <= 8; seed++) expect(of(make(draw, 5000, seed)), `seed ${seed}`).toBe(log);
});

describe("few values", () => {
  test.each<[what: string, values: number[], log: boolean]>([
    ["none", [], false],
    ["one", [0.01], false],
    ["two that are alike", [11.5, 30.1], false],
    ["two far apart", [1e-6, 1e-3], true],
    ["three in even steps", [0.001, 0.002, 0.003], false],
    ["three powers of ten", [0.001, 0.01, 0.1], true],
    ["all equal", new Array(500).fill(0.005), false],
    ["all zero", new Array(500).fill(0), false],
    ["zeros beside a narrow rest", [...new Array(500).fill(0), ...make(logNormal(2e-6, 0.3), 500)], false],
    ["zeros beside a wide rest", [...new Array(50).fill(0), ...make(logUniform(1e-6, 1), 500)], true],
  ])("%s", (_, values, log) => expect(of(values)).toBe(log));
});

describe("a single value decides nothing", () => {
  const compact = make(normal(0.01, 0.001));
  test.each([1e-15, 1e-9, 1e-4, 0.1, 1, 10, 1e6])("%d s beside thousands around 10 ms", (odd) => {
    expect(of([...compact, odd])).toBe(false);
  });

  test.each([1e-9, 1e-3, 1e3, 1e5])("%d s beside thousands over four powers of ten", (odd) => {
    expect(of([...make(logUniform(1e-3, 10)), odd])).toBe(true);
  });

  test("a tiny one does not press a moderate spread into a stripe of a log axis", () => {
    const spread = make(logNormal(1, 0.8));
    expect([of(spread), of([...spread, 1e-30])]).toEqual([true, false]);
  });

  test("nor does what only the axis holds, as it reaches farther than a sample", () => {
    const values = make(normal(0.01, 0.001));
    expect(suitsLog({ values, ends: [1e-9, 1e6] }, "duration")).toBe(false);
  });
});

describe("numbers that are not durations", () => {
  test.each<[what: string, values: Iterable<number>, unit: string, log: boolean]>([
    ["bytes from 2 to 821 k", make(logUniform(2, 821_000)).map(Math.round), "bytes", true],
    ["bytes with a zero", [0, ...make(logUniform(2, 821_000))], "bytes", false],
    ["numbers below zero", make(normal(0, 100)), "plain", false],
    ["attempts 1 to 4", make(uniform(0.5, 4.5)).map(Math.round), "plain", false],
    [
      "retries, nearly always 1",
      make(
        mixed(
          0.02,
          () => 12,
          () => 1,
        ),
      ),
      "plain",
      false,
    ],
    ["sizes in powers of ten", [10, 100, 1000, 10_000, 100_000], "plain", true],
    [
      "status codes",
      make(
        mixed(
          0.01,
          () => 500,
          () => 200,
        ),
      ),
      "plain",
      false,
    ],
    ["a running number", make(uniform(2_920_575, 3_013_544)).map(Math.round), "plain", false],
    ["ids", make(logUniform(1, 1e6)), "id", false],
    ["starts", make(logUniform(1, 1e6)), "start", false],
  ])("%s", (_, values, unit, log) => expect(of(values, unit)).toBe(log));
});

test("values counted together are as many values", () => {
  const random = createRandom(drawSeed());
  for (let round = 0; round < 50; round++) {
    const width = 4 * random.next();
    const values = Float64Array.from({ length: 40 }, () => Math.ceil(50 * Math.exp(width * random.normal())));
    const counts = Array.from(values, () => 1 + Math.floor(6 * random.next()));
    const all = [...values].flatMap((value, i) => new Array<number>(counts[i] ?? 0).fill(value));
    expect(suitsLog({ values, counts }, "plain")).toBe(of(all, "plain"));
  }
});

/** The share of an axis that the middle 90 % take, without the few values that decide nothing. */
function middleShare(sorted: Float64Array, log: boolean): number {
  const place = log ? Math.log : (value: number) => value;
  const [low, high] = [place(sorted[3] as number), place(sorted.at(-4) as number)];
  return (place(quantile(sorted, 0.95)) - place(quantile(sorted, 0.05))) / (high - low);
}

test("the middle nine tenths are never in a corner of one axis where they would have room on the other", () => {
  const random = createRandom(drawSeed());
  const any = (): Draw => {
    const [low, wide] = [10 ** (-9 + 6 * random.next()), 10 ** (6 * random.next())];
    const kinds = [
      logUniform(low, low * wide),
      logNormal(low, 2.5 * random.next()),
      uniform(low, low * wide),
      exponential(low),
    ];
    return kinds[Math.floor(kinds.length * random.next())] as Draw;
  };
  for (let round = 0; round < 200; round++) {
    const draw = random.next() < 0.5 ? any() : mixed(random.next(), any(), any());
    const values = Float64Array.from({ length: 2000 }, () => draw(random)).sort();
    const log = of(values);
    const [taken, other] = [middleShare(values, log), middleShare(values, !log)];
    expect(taken < 0.1 && other > 4 * taken && other > 0.3, `round ${round}: ${log} ${taken} ${other}`).toBe(false);
  }
});
