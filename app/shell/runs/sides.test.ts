/** Picking runs for the two sides, and the words for what is picked. */
import { expect, test } from "vitest";
import { groupByCode, type ListedRun } from "../../../lib/model/run-groups.ts";
import { compareHref } from "./compare-link.ts";
import { describeSide, keepKnown, NO_SIDES, stateOf, toggleRuns } from "./sides.ts";

function run(id: string, tags: Record<string, string>): ListedRun {
  const times = { started: 1, ended: 2, firstId: 1, lastId: 1, count: 1, mixed: false, found: "recorded" as const };
  return { id, ...times, command: "node a.mjs", node: "v24.1.0", host: "kestrel", pid: 1, tags, recording: false };
}

const OLD = ["b1", "b2", "b3"].map((id) => run(id, { "git.commit": "3f2c1ab999", name: `base ${id}` }));
const NEW = ["w1", "w2"].map((id) => run(id, { "git.commit": "3f2c1ab999", "git.dirty": "14", "git.diff": "x" }));
const [B1, B2] = OLD as [ListedRun, ListedRun];

test("a group is picked whole unless all of it is picked; a run is on one side only", () => {
  let sides = toggleRuns(NO_SIDES, "A", [B1]);
  expect([stateOf(sides, "A", OLD), stateOf(sides, "A", [B1]), stateOf(sides, "B", OLD)]).toEqual([
    "some",
    "all",
    "none",
  ]);
  sides = toggleRuns(sides, "A", OLD);
  expect(sides).toEqual({ A: ["b1", "b2", "b3"], B: [] });
  sides = toggleRuns(sides, "B", [B2]);
  expect(sides).toEqual({ A: ["b1", "b3"], B: ["b2"] });
  expect(toggleRuns(sides, "B", [B2])).toEqual({ A: ["b1", "b3"], B: [] });
  expect(keepKnown(sides, [B1])).toEqual({ A: ["b1"], B: [] });
});

test("sides are named by their code, a single run by its name", () => {
  const groups = groupByCode([...OLD, ...NEW]);
  expect(describeSide(["b1", "b2"], groups)).toBe("2 of 3 runs of 3f2c1ab");
  expect(describeSide(["w1", "w2"], groups)).toBe("2 runs of working tree");
  expect(describeSide(["b1"], groups)).toBe("base b1");
  expect(describeSide(["w1"], groups)).toBe("1 run of working tree");
  expect(describeSide(["w1", "b1", "b2"], groups)).toBe("3 runs");
  expect(describeSide([], groups)).toBe("no run");
});

test("the address of their comparison", () => {
  expect(compareHref(["b1", "b2"], ["w 1"])).toBe("/compare?by=runs&a=b1%2Cb2&b=w+1");
});
