import { expect, test } from "vitest";
import { drawRandom } from "../fixtures/seed.ts";
import { combineHashes, hashOf } from "./hashes.ts";
import { NumberIndex } from "./number-index.ts";

test("numbers get places in the order in which they come, as in a map, however many more there are than expected", () => {
  const random = drawRandom();
  const index = new NumberIndex(4);
  const map = new Map<number, number>();
  for (let i = 0; i < 20_000; i++) {
    const number = random.pick([random.below(3000), hashOf(String(random.below(3000))), random.below(2 ** 31) / 7]);
    if (!map.has(number)) map.set(number, map.size);
    expect(index.add(number)).toBe(map.get(number));
  }
  expect(index.size).toBe(map.size);
  for (const [number, place] of map) expect(index.find(number)).toBe(place);
  expect(index.find(-1.5)).toBe(-1);
});

test("a million texts have as many hashes, and two of them in another order have another one", () => {
  const hashes = new Set<number>();
  for (let i = 0; i < 1_000_000; i++) hashes.add(hashOf(`/srv/files/${i}.json`));
  expect(hashes.size).toBe(1_000_000);
  const [a, b] = [hashOf("a"), hashOf("b")];
  expect(combineHashes(a, b)).not.toBe(combineHashes(b, a));
  const combined = new Set<number>();
  for (let i = 0; i < 1000; i++)
    for (let j = 0; j < 1000; j++) combined.add(combineHashes(hashOf(`${i}`), hashOf(`${j}`)));
  expect(combined.size).toBe(1_000_000);
  for (const hash of [...combined].slice(0, 1000)) expect(Number.isSafeInteger(hash) && hash > 0).toBe(true);
});
