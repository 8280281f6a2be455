import { expect, test } from "vitest";
import {
  addCounts,
  closingLine,
  readPlaywright,
  readSkips,
  readTypeTests,
  readVitest,
  slowestOfPlaywright,
  slowestOfVitest,
  summaryLines,
} from "./totals.mjs";

test("counts are summed over the runners", () => {
  const unit = readVitest({ numPassedTests: 10, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 });
  const e2e = readPlaywright({ stats: { expected: 4, unexpected: 2, flaky: 1, skipped: 0 } });
  const types = readTypeTests("TypeScript 5.4.5: ok\ntype tests: 3 passed, 1 failed\n");
  expect(addCounts([unit, e2e, types])).toEqual({ passed: 17, failed: 5, skipped: 3 });
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

test("the closing line has one word and the counts", () => {
  expect(closingLine("test", { passed: 3, failed: 0, skipped: 0 })).toBe("test: 3 passed, 0 failed");
  expect(closingLine("compat", { passed: 3, failed: 1, skipped: 2 })).toBe("compat: 3 passed, 1 failed, 2 skipped");
});

test("what was skipped is told once, with its reason", () => {
  expect(
    readSkips("stderr | lib/a.test.ts\nskipped: no fish here\n\nskipped: no fish here\n not skipped: x\n"),
  ).toEqual(["skipped: no fish here"]);
  expect(readSkips("all well")).toEqual([]);
});

test("files are ranked by what they took, whichever writer or worker ran them", () => {
  const here = (name: string, startTime: number, endTime: number) => ({
    name: `${process.cwd()}/${name}`,
    startTime,
    endTime,
  });
  const unit = {
    testResults: [here("lib/a.test.ts", 0, 1000), here("b.test.ts", 0, 1500), here("lib/a.test.ts", 0, 700)],
  };
  expect(slowestOfVitest(unit)).toEqual([
    { file: "lib/a.test.ts", seconds: 1.7 },
    { file: "b.test.ts", seconds: 1.5 },
  ]);
  const specs = (...durations: number[]) => [{ tests: [{ results: durations.map((duration) => ({ duration })) }] }];
  const suites = [
    { file: "a.spec.ts", specs: specs(100) },
    { file: "b.spec.ts", specs: specs(100), suites: [{ file: "b.spec.ts", specs: specs(200, 300) }] },
  ];
  expect(slowestOfPlaywright({ suites })).toEqual([
    { file: "e2e/b.spec.ts", seconds: 0.6 },
    { file: "e2e/a.spec.ts", seconds: 0.1 },
  ]);
});
