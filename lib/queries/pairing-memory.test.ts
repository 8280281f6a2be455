import { expect, test } from "vitest";
import { countTriedKeys, fitsPairing } from "./pairing-memory.ts";

test("runs that a reader's process has memory for are compared; of larger ones, fewer tags are tried", () => {
  expect(fitsPairing([])).toBe(true);
  expect(fitsPairing(Array(10).fill(100_000))).toBe(true);
  expect(fitsPairing(Array(10).fill(600_000))).toBe(true);
  expect(fitsPairing([1_500_000, 1_500_000])).toBe(true);
  expect(fitsPairing([3_000_000, 3_000_000])).toBe(false);
  expect(fitsPairing([100, 8_000_000])).toBe(false);
  expect([100_000, 500_000, 5_000_000].map(countTriedKeys)).toEqual([24, 12, 3]);
});
