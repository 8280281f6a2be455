/** The call tree of two sets of runs: its sums, and that it says of a path what is said of a name. */
import { expect, test } from "vitest";
import type { ComparedPath } from "../analysis/tree/compared-paths.ts";
import { makeRuns } from "../fixtures/made-runs.ts";
import { DEFAULT_CHOICE } from "../model/compare-choice.ts";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import type { CompareTreeAnswer } from "./compare-tree.ts";
import { runQuery } from "./registry.ts";

const PLANS = Array.from({ length: 6 }, (_, run) => (run % 2 === 1 ? { factors: { pack: 1.2 } } : {}));
const choice = {
  ...DEFAULT_CHOICE,
  by: "runs" as const,
  baseline: "run-0,run-2,run-4",
  candidate: "run-1,run-3,run-5",
};
const params = { choice, scope: DEFAULT_SCOPE, pairBy: null };

const wayOf = ({ paths }: CompareTreeAnswer, path: ComparedPath): string => {
  const caller = paths[path.parent];
  const own = `${path.name}${path.label ? ` ${path.label}` : ""}`;
  return caller ? `${wayOf({ paths } as CompareTreeAnswer, caller)} / ${own}` : own;
};

test("each path has its time per run, as in SQL, and its change; parents come before their children", () => {
  const db = makeRuns({ runs: PLANS, jobs: 42, seed: 1, eachLevel: true });
  const answer = runQuery(db, "compareTree", params);
  if (!answer) throw new Error("no runs");
  const found = new Map(answer.paths.map((path) => [wayOf(answer, path), path]));
  expect(answer.split).toEqual(["level"]);
  expect([...found.keys()].sort()).toEqual(["job", "job / pack 0", "job / pack 1", "job / pack 2", "job / parse"]);
  expect(answer.pathCount).toBe(5);
  const sum = db
    .prepare<[string], number>(
      `SELECT sum(s.duration) / 3 FROM spans s JOIN span_tags t ON t.span_id = s.id AND t.key = 'level'
     JOIN run_spans r ON s.id BETWEEN r.first_span_id AND r.last_span_id WHERE t.value = ? AND r.run_id IN ('run-1','run-3','run-5')`,
    )
    .pluck();
  for (const level of ["0", "1", "2"]) {
    const path = found.get(`job / pack ${level}`);
    expect(path?.compared?.candidate.total).toBeCloseTo(sum.get(level) ?? 0);
    expect(path?.compared).toMatchObject({ verdict: "slower", pairs: 42, of: 42 });
    expect(path?.isLeaf).toBe(true);
  }
  expect(found.get("job")?.isLeaf).toBe(false);
  const changes = answer.paths.reduce((sum, { selfChange }) => sum + selfChange, 0);
  const job = found.get("job")?.compared;
  expect(changes).toBeCloseTo((job?.candidate.total ?? Number.NaN) - (job?.baseline.total ?? Number.NaN));
  for (const [index, { parent, room, total }] of answer.paths.entries()) {
    expect(parent).toBeLessThan(index);
    expect(room).toBeGreaterThanOrEqual(total - 1e-9);
  }
});

type ListedPath = Record<"calls_a" | "calls_b" | "total_a" | "total_b" | "change", number> & { path: string };

test("its SQL has the same paths, calls and times per run", () => {
  const db = makeRuns({ runs: PLANS, jobs: 42, seed: 1, eachLevel: true });
  const answer = runQuery(db, "compareTree", params);
  if (!answer) throw new Error("no runs");
  const rows = db.prepare<[], ListedPath>(answer.sql).all();
  expect(rows).toHaveLength(answer.pathCount);
  for (const path of answer.paths) {
    const row = rows.find((one) => one.path === wayOf(answer, path)) as ListedPath;
    const { baseline, candidate } = path.compared as NonNullable<ComparedPath["compared"]>;
    expect([row.calls_a, row.calls_b]).toEqual([baseline.count, candidate.count]);
    expect(row.total_a).toBeCloseTo(baseline.total);
    expect(row.total_b).toBeCloseTo(candidate.total);
    expect(row.change).toBeCloseTo(candidate.total - baseline.total);
  }
});

test("a name on one path has the same change there and in the table of names", () => {
  const db = makeRuns({ runs: PLANS, jobs: 42, seed: 2 });
  const tree = runQuery(db, "compareTree", params);
  const names = runQuery(db, "compareRuns", { ...params, failIf: [] });
  for (const name of ["job", "parse"]) {
    const path = tree?.paths.find((one) => one.name === name);
    const row = names?.names.find((one) => one.name === name);
    expect(path?.compared?.change).toBe(row?.change);
    expect(path?.compared?.interval?.[0]).toBeCloseTo(row?.interval?.[0] ?? 0, 12);
  }
});

test("a path of one side only has no change, and still its width", () => {
  const db = makeRuns({ runs: PLANS, jobs: 42, seed: 3, eachLevel: true });
  db.exec(`UPDATE spans SET name = 'squeeze' WHERE name = 'pack' AND id IN
    (SELECT id FROM spans JOIN run_spans ON id BETWEEN first_span_id AND last_span_id WHERE run_id IN ('run-1','run-3','run-5'))`);
  const answer = runQuery(db, "compareTree", params);
  const only = answer?.paths.filter(({ name }) => name === "squeeze" || name === "pack") ?? [];
  expect(only.length).toBe(6);
  for (const { compared, total } of only) {
    expect(compared).toMatchObject({ change: null, verdict: "too-few", pairs: 0 });
    expect(total).toBeGreaterThan(0);
  }
});

test("sides that are no runs have no tree", () => {
  const db = makeRuns({ runs: PLANS, jobs: 10, seed: 1 });
  expect(runQuery(db, "compareTree", { ...params, choice: { ...DEFAULT_CHOICE, by: "windows" } })).toBeNull();
});

test("the pairs of a path are the same calls of both sides, means over runs; as many as were counted", () => {
  const db = makeRuns({ runs: PLANS, jobs: 42, seed: 4, eachLevel: true });
  const tree = runQuery(db, "compareTree", params);
  const path = tree?.paths.find(({ name, label }) => name === "pack" && label === "1");
  const found = runQuery(db, "comparePairs", { ...params, name: "pack", path: path?.id ?? "" });
  expect([found?.of, found?.pairs.length, path?.compared?.pairs]).toEqual([42, 42, 42]);
  const of = db
    .prepare<[string], [number, number]>(
      `SELECT avg(s.duration) FILTER (WHERE substr(run_id, 5) % 2 = 0), avg(s.duration) FILTER (WHERE substr(run_id, 5) % 2 = 1)
     FROM spans s JOIN run_spans r ON s.id BETWEEN first_span_id AND last_span_id
     JOIN span_tags l ON l.span_id = s.id AND l.key = 'level' AND l.value = '1'
     JOIN span_links k ON k.span_id = s.id JOIN span_tags p ON p.span_id = k.parent_id AND p.key = 'path' AND p.value = ?`,
    )
    .raw();
  const expected = Array.from({ length: 42 }, (_, job) => of.get(`file-${job}`) as [number, number]).sort(
    ([a], [b]) => a - b,
  );
  for (const [index, [baseline, candidate]] of expected.entries()) {
    expect(found?.pairs[index]?.baseline).toBeCloseTo(baseline, 12);
    expect(found?.pairs[index]?.candidate).toBeCloseTo(candidate, 12);
  }
  expect(found?.faster).toBe(expected.filter(([one, other]) => other < one).length);
  const whole = runQuery(db, "comparePairs", { ...params, name: "pack", path: null });
  expect(whole?.of).toBe(126);
  expect(runQuery(db, "comparePairs", { ...params, pairBy: "none", name: "pack", path: null })).toBeNull();
});
