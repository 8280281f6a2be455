import { describe, expect, test } from "vitest";
import { drawSeed } from "../fixtures/seed.ts";
import { quantile, sumOf } from "./order.ts";
import { createRandom, type Random } from "./random.ts";
import { type Calls, compareCalls, compareSampledQuantile, compareSampledSum, totalOf } from "./sampled-change.ts";

const BLOCKS = 40;
const BLOCK = 50;

interface Drawn {
  /** All calls of the run. */
  readonly run: Float64Array;
  /** One block in each of equal parts of it. */
  readonly sample: Calls;
}

/** @param parts the length of the run over that of the sample @param drift of the log median over the run */
function draw(random: Random, parts: number, median: number, drift = 0): Drawn {
  const size = BLOCKS * BLOCK * parts;
  const run = new Float64Array(size);
  let stretch = 0;
  for (let place = 0; place < size; place++) {
    if (place % BLOCK === 0) stretch = 0.2 * random.normal();
    run[place] = median * Math.exp((drift * place) / size + stretch + 0.7 * random.normal());
  }
  const blockOf = Int32Array.from({ length: BLOCKS * BLOCK }, (_, index) => Math.floor(index / BLOCK));
  const values = new Float64Array(BLOCKS * BLOCK);
  for (let block = 0; block < BLOCKS; block++) {
    const from = (block * parts + Math.floor(random.next() * parts)) * BLOCK;
    values.set(run.subarray(from, from + BLOCK), block * BLOCK);
  }
  const sample = { spans: new Float64Array(BLOCKS).fill(BLOCK), scale: parts };
  return { run: run.sort(), sample: { sorted: values.slice().sort(), sampled: { values, blockOf, sample } } };
}

function whole(run: Float64Array): Calls {
  return { sorted: run, sampled: null };
}

const TRIALS = 400;

/** How often an interval held the truth. */
function countHits(holds: (random: Random) => boolean): number {
  const random = createRandom(drawSeed());
  return Array.from({ length: TRIALS }, () => holds(random)).filter(Boolean).length;
}

/** Fewer hits of 400 come from 95 in 100 once in 30,000 times. */
const LEAST = 361;

describe.each([
  ["two samples", (side: Drawn) => side.sample, 0],
  ["two samples that drift", (side: Drawn) => side.sample, 1.5],
  ["a sample beside a whole run", (side: Drawn) => whole(side.run), 0.5],
] as const)("%s", (_, baselineOf, drift) => {
  test.each([0.5, 0.95])("the interval at %d holds the change of the whole runs", (share) => {
    const hits = countHits((random) => {
      const [before, after] = [draw(random, 8, 1, drift), draw(random, 8, 1.2, -drift)];
      const change = compareSampledQuantile(baselineOf(before), after.sample, share);
      const truth = quantile(after.run, share) / quantile(before.run, share);
      return change !== null && change.low <= truth && truth <= change.high;
    });
    expect(hits).toBeGreaterThanOrEqual(LEAST);
  });

  test("so does that of the sum", () => {
    const hits = countHits((random) => {
      const [before, after] = [draw(random, 8, 1, drift), draw(random, 8, 1.2, -drift)];
      const { low, high } = compareSampledSum(baselineOf(before), after.sample);
      const truth = sumOf(after.run) - sumOf(before.run);
      return low !== null && high !== null && low <= truth && truth <= high;
    });
    expect(hits).toBeGreaterThanOrEqual(LEAST);
  });
});

test("of like and like, about one in 20 differs", () => {
  const different = countHits((random) => {
    const [before, after] = [draw(random, 20, 1), draw(random, 20, 1)];
    const change = compareSampledQuantile(before.sample, after.sample, 0.5);
    return change !== null && change.chance < 0.05;
  });
  // Once in 30,000 times more.
  expect(different).toBeLessThanOrEqual(TRIALS - LEAST);
});

test("the chance is below 5 % just where the interval leaves out no change", () => {
  const random = createRandom(7);
  for (let trial = 0; trial < 50; trial++) {
    const change = compareSampledQuantile(draw(random, 8, 1).sample, draw(random, 8, 1.05).sample, 0.5);
    expect(change).not.toBeNull();
    if (change) expect(change.chance < 0.05).toBe(change.low > 1 || change.high < 1);
  }
});

test("an interval is narrower than the drift of a run would make it, and wider than by its calls alone", () => {
  const random = createRandom(3);
  const [before, after] = [draw(random, 50, 1, 2), draw(random, 50, 1, 2)];
  const widthOf = ({ low, high }: { low: number; high: number }) => Math.log(high / low);
  const byBlocks = compareSampledQuantile(before.sample, after.sample, 0.5);
  const byCalls = compareCalls(whole(before.sample.sorted), whole(after.sample.sorted), random).quantile(0.5);
  expect(byBlocks && byCalls && widthOf(byBlocks) / widthOf(byCalls)).toBeGreaterThan(1.2);
  expect(byBlocks && widthOf(byBlocks)).toBeLessThan(0.6);
});

test("calls in a few blocks only say nothing about the run, but are added up", () => {
  const { sample } = draw(createRandom(1), 8, 1);
  const values = new Float64Array(100).fill(2);
  const blockOf = new Int32Array(100).map((_, index) => index % 3);
  const rare: Calls = { sorted: values, sampled: sample.sampled && { ...sample.sampled, values, blockOf } };
  expect(compareSampledQuantile(rare, sample, 0.5)).toBeNull();
  expect(compareSampledSum(rare, rare)).toEqual({ baseline: 1600, candidate: 1600, low: null, high: null });
  expect(totalOf(rare)).toBe(1600);
});
