import { expect, test } from "vitest";
import { drawSeed } from "../fixtures/seed.ts";
import { createRandom, type Random } from "./random.ts";
import { compareRanks } from "./ranks.ts";
import { chanceOfDifference } from "./sampling.ts";

const BLOCKS = 200;
const EACH = 40;

/** Calls in blocks whose values, and how many are selected, have a part in common. @param shift added if selected */
function draw(random: Random, shift: number) {
  const values: number[] = [];
  const selected: number[] = [];
  const blockOf: number[] = [];
  for (let block = 0; block < BLOCKS; block++) {
    const common = random.normal();
    const share = random.next() < 0.5 ? 0.02 : 0.3;
    for (let call = 0; call < EACH; call++) {
      const isSelected = random.next() < share;
      values.push(common + 0.5 * random.normal() + (isSelected ? shift : 0));
      selected.push(isSelected ? 1 : 0);
      blockOf.push(block);
    }
  }
  return { values: Float64Array.from(values), selected: Uint8Array.from(selected), blockOf };
}

const sample = { spans: new Float64Array(BLOCKS).fill(EACH), scale: 50 };

test("a difference that is only between blocks is chance as often as it should be; one of calls is not", () => {
  const random = createRandom(drawSeed());
  const runs = 400;
  let found = 0;
  let naive = 0;
  for (let run = 0; run < runs; run++) {
    const { values, selected, blockOf } = draw(random, 0);
    if (chanceOfDifference(values, selected, blockOf, sample) < 0.05) found++;
    const of = (group: number) => values.filter((_, index) => selected[index] === group);
    if (Math.abs(compareRanks(of(1), of(0)).z) > 1.96) naive++;
  }
  // 95 % of such counts lie between 12 and 29.
  expect(found).toBeGreaterThan(5);
  expect(found).toBeLessThan(40);
  expect(naive).toBeGreaterThan(100);
  const { values, selected, blockOf } = draw(random, 1);
  expect(chanceOfDifference(values, selected, blockOf, sample)).toBeLessThan(1e-6);
});

test("a difference seen in a few blocks only is none", () => {
  const random = createRandom(drawSeed());
  const { values, blockOf } = draw(random, 0);
  const selected = blockOf.map((block) => (block < 4 ? 1 : 0));
  const shifted = values.map((value, index) => value + 100 * (selected[index] as number));
  expect(chanceOfDifference(shifted, selected, blockOf, sample)).toBe(1);
});
