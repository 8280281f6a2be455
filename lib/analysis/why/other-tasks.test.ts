import { expect, test } from "vitest";
import { readColumns } from "../../columns/read-columns.ts";
import { placesOfRows } from "../../columns/span-tree.ts";
import { makeDatabase } from "../../fixtures/fixture-database.ts";
import { growTrees, type TreeSpan } from "../../fixtures/random-trees.ts";
import { drawRandom, ROUNDS } from "../../fixtures/seed.ts";
import { DEFAULT_SCOPE } from "../../model/scope.ts";
import { resolveScope } from "../../queries/sql/scoped-spans.ts";
import { type CallGroup, chooseCalls, expose } from "./compared-calls.ts";
import { coveredUntil, findOtherTasks, makeTimeline } from "./other-tasks.ts";
import { splitCalls } from "./selection.ts";

const TICK = 1 / 64;
const endOf = ({ start, duration }: { start: number; duration: number }) => start + duration;

test("the time that intervals cover is that of all ticks in any of them", () => {
  const { below } = drawRandom();
  for (let round = 0; round < ROUNDS; round++) {
    const spans = Array.from({ length: 1 + below(40) }, () => ({ start: below(200), duration: 1 + below(9) }));
    const timeline = makeTimeline(
      Float64Array.from(spans, ({ start }) => start),
      Float64Array.from(spans, ({ duration }) => duration),
      Int32Array.from(spans, (_, index) => index),
    );
    let covered = 0;
    for (let time = 0; time < 220; time++) {
      expect(coveredUntil(timeline, time)).toBe(covered);
      if (spans.some((span) => span.start <= time && time < endOf(span))) covered++;
    }
    for (const [index, to] of timeline.to.entries()) expect(timeline.from[index + 1] ?? 999).toBeGreaterThan(to);
  }
});

/**
 * Calls and others in two runs: `x` may lie within a call's tree, `y` and `z` do not. Between the runs lie spans of none,
 * whose parents are guessed from their times: a link to a call would put those within them into it.
 */
function growRuns(random: ReturnType<typeof drawRandom>): TreeSpan[] {
  const trees = growTrees(random, 160);
  const others: TreeSpan[] = [];
  for (let id = trees.length + 1; id <= 400; id++) {
    const name = random.pick(["x", "y", "z"]);
    const above = name === "x" ? trees : others.filter((other) => other.name === "y");
    const isRecorded = id <= 250 || id > 300;
    const parent =
      name !== "y" && (isRecorded || name === "z") && above.length > 0 && random.chance(0.3)
        ? random.pick(above)
        : undefined;
    const start = parent ? parent.start + TICK * random.below(5) : 1000 + TICK * random.below(30_000);
    const duration = TICK * (1 + random.below(60));
    others.push({ id, name, start, duration, ...(parent && { parent: parent.id }) });
  }
  return [...trees, ...others];
}

function isAbove(spans: readonly TreeSpan[], upper: TreeSpan, lower: TreeSpan): boolean {
  const parent = spans.find(({ id }) => id === lower.parent);
  return parent !== undefined && (parent === upper || isAbove(spans, upper, parent));
}

test("the other tasks, and which calls they run beside, are those of a comparison of all pairs", () => {
  const random = drawRandom();
  for (let round = 0; round < ROUNDS; round++) {
    const spans = growRuns(random);
    const runOf = ({ id }: TreeSpan) => (id <= 100 || id > 300 ? 0 : id <= 250 ? 1 : -1);
    const db = makeDatabase(spans, {
      runs: [
        [1, 100],
        [101, 250],
      ],
    });
    db.exec("INSERT INTO run_spans VALUES ('run-0', 301, 400)");
    const columns = readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, run: "all", names: ["call"] }));
    db.close();
    const split = splitCalls(columns, { slowest: 30 });
    if (!columns.tree) throw new Error("no tree");
    const compared = chooseCalls(columns.tree, split);
    if (!compared) continue;
    const { within } = compared;
    const calls = [...columns.id].map((id) => spans.find((span) => span.id === id) as TreeSpan);
    const own = spans.filter((span) =>
      calls.some((call) => call === span || isAbove(spans, call, span) || isAbove(spans, span, call)),
    );
    const related = new Set(own.map(({ name }) => name));
    const expected = [...new Set(spans.filter((span) => runOf(span) >= 0).map(({ name }) => name))]
      .filter((name) => !related.has(name))
      .sort();
    const tasks = findOtherTasks(columns.tree, compared.axis, placesOfRows(columns.tree));
    expect(tasks.map(({ name }) => name).sort()).toEqual(expected);
    expect(tasks.length).toBeGreaterThanOrEqual(2);
    for (const task of tasks) {
      const ran = calls.map((call) => {
        if (runOf(call) < 0) return Number.NaN;
        return Number(
          spans.some(
            (span) =>
              span.name === task.name &&
              runOf(span) === runOf(call) &&
              span.duration > 0 &&
              span.start < call.start + within &&
              endOf(span) > call.start,
          ),
        );
      });
      const found = expose(compared, task);
      expect([...found.ran], task.name).toEqual(ran);
      const count = (group: number, value: number) =>
        ran.filter((one, index) => one === value && split.selected[index] === group).length;
      expect(found.exposed).toEqual([count(0, 1), count(1, 1)]);
      expect(found.all).toEqual([count(0, 1) + count(0, 0), count(1, 1) + count(1, 0)]);
      const sum = (groups: readonly CallGroup[], of: "size" | "exposed") =>
        groups.reduce((total, group) => total + group[of], 0);
      expect(sum(found.met, "size")).toBe(count(0, 1) + count(1, 1));
      expect(sum(found.slow, "size")).toBe(count(1, 1) + count(1, 0));
      expect(sum(found.slow, "exposed")).toBe(count(1, 1));
    }
  }
});
