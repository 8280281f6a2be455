import { expect, test } from "vitest";
import type { NameComparison } from "../../../../lib/queries/compare-runs.ts";
import { describeStrip, formatRate } from "./strip-words.ts";

test("what a change rests on is said in the words of tables: counts with commas, keys with what is not seen of them", () => {
  const change = { change: 0.1, interval: null, over: "pairs", floor: null, spreadRuns: 1, measure: "total" };
  const row = {
    ...{ ...change, verdict: "undecided", runsNeeded: null, total: change, call: { ...change, change: null } },
    ...{ pairs: 0, of: 0, pairing: { kind: "strata", keys: ["level ", "c"] } },
    ...{ baseline: { count: 12_000 }, candidate: { count: 2.45 } },
  } as unknown as NameComparison;
  const lines = describeStrip(row);
  expect(lines).toContain("Calls of equal level␣, c compared together");
  expect(lines).toContain("12,000 calls per run of A, 2.5 of B; compared at equal calls");
  expect([0, 3, 2.4].map(formatRate)).toEqual(["0", "3", "2.4"]);
});
