import { expect, test } from "vitest";
import type { RunOrder } from "./between-runs.ts";
import { judgeCondition, parseCondition } from "./conditions.ts";
import type { GroupCalls } from "./group-changes.ts";
import { UNPAIRED } from "./pairing.ts";

test("a condition is a name, a figure and a threshold", () => {
  const read = (text: string) => {
    const { name, metric, comparison, threshold } = parseCondition(text) ?? {};
    return [name, metric, comparison, threshold];
  };
  expect(read("compress p50 > 5%")).toEqual(["compress", "p50", ">", 0.05]);
  expect(read(" GET /users p99>12.5 % ")).toEqual(["GET /users", "p99", ">", 0.125]);
  expect(read("* errors > 0%")).toEqual(["*", "errors", ">", 0]);
  expect(read("total > 3%")).toEqual([null, "total", ">", 0.03]);
  // A span of that name needs its figure.
  expect(read("total p95 > 3%")).toEqual(["total", "p95", ">", 0.03]);
  expect(read("compress < -10%")).toEqual(["compress", "total", "<", -0.1]);
  for (const wrong of [
    "",
    "compress",
    "compress p50",
    "compress p50 > fast",
    "compress p50 = 5%",
    "p50 >",
    "compress p50 > 5",
    "> 5%",
  ])
    expect([wrong, parseCondition(wrong)]).toEqual([wrong, undefined]);
});

/** Runs of a hundred calls of as many seconds each. */
function group(baseline: readonly number[], candidate: readonly number[]): GroupCalls {
  const run = (seconds: number) => ({ keys: new Int32Array(100), durations: new Float64Array(100).fill(seconds) });
  return { baseline: baseline.map(run), candidate: candidate.map(run), older: [], keyCount: 1, pairing: UNPAIRED };
}

function judge(text: string, of: GroupCalls, order: RunOrder) {
  const condition = parseCondition(text);
  const none = { baseline: [], candidate: [], older: [] };
  const input = { groups: new Map([["work", of]]), covered: none, errors: new Map(), order };
  const [judged] = condition ? judgeCondition(condition, input) : [];
  return [judged?.holds, judged?.unknown];
}

test("the whole interval has to be beyond the threshold", () => {
  const steady = group([1, 1.01, 0.99, 1, 1], [1.1, 1.11, 1.09, 1.1, 1.1]);
  expect(judge("work p50 > 5%", steady, "in-turn")).toEqual([true, null]);
  expect(judge("work p50 > 9.9%", steady, "in-turn")).toEqual([false, null]);
  expect(judge("work p50 < -5%", steady, "in-turn")).toEqual([false, null]);
  const wild = group([1, 1.3, 0.8, 1, 1.1], [1.1, 1.5, 0.9, 1.2, 1.3]);
  expect(judge("work p50 > 5%", wild, "in-turn")).toEqual([false, null]);
});

test("sides that were run one after the other have to lie outside of the noise floor, too", () => {
  const few = group([1, 1.01], [1.2, 1.21]);
  expect(judge("work mean > 5%", few, "in-turn")).toEqual([true, null]);
  expect(judge("work mean > 5%", few, "apart")).toEqual([
    false,
    expect.stringMatching(/^the sides were not run in turn/),
  ]);
  const many = group([1, 1.01, 0.99, 1, 1], [1.2, 1.21, 1.19, 1.2, 1.2]);
  expect(judge("work mean > 5%", many, "apart")).toEqual([true, null]);
});

test("one run a side tells nothing", () => {
  expect(judge("work p95 > 5%", group([1], [9]), "apart")).toEqual([
    false,
    "one run a side cannot be told from the machine",
  ]);
});
