import { expect, test } from "vitest";
import type { SeenChange } from "../../../lib/queries/compare.ts";
import { type DrawnInterval, describeInterval } from "./interval.ts";

const change = (part: Partial<SeenChange>): SeenChange => ({
  ...{ baseline: 0.000421, candidate: 0.00106, ratio: 2.52, low: 1.71, high: 4.4, chance: 0.02, seen: false },
  ...part,
});

const drawn = (part: Partial<DrawnInterval>): DrawnInterval => ({
  ...{ figure: "p50", change: change({}), calls: [338, 338], tested: 22, exact: true },
  ...part,
});

const reasonOf = (part: Partial<DrawnInterval>) => describeInterval(drawn(part)).at(-1);

test("says the figure first, then both values, the interval, the calls of each side, and the reason", () => {
  expect(describeInterval(drawn({}))).toEqual([
    "+152 %",
    "p50 421 µs to 1.06 ms",
    "95 % interval +71 % to +340 %",
    "338 calls on side A, 338 calls on side B",
    "No verdict: clear of 0 by itself (p = 0.02), but with 22 figures tested at once, chance brings about some like it.",
  ]);
  expect(describeInterval(drawn({ exact: false, calls: [1, 2] })).slice(0, 4)).toEqual([
    "≈ +152 %",
    "p50 421 µs to 1.06 ms",
    "95 % interval ≈ +71 % to +340 %",
    "≈ 1 call on side A, 2 calls on side B",
  ]);
});

test("an interval clear of 0 that is no verdict has the rule it failed", () => {
  expect(reasonOf({ change: change({ low: 0.9 }) })).toBe("No difference seen: the interval holds 0 %.");
  const small = change({ baseline: 1, candidate: 1.005, ratio: 1.005, low: 1.004, high: 1.006, chance: 0 });
  expect(reasonOf({ change: small })).toBe("No verdict: changes below 1 % count as none, however clear of 0.");
  expect(reasonOf({ change: change({ chance: 0.071 }) })).toBe(
    "No verdict: clear of 0, but only just (p = 0.071, more than 0.05).",
  );
});

test("a difference says its direction, and that the two figures disagree where they do", () => {
  const seen = change({ seen: true });
  expect(reasonOf({ change: seen, verdict: "Slower" })).toBe("Slower: chance alone would hardly do this.");
  expect(reasonOf({ change: seen, verdict: "Mixed" })).toBe("Slower here, but p50 and p95 disagree: Mixed.");
});

test("without an interval, it says what is missing", () => {
  expect(reasonOf({ change: null, calls: [4, 6] })).toBe("Too few: an interval of p50 needs 8 calls on each side.");
  expect(reasonOf({ change: null, calls: [21, 32], figure: "p95" })).toMatch(/interval of p95 needs 60 calls/);
  expect(reasonOf({ change: null, calls: [40, 60], exact: false })).toBe(
    "Too few in the sample for an interval of p50.",
  );
  expect(reasonOf({ change: null, calls: [0, 6] })).toBe("Nothing to compare with.");
  expect(reasonOf({ change: null, verdict: "Not tested" })).toBe("Only the names that changed most are tested.");
});

test("from 0 there is no percentage", () => {
  const zero = { baseline: 0, ratio: null, low: 1, high: 1e9 };
  expect(describeInterval(drawn({ change: change({ ...zero, candidate: 0.1, seen: true }) })).slice(0, 3)).toEqual([
    "from 0",
    "p50 0 s to 100 ms",
    "338 calls on side A, 338 calls on side B",
  ]);
  expect(describeInterval(drawn({ change: change({ ...zero, candidate: 0, high: 1 }) }))[0]).toBe("0 %");
});
