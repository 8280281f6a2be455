import { expect, test } from "vitest";
import { addCounts, readPlaywright, readTypeTests, readVitest, summaryLines } from "./totals.mjs";

test("counts are summed over the runners", () => {
  const unit = readVitest({ numPassedTests: 10, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 });
  const e2e = readPlaywright({ stats: { expected: 4, unexpected: 2, flaky: 1, skipped: 0 } });
  const types = readTypeTests("TypeScript 5.4.5: ok\ntype tests: 3 passed, 1 failed\n");
  expect(addCounts([unit, e2e, types])).toEqual({ passed: 18, failed: 4, skipped: 3 });
  expect(readTypeTests("type tests: 4 passed\n")).toEqual({ passed: 4, failed: 0, skipped: 0 });
  expect(readTypeTests("crashed")).toBeUndefined();
});

test("there is no total when a runner left no report", () => {
  expect(addCounts([{ passed: 1, failed: 0, skipped: 0 }, undefined])).toBeUndefined();
  expect(addCounts([])).toBeUndefined();
});

test("the runners' last lines are found, coloured or not", () => {
  const vitest =
    "✓ a.test.ts (3 tests)\n\n\u001b[2m Test Files \u001b[22m \u001b[32m1 passed\u001b[39m (1)\n      Tests  3 passed (3)\n   Duration  1.2s";
  expect(summaryLines(vitest)).toEqual([" Test Files  1 passed (1)", "      Tests  3 passed (3)", "   Duration  1.2s"]);
  expect(summaryLines("TypeScript 5.4.5: ok\ntype tests: 4 passed\n")).toEqual(["type tests: 4 passed"]);
  expect(summaryLines("  ✓  1 a.spec.ts (1s)\n\n  1 failed\n    a.spec.ts:1:1\n  12 passed (8.1s)\n")).toEqual([
    "  1 failed",
    "  12 passed (8.1s)",
  ]);
});
