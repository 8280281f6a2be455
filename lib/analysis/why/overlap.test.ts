import { describe, expect, test } from "vitest";
import { readColumns } from "../../columns/read-columns.ts";
import { drawTrees, type PlantedSpan, plantTrees, type TreeDraw } from "../../fixtures/planted-trees.ts";
import { DEFAULT_SCOPE, type Scope } from "../../model/scope.ts";
import { resolveScope } from "../../queries/sql/scoped-spans.ts";
import type { Connection } from "../../store/driver.ts";
import { findOverlaps } from "./overlap.ts";
import { splitCalls } from "./selection.ts";
import { describeOverlap } from "./tree-words.ts";

/** Findings that are hardly chance. */
function ask(db: Connection, scope: Partial<Scope> = {}) {
  const columns = readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, names: ["call"], ...scope }));
  db.close();
  return findOverlaps(columns, splitCalls(columns, { slowest: 5 })).filter(({ chance }) => chance <= 1e-3);
}

const keys = (db: Connection) => ask(db).map(({ key }) => key);

interface Stretch {
  readonly start: number;
  readonly duration: number;
}

/** Stretches at random times: a Poisson process. */
function scatter(draw: TreeDraw, seconds: number, gap: number, length: () => number): Stretch[] {
  const all: Stretch[] = [];
  for (let at = draw.wait(gap); at < seconds; at += draw.wait(gap)) all.push({ start: at, duration: length() });
  return all;
}

const named = (name: string, stretches: readonly Stretch[]): PlantedSpan[] =>
  stretches.map((stretch) => ({ name, ...stretch }));

/** By more than the clock can tell. */
const overlap = (a: Stretch, b: Stretch) =>
  a.start + a.duration > b.start + 1e-6 && b.start + b.duration > a.start + 1e-6;

/** What a thread does while something blocks it: nothing starts, and nothing ends. */
function block(calls: readonly Stretch[], blocks: readonly Stretch[]): Stretch[] {
  const ends = blocks.map(({ start, duration }) => start + duration);
  return calls.map(({ start, duration }) => {
    let begin = start;
    for (const [index, { start: from }] of blocks.entries())
      if (from <= begin && begin < (ends[index] as number)) begin = ends[index] as number;
    let end = begin + duration;
    for (const [index, { start: from }] of blocks.entries())
      if (begin < from && from < end) end = Math.max(end, (ends[index] as number) + 1e-4);
    return { start: begin, duration: end - begin };
  });
}

/** What a stall outside does: whatever waits for it goes on when it is over. */
function stall(calls: readonly Stretch[], stalls: readonly Stretch[], draw: TreeDraw): Stretch[] {
  return calls.map(({ start, duration }) => {
    let end = start + duration;
    for (const { start: from, duration: length } of stalls)
      if (from < end && start < from + length) end = from + length + duration * draw.next();
    return { start, duration: end - start };
  });
}

describe("finds what held calls up", () => {
  /** Calls that a re-indexing now and then blocks, and ticks that do nothing. */
  function plantBlocked(draw: TreeDraw, gap: number, calls = 3000) {
    const seconds = calls * gap;
    const reindex = scatter(draw, seconds, gap > 0.01 ? 0.3 : 0.2, () => 0.15 * draw.noise(0.1)).filter(
      ({ start }, index, all) => all.slice(0, index).every((other) => other.start + 0.3 < start),
    );
    const usual = scatter(draw, seconds, gap, () => 0.01 * draw.noise(0.4));
    const ticks = scatter(draw, seconds, 0.05, () => 0.005 * draw.noise(0.5));
    return { calls: block(usual, reindex), reindex, ticks };
  }

  test.each([
    ["one call at a time", 0.03],
    ["three calls at a time", 0.003],
  ])("%s", (_, gap) => {
    const { calls, reindex, ticks } = plantBlocked(drawTrees(1), gap);
    const found = ask(plantTrees([...named("call", calls), ...named("reindex", reindex), ...named("tick", ticks)]));
    expect(found).toMatchObject([{ kind: "overlap", key: "reindex", path: ["reindex"] }]);
    const [first] = found;
    expect(first?.coverage).toBeGreaterThan(0.5);
    expect(first?.effect).toBeGreaterThan(0.2);
    expect(first && describeOverlap(first, 5)).toEqual([
      expect.stringMatching(/^[2-9]\d % of the slowest 5 % overlap reindex, 1\d\d ms each; of the rest, (0|< 1) %\.$/),
    ]);
    // By a plain count.
    const limit = [...calls].sort((a, b) => b.duration - a.duration)[Math.round(calls.length / 20) - 1]?.duration ?? 0;
    const shareOf = (group: readonly Stretch[]) =>
      group.filter((call) => reindex.some((one) => overlap(one, call))).length / group.length;
    expect(first?.share.selected).toBeCloseTo(shareOf(calls.filter(({ duration }) => duration >= limit)), 9);
    expect(first?.share.rest).toBeCloseTo(shareOf(calls.filter(({ duration }) => duration < limit)), 9);
  });

  test("within the same parent, and named by the whole rather than a part", () => {
    const { calls, reindex } = plantBlocked(drawTrees(2), 0.03);
    const withParts = named("reindex", reindex).map((span) => ({
      ...span,
      children: [{ name: "sort", start: 1e-4, duration: span.duration - 2e-4 }],
    }));
    const children = [...named("call", calls), ...withParts];
    const found = ask(plantTrees([{ name: "main", start: 0, duration: 200, children }]));
    expect(found.map(({ key }) => key)).toEqual(["reindex"]);
  });

  test("a task that has little to do most times, and blocks the thread when it has much", () => {
    const draw = drawTrees(5);
    const tasks = scatter(draw, 90, 0.3, () => (draw.chance(0.4) ? 0.15 : 1e-4) * draw.noise(0.1));
    const calls = block(
      scatter(draw, 90, 0.03, () => 0.01 * draw.noise(0.4)),
      tasks,
    );
    expect(keys(plantTrees([...named("call", calls), ...named("flush", tasks)]))).toEqual(["flush"]);
  });

  test("a backup beside which all calls are slow", () => {
    const draw = drawTrees(3);
    const backup = scatter(draw, 300, 15, () => 0.8 * draw.noise(0.2));
    const calls = scatter(draw, 300, 0.1, () => 0.01 * draw.noise(0.4)).map((call) => {
      const slow = backup.some(({ start, duration }) => start < call.start && call.start < start + duration);
      return slow ? { ...call, duration: 8 * call.duration } : call;
    });
    const found = ask(plantTrees([...named("call", calls), ...named("backup", backup)]));
    expect(found.map(({ key }) => key)).toEqual(["backup"]);
  });

  test("in each run on its own: another process holds nothing up", () => {
    const { calls, reindex } = plantBlocked(drawTrees(4), 0.03);
    const spans = [...named("call", calls), ...named("reindex", reindex)];
    const own = plantTrees(spans);
    expect(ask(own, { run: "all" }).map(({ key }) => key)).toEqual(["reindex"]);
    // The same file, but the spans of each name are a run.
    const apart = plantTrees(spans);
    apart.exec(`INSERT INTO runs SELECT 'other', started, 2, host, command, node, cwd FROM runs;
      DELETE FROM run_spans;
      INSERT INTO run_spans SELECT iif(name = 'call', 'run-0', 'other'), id, id FROM spans`);
    expect(ask(apart, { run: "all" })).toEqual([]);
  });
});

describe("finds nothing", () => {
  const SEEDS = [0, 1, 2, 3, 4, 5];

  test.each([
    [0.03, 0.1, 0.02],
    [0.03, 1, 0.3],
    [0.002, 0.05, 0.02],
    [0.0002, 0.01, 0.05],
  ])("in tasks at random times: calls every %d s, tasks every %d s for %d s", (gap, taskGap, length) => {
    for (const seed of SEEDS) {
      const draw = drawTrees(100 + seed);
      const calls = scatter(draw, 3000 * gap, gap, () => 0.01 * draw.noise(0.4) * (draw.chance(0.05) ? 10 : 1));
      const tasks = ["reindex", "tick", "backup"].flatMap((name) =>
        named(
          name,
          scatter(draw, 3000 * gap, taskGap, () => length * draw.noise(0.8)),
        ),
      );
      expect(keys(plantTrees([...named("call", calls), ...tasks])), `seed ${seed}`).toEqual([]);
    }
  });

  test("in tasks that are held up together with the calls", () => {
    for (const seed of SEEDS) {
      const draw = drawTrees(200 + seed);
      const stalls = scatter(draw, 150, 3, () => 0.2 * draw.noise(0.3));
      const usual = (gap: number) =>
        stall(
          scatter(draw, 150, gap, () => 0.01 * draw.noise(0.4)),
          stalls,
          draw,
        );
      const spans = [...named("call", usual(0.02)), ...named("other", usual(0.04)), ...named("third", usual(0.1))];
      expect(keys(plantTrees(spans)), `seed ${seed}`).toEqual([]);
    }
  });

  test("in a task that happened to run when many calls were held up at once", () => {
    const draw = drawTrees(300);
    const outage = [{ start: 10, duration: 1 }];
    const calls = stall(
      scatter(draw, 30, 0.01, () => 0.02 * draw.noise(0.4)),
      outage,
      draw,
    );
    const db = plantTrees([...named("call", calls), ...named("reindex", [{ start: 9.9, duration: 0.6 }])]);
    const columns = readColumns(db, resolveScope(db, { ...DEFAULT_SCOPE, names: ["call"] }));
    const [found] = findOverlaps(columns, splitCalls(columns, { slowest: 3 }));
    expect(found).toMatchObject({ key: "reindex" });
    expect(found?.effect).toBeGreaterThan(0.4);
    expect(found?.chance).toBeGreaterThan(0.01);
  });

  test("in what begins because a call is late, or always runs beside it", () => {
    const draw = drawTrees(400);
    const calls = scatter(draw, 60, 0.03, () => 0.01 * draw.noise(0.4) * (draw.chance(0.05) ? 10 : 1));
    const hedges = calls
      .filter(({ duration }) => duration > 0.03)
      .map(({ start }) => ({ start: start + 0.03, duration: 0.05 }));
    const pages = calls.map(({ start, duration }): PlantedSpan => {
      const beside = { name: "beside", start: 1e-4, duration: 0.9 * duration };
      return {
        name: "page",
        start,
        duration: duration + 1e-3,
        children: [{ name: "call", start: 1e-4, duration }, beside],
      };
    });
    expect(keys(plantTrees([...pages, ...named("hedge", hedges)]))).toEqual([]);
  });

  test("among fifty requests at once, all of one kind", () => {
    const draw = drawTrees(500);
    const calls = scatter(draw, 2, 0.0005, () => 0.025 * draw.noise(0.5)).map(
      (call): PlantedSpan => ({
        ...{ name: "call", ...call },
        children: [{ name: "query", start: 1e-4, duration: 0.7 * call.duration }],
      }),
    );
    expect(keys(plantTrees(calls))).toEqual([]);
  });

  test("where parents are derived from containment: what lies within a call may be its child", () => {
    const draw = drawTrees(600);
    const reindex = scatter(draw, 90, 0.3, () => 0.15);
    const calls = block(
      scatter(draw, 90, 0.03, () => 0.01 * draw.noise(0.4)),
      reindex,
    );
    expect(keys(plantTrees([...named("call", calls), ...named("reindex", reindex)], { plain: true }))).toEqual([]);
  });
});
