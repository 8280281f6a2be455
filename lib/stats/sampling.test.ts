/** Estimates from blocks agree with the population within the intervals they come with. */
import { expect, test } from "vitest";
import { drawRandom } from "../fixtures/seed.ts";
import { quantile } from "./order.ts";
import { type BlockSample, intervalOfMean, intervalOfQuantile, intervalOfSum, sumByBlock } from "./sampling.ts";

const BLOCKS = 200;
const SIZE = 20;
const COUNT = 60_000;

interface Population {
  readonly durations: Float64Array;
  /** Whether each span has the name that the figures are of. */
  readonly named: Uint8Array;
}

type Draw = ReturnType<typeof drawRandom>;

const uniform = (random: Draw) => (random.below(2 ** 32) + 0.5) / 2 ** 32;
const normal = (random: Draw) => Math.sqrt(-2 * Math.log(uniform(random))) * Math.cos(2 * Math.PI * uniform(random));

/** What makes neighbouring spans alike. */
const SHAPES: Readonly<Record<string, (place: number, random: Draw) => number>> = {
  even: () => 1,
  drifting: (place) => 1 + (3 * place) / COUNT,
  "in steps": (place) => (place > 0.6 * COUNT ? 4 : 1),
  periodic: (place) => 2 + Math.sin(place / 37),
  "in bursts": (place) => (Math.floor(place / 500) % 7 === 0 ? 6 : 1),
};

function makePopulation(random: Draw): Population {
  const shape = random.pick(Object.values(SHAPES));
  const share = random.pick([0.9, 0.5, 0.1]);
  const sigma = random.pick([0.2, 0.8, 1.5]);
  const durations = Float64Array.from(
    { length: COUNT },
    (_, place) => 1e-3 * shape(place, random) * Math.exp(sigma * normal(random)),
  );
  // Calls of a name come in groups, as the calls of one function do.
  const group = random.pick([1, 4, 30]);
  const named = new Uint8Array(COUNT);
  for (let place = 0; place < COUNT; place += group) if (uniform(random) < share) named.fill(1, place, place + group);
  return { durations, named };
}

function drawSample({ durations, named }: Population, random: Draw) {
  const part = COUNT / BLOCKS;
  const values: number[] = [];
  const blockOf: number[] = [];
  for (let block = 0; block < BLOCKS; block++) {
    const first = Math.floor(block * part) + random.below(Math.floor(part) - SIZE + 1);
    for (let place = first; place < first + SIZE; place++) {
      if (!named[place]) continue;
      values.push(durations[place] as number);
      blockOf.push(block);
    }
  }
  const sample: BlockSample = { spans: new Float64Array(BLOCKS).fill(SIZE), scale: COUNT / (BLOCKS * SIZE) };
  return { values: Float64Array.from(values), blockOf, sample };
}

test("the 95 % intervals of counts, totals, means and percentiles hold the truth in 95 of 100 files", () => {
  const random = drawRandom();
  const held = new Map<string, number>();
  for (let file = 0; file < 100; file++) {
    const population = makePopulation(random);
    const all = population.durations.filter((_, place) => population.named[place] === 1).sort();
    const sum = all.reduce((total, value) => total + value, 0);
    const { values, blockOf, sample } = drawSample(population, random);
    const sorted = values.slice().sort();
    const found = sumByBlock(values, blockOf, BLOCKS);
    const at = (share: number) => intervalOfQuantile(sorted, values, blockOf, share, sample);
    const figures = {
      count: [all.length, intervalOfSum(found.counts, sample)],
      total: [sum, intervalOfSum(found.sums, sample)],
      mean: [sum / all.length, intervalOfMean(found, sample)],
      p50: [quantile(all, 0.5), at(0.5)],
      p95: [quantile(all, 0.95), at(0.95)],
      p99: [quantile(all, 0.99), at(0.99)],
    } as const;
    for (const [figure, [truth, interval]] of Object.entries(figures)) {
      const [low, high] = interval ?? [Number.NaN, null];
      if (truth >= low && truth <= (high ?? Number.POSITIVE_INFINITY)) held.set(figure, (held.get(figure) ?? 0) + 1);
    }
  }
  // Of 100 intervals at 95 %, fewer than 85 hold the truth once in 10,000 times.
  for (const [figure, count] of held) expect([figure, count >= 85]).toEqual([figure, true]);
  expect(held.size).toBe(6);
  const all = [...held.values()].reduce((sum, count) => sum + count, 0);
  expect(all / 600).toBeGreaterThan(0.9);
});

test("a figure of what few blocks hold has no upper end", () => {
  const sample = { spans: new Float64Array(BLOCKS).fill(SIZE), scale: 15 };
  const values = Float64Array.of(3, 1, 2);
  const found = sumByBlock(values, [0, 7, 7], BLOCKS);
  expect(intervalOfSum(found.counts, sample)).toEqual([3, null]);
  expect(intervalOfMean(found, sample)).toBeNull();
  expect(intervalOfQuantile(values.slice().sort(), values, [0, 7, 7], 0.5, sample)).toBeNull();
});

test("what is the same in all blocks is certain", () => {
  const sample = { spans: new Float64Array(BLOCKS).fill(SIZE), scale: 15 };
  const values = new Float64Array(BLOCKS * SIZE).fill(0.25);
  const blockOf = Array.from(values, (_, index) => Math.floor(index / SIZE));
  const found = sumByBlock(values, blockOf, BLOCKS);
  expect(intervalOfSum(found.counts, sample)).toEqual([60_000, 60_000]);
  expect(intervalOfMean(found, sample)).toEqual([0.25, 0.25]);
  expect(intervalOfQuantile(values, values, blockOf, 0.99, sample)).toEqual([0.25, 0.25]);
});
