/** The head of a code's runs says how far they lie apart. */
import { expect, test } from "vitest";
import { groupByCode, type ListedRun } from "../../../lib/model/run-groups.ts";
import { describeSpread } from "./spread.ts";

const run = (seconds: number, at: number, more: Partial<ListedRun> = {}): ListedRun => ({
  ...{ id: `run-${at}`, started: 100 * at, ended: 100 * at + seconds, firstId: at, lastId: at, count: 1, mixed: false },
  ...{ found: "recorded", command: "node a.mjs", node: "v24.1.0", host: "kestrel", pid: 1, recording: false },
  tags: { "git.commit": "a" },
  ...more,
});
const spreadOf = (...runs: ListedRun[]) => describeSpread(groupByCode(runs)[0] as never);
const FIVE = [10, 10.2, 10.1, 9.9, 9.8].map((seconds, at) => run(seconds, at));

test("as the prediction interval of one more run", () => {
  // As R's: x <- log(c(10, 10.2, 10.1, 9.9, 9.8)); exp(qt(0.975, 4) * sd(x) * sqrt(1 + 1 / 5)) - 1
  expect(spreadOf(...FIVE)).toBe("±4.9 %");
});

test("not of fewer than five runs, nor of one that is still recording", () => {
  expect(spreadOf(...FIVE.slice(1))).toBeNull();
  expect(spreadOf(...FIVE.slice(1), run(3, 9, { recording: true }))).toBeNull();
  expect(spreadOf(...FIVE, run(3, 9, { recording: true }))).toBe("±4.9 %");
});

test("parameters make runs differ, so that each is held against those of the same", () => {
  const more = FIVE.map(({ started, ended }, at) =>
    run(3 * (ended - started), 10 + at, { tags: { "git.commit": "a", "param.files": "3" } }),
  );
  expect(spreadOf(...FIVE, ...more)).toBe("±3.9 %");
});
