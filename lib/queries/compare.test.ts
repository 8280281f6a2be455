/** Two sides with planted changes: two runs, a file without runs, two files. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FixtureSpan, makeDatabase } from "../fixtures/fixture-database.ts";
import { makeRuns } from "../fixtures/made-runs.ts";
import { drawRandom } from "../fixtures/seed.ts";
import { type CompareChoice, DEFAULT_CHOICE } from "../model/compare-choice.ts";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import { createRandom, type Random } from "../stats/random.ts";
import type { Connection } from "../store/driver.ts";
import { readCompare } from "./compare.ts";
import { readCompareName } from "./compare-name.ts";
import { readCompareRuns } from "./compare-runs.ts";
import { readCompareSides } from "./compare-sides.ts";
import { readCompareStart } from "./compare-start.ts";
import { readCompareTags } from "./compare-tags.ts";
import { ParamsError } from "./params.ts";
import { resolveScope } from "./sql/scoped-spans.ts";
import { readSideDurations } from "./sql/side-durations.ts";

const CALLS = 300;
const silent = () => undefined;

interface Plan {
  readonly name: string;
  readonly duration: (random: Random, after: boolean, call: number) => number;
  readonly calls?: (after: boolean) => number;
  readonly tags?: (call: number) => Record<string, string>;
}

const spread = (random: Random) => Math.exp(0.4 * random.normal());
const mode = (call: number) => (call % 3 === 0 ? "deep" : "flat");

const PLANS: readonly Plan[] = [
  { name: "steady", duration: (random) => 0.01 * spread(random) },
  // One call in ten is ten times as long before, one in a hundred after.
  {
    name: "tail",
    duration: (random, after, call) => 0.01 * spread(random) * (call % (after ? 100 : 10) === 0 ? 10 : 1),
  },
  {
    name: "slow",
    duration: (random, after, call) => 0.02 * spread(random) * (after && mode(call) === "deep" ? 6 : after ? 1.4 : 1),
    tags: (call) => ({ mode: mode(call), size: String(10 + (call % 50)), round: String(call) }),
  },
  { name: "fresh", duration: (random) => 0.001 * spread(random), calls: (after) => (after ? 20 : 0) },
  { name: "few", duration: () => 0.001, calls: (after) => (after ? 6 : 4) },
];

/** Two runs, an hour apart. */
function plant(firstId: number, start: number, after: boolean): FixtureSpan[] {
  const random = createRandom(after ? 2 : 1);
  const spans: FixtureSpan[] = [];
  let clock = start;
  for (let call = 0; call < CALLS; call++) {
    for (const { name, duration, calls, tags } of PLANS) {
      if (call >= (calls?.(after) ?? CALLS)) continue;
      const took = duration(random, after, call);
      spans.push({ id: firstId + spans.length, name, start: clock, duration: took, tags: tags?.(call) ?? {} });
      clock += took;
    }
  }
  return spans;
}

const before = plant(1, 1000, false);
const after = plant(before.length + 1, 5000, true);
const runs = [
  [1, before.length],
  [before.length + 1, before.length + after.length],
] as const;

const params = (choice: Partial<CompareChoice> = {}, other: string | null = null) => ({
  choice: { ...DEFAULT_CHOICE, ...choice },
  scope: DEFAULT_SCOPE,
  other,
});

const verdicts = (answer: ReturnType<typeof readCompare>) =>
  Object.fromEntries(answer.rows.map((row) => [row.name, row.verdict]));

const PLANTED = {
  steady: "No difference seen",
  tail: "Faster at p95",
  slow: "Slower",
  fresh: "Only in B",
  few: "Too few calls to compare",
};

describe("two runs of a file", () => {
  const db = makeDatabase([...before, ...after], { runs });

  test("are the latest and the one before, and every planted change is found", () => {
    const answer = readCompare(db, params());
    expect([answer.by, answer.why, answer.baseline.value, answer.candidate.value]).toEqual([
      "runs",
      null,
      "run-0",
      "run-1",
    ]);
    expect(answer.candidate.label).toBe("Latest run");
    expect(answer.options.map(({ value }) => value)).toEqual(["run-1", "run-0"]);
    expect(verdicts(answer)).toEqual(PLANTED);
    const changes = answer.rows.map(({ total }) => Math.abs(total.candidate - total.baseline));
    expect(changes).toEqual([...changes].sort((x, y) => y - x));
  });

  test.each<Partial<CompareChoice>>([
    {},
    { by: "runs", baseline: "run-1", candidate: "run-0" },
    { by: "windows" },
    { by: "tags", key: "mode" },
  ])("what is known first stays as it is: %j", (choice) => {
    const { rows, ...whole } = readCompare(db, params(choice));
    const { rows: first, ...start } = readCompareStart(db, params(choice));
    expect(start).toEqual(whole);
    expect(first.length).toBeGreaterThan(0);
    expect(rows).toMatchObject(first);
  });

  test("the other way round, slower is faster", () => {
    const answer = readCompare(db, params({ by: "runs", baseline: "run-1", candidate: "run-0" }));
    expect(verdicts(answer)).toMatchObject({ tail: "Slower at p95", slow: "Faster", fresh: "Only in A" });
  });

  test("a run beside itself shows no difference", () => {
    const answer = readCompare(db, params({ by: "runs", baseline: "run-1", candidate: "run-1" }));
    expect(new Set(answer.rows.map((row) => row.verdict))).toEqual(
      new Set(["No difference seen", "Too few calls to compare"]),
    );
  });

  test("figures match SQLite's", () => {
    const row = readCompare(db, params()).rows.find(({ name }) => name === "slow");
    const ask = (what: string, [low, high]: readonly [number, number]) =>
      db.prepare(`SELECT ${what} FROM spans WHERE name = 'slow' AND id BETWEEN ? AND ?`).pluck().get(low, high);
    expect(row?.p50?.baseline).toBeCloseTo(ask("percentile(duration, 50)", runs[0]) as number, 12);
    expect(row?.p95?.candidate).toBeCloseTo(ask("percentile(duration, 95)", runs[1]) as number, 12);
    expect(row?.total.candidate).toBeCloseTo(ask("sum(duration)", runs[1]) as number, 9);
    expect([row?.baselineCount, row?.candidateCount]).toEqual([CALLS, CALLS]);
  });

  test("one name is told by its curve, and by the tag that its change is in", () => {
    const curve = readCompareName(db, { ...params(), name: "slow" });
    expect([curve.baseline.count, curve.candidate.count]).toEqual([CALLS, CALLS]);
    expect(curve.candidate.marks?.p50).toBeGreaterThan(curve.baseline.marks?.p50 ?? 1);
    const tags = readCompareTags(db, { ...params(), name: "slow", where: [] }, silent);
    expect(tags.keys.map(({ key }) => key)).toContain("mode");
    expect(tags.groups[0]?.values).toContain("deep");
    expect(tags.sentence).toMatch(/^slow took 12\.5 s more in all; deep.* accounts for .+ s of it\.$/);
    const bySize = readCompareTags(db, { ...params(), name: "slow", where: ["size"] }, silent);
    expect(bySize.groups).toHaveLength(4);
    expect(bySize.sentence).toBe("slow took 12.5 s more in all; no value of size accounts for most of it.");
  });

  test("lists what the runs have in common and what not", () => {
    const { properties } = readCompareSides(db, params(), silent);
    expect(properties[0]).toEqual({ what: "count", key: "spans", baseline: before.length, candidate: after.length });
    expect(properties).toContainEqual({ what: "share", key: "mode", value: "deep", baseline: 1 / 3, candidate: 1 / 3 });
    expect(properties).toContainEqual({ what: "median", key: "size", baseline: 34.5, candidate: 34.5 });
    expect(properties).toContainEqual({
      what: "text",
      key: "command",
      baseline: "node program.mjs",
      candidate: "node program.mjs",
    });
  });
});

test("two values of a tag split the spans that carry it", () => {
  const db = makeDatabase(after);
  const answer = readCompare(db, params({ by: "tags", key: "mode" }));
  expect([answer.baseline.label, answer.candidate.label, answer.keys]).toEqual([
    "flat",
    "deep",
    ["mode", "size", "round"],
  ]);
  expect(verdicts(answer)).toEqual({ slow: "Slower" });
  expect(answer.rows[0]).toMatchObject({ baselineCount: 200, candidateCount: 100 });
});

test("a side may be several runs, whose spans are those of each", () => {
  const runs = makeRuns({
    runs: [{ tags: { "git.commit": "3f2c1ab0" } }, {}, { tags: { "git.commit": "3f2c1ab0" } }],
    jobs: 5,
    seed: 1,
  });
  const choice = { ...DEFAULT_CHOICE, by: "runs" as const, baseline: "run-0,run-2", candidate: "run-1" };
  const { baseline, candidate, rows } = readCompareStart(runs, { choice, scope: DEFAULT_SCOPE, other: null });
  expect([baseline.label, baseline.spans, candidate.spans]).toEqual(["2 runs of 3f2c1ab", 30, 15]);
  const row = rows.find(({ name }) => name === "job");
  const sum = runs
    .prepare("SELECT sum(duration) FROM spans WHERE name = 'job' AND (id <= 15 OR id > 30)")
    .pluck()
    .get();
  expect(row?.total.baseline).toBeCloseTo(sum as number);
});

test("sides that do not exist are refused, and another tag than the one asked for is named", () => {
  const db = makeDatabase([...before, ...after], { runs });
  const refusal = (choice: Partial<CompareChoice>) => {
    try {
      readCompareStart(db, params(choice));
      return null;
    } catch (error) {
      return error instanceof ParamsError && [error.parameter, error.message];
    }
  };
  const gone = "Run gone is not in this file (any more); there are run-1, run-0.";
  expect(refusal({ by: "runs", baseline: "gone" })).toEqual(["a", gone]);
  expect(refusal({ by: "runs", baseline: "run-0", candidate: "gone" })).toEqual(["b", gone]);
  expect(refusal({ by: "runs", candidate: "all" })).toEqual([
    "b",
    "b=all: name the runs of a side, with commas in between, or omit it.",
  ]);
  expect(refusal({ by: "runs", baseline: "latest", candidate: "run-0" })).toBeNull();
  const { key, why } = readCompareStart(db, params({ by: "tags", key: "nosuch" }));
  expect([key, why]).toEqual(["mode", "nosuch has fewer than two values here; by mode instead."]);
});

test("a single run is compared by halves, with a note; windows follow the address", () => {
  const db = makeDatabase(after);
  const halves = readCompare(db, params());
  expect([halves.by, halves.why]).toEqual(["windows", "One run only: its first and second half."]);
  expect(halves.baseline.spans + halves.candidate.spans).toBe(after.length);
  // A call that outlives the others by far would leave the second half empty.
  const last = before.length + 1;
  const outlived = makeDatabase([...before, { id: last, name: "daemon", start: 1000, duration: 36_000 }]);
  const { baseline, candidate } = readCompare(outlived, params());
  expect(Math.min(baseline.spans, candidate.spans)).toBeGreaterThan(0.4 * before.length);
  const window = readCompare(db, params({ by: "windows", baseline: "0..1", candidate: "1..4" }));
  expect([window.why, window.baseline.value, window.candidate.value]).toEqual([null, "0..1", "1..4"]);
});

test("a file without runs, tag index or side tables is split at its pauses", () => {
  const db = makeDatabase([...before, ...after], { plain: true });
  const answer = readCompare(db, params());
  expect([answer.baseline.value, answer.candidate.value]).toEqual(["gap-1", `gap-${before.length + 1}`]);
  expect(verdicts(answer)).toEqual(PLANTED);
  const tags = readCompareTags(db, { ...params(), name: "slow", where: ["mode"] }, silent);
  expect(tags.sentence).toMatch(/; deep accounts for/);
});

describe("two files", () => {
  const folder = mkdtempSync(join(tmpdir(), "spantom-compare-"));
  const path = join(folder, "before.db");
  let here: Connection;
  beforeAll(() => {
    writeFileSync(path, makeDatabase(before).serialize());
    here = makeDatabase(after);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("the other file is the baseline", () => {
    const answer = readCompare(here, params({}, path));
    expect([answer.by, answer.baseline.label, answer.candidate.file]).toEqual([
      "files",
      "before.db, latest run",
      "this",
    ]);
    expect(verdicts(answer)).toEqual(PLANTED);
    const tags = readCompareTags(here, { ...params({}, path), name: "slow", where: [] }, silent);
    expect(tags.sentence).toMatch(/; deep/);
    expect(readCompareSides(here, params({}, path), silent).properties[0]).toMatchObject({
      baseline: before.length,
      candidate: after.length,
    });
  });

  test("a missing one is reported, and the rest still answered", () => {
    const none = params({}, join(folder, "none.db"));
    const answer = readCompare(here, none);
    expect(answer.problem).toMatch(/none\.db: no such file.*--compare/);
    expect(answer.by).toBe("windows");
    expect(answer.rows.length).toBeGreaterThan(0);
    // Those that cannot say so do not answer about other sides.
    for (const read of [
      () => readCompareName(here, { ...none, name: "slow" }),
      () => readCompareSides(here, none, silent),
      () => readCompareRuns(here, { ...none, pairBy: null, failIf: [] }, silent),
    ])
      expect(read).toThrow(/none\.db: no such file.*--compare/);
  });

  test("one that no side is of need not be there", () => {
    const halves = params({ by: "windows" }, join(folder, "none.db"));
    expect(readCompare(here, halves).problem).toBeNull();
    expect(readCompareName(here, { ...halves, name: "slow" }).candidate.count).toBeGreaterThan(0);
  });
});

test("of hundreds of names those that changed most are tested, and the others listed", () => {
  const count = 520;
  // Each run has ten calls of each name; the later the name, the larger its change.
  const spans = Array.from({ length: 20 * count }, (_, index) => {
    const [place, second] = [index % count, index >= 10 * count];
    const duration = second ? 1 + place / count : 1;
    return { id: index + 1, name: `name ${place}`, start: 1000 + index + (second ? 9000 : 0), duration };
  });
  const halves = [
    [1, 10 * count],
    [10 * count + 1, 20 * count],
  ] as const;
  const { rows, leftOut } = readCompare(makeDatabase(spans, { runs: halves }), params());
  expect([rows.length, leftOut]).toEqual([500, 20]);
  expect(rows.map(({ name }) => name)).toEqual(Array.from({ length: 500 }, (_, place) => `name ${count - 1 - place}`));
  expect(rows.filter(({ verdict }) => verdict === "Not tested")).toEqual(rows.slice(200));
  expect(rows[0]).toMatchObject({ verdict: "Slower at p50" });
  const last = rows[499];
  expect([last?.p50, last?.total.low, last?.candidateFigures?.p50]).toEqual([null, null, 1 + 20 / count]);
});

test("a side is read along its ids, and only as far as it goes", () => {
  const db = makeDatabase([...before, ...after], { runs });
  const scoped = resolveScope(db, DEFAULT_SCOPE);
  const plan = db
    .prepare(`EXPLAIN QUERY PLAN SELECT s.name, s.duration FROM spans AS s WHERE ${scoped.where} ORDER BY s.id`)
    .all(...scoped.parameters) as { detail: string }[];
  expect(plan.map(({ detail }) => detail)).toEqual(["SEARCH s USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"]);
});

test("the traced time of a side counts nested and parallel spans once, pauses not at all", () => {
  const spans = [
    { id: 1, start: 1, duration: 1 },
    { id: 2, start: 0, duration: 5 },
    { id: 3, start: 4, duration: 2 },
    { id: 4, start: 10, duration: 1 },
  ];
  expect(readSideDurations(makeDatabase(spans), resolveScope(makeDatabase(spans), DEFAULT_SCOPE)).covered).toBe(7);
});

test("the traced time of a side with a filter is that of what passes it, whatever encloses it", () => {
  const random = drawRandom();
  const spans = Array.from({ length: 400 }, (_, index) => ({
    id: index + 1,
    name: random.pick(["a", "b"]),
    start: random.below(3_000) / 10,
    duration: random.below(50) / 10,
  })).sort((one, other) => one.start + one.duration - other.start - other.duration);
  const db = makeDatabase(spans.map((span, index) => ({ ...span, id: index + 1 })));
  const scope = { ...DEFAULT_SCOPE, names: ["a"] };
  const own = spans.filter(({ name }) => name === "a");
  let covered = 0;
  for (let moment = 0.05; moment < 310; moment += 0.1)
    if (own.some(({ start, duration }) => start < moment && moment < start + duration)) covered += 0.1;
  expect(readSideDurations(db, resolveScope(db, scope)).covered).toBeCloseTo(covered, 6);
});

describe("errors", () => {
  const types = ["TypeError", "Unfinished", "a ✕"];
  /** Of the first run, one call in ten of `a` fails, of the second one in four; of both, a few of `b`. */
  const spans: FixtureSpan[] = Array.from({ length: 800 }, (_, index) => {
    const [second, name] = [index >= 400, index % 2 === 0 ? "a" : "b"];
    const failed = name === "a" ? index % (second ? 8 : 20) === 0 : index % 200 === 1;
    const span = { id: index + 1, name, start: 1000 + index + (second ? 9000 : 0), duration: failed ? 2 : 1 };
    return failed ? { ...span, error: { type: types[index % 3] ?? "", message: "" } } : span;
  });
  const ranges = [
    [1, 400],
    [401, 800],
  ] as const;
  const failing = () => makeDatabase(spans, { runs: ranges });
  const count = (test: (span: FixtureSpan) => boolean) => spans.filter(test).length;

  test("rows have the failed calls of both sides", () => {
    const { rows } = readCompareStart(failing(), params());
    const found = rows.map((row) => [row.name, row.baselineErrors, row.candidateErrors]).sort();
    const failed = (name: string, later: boolean) =>
      count((span) => span.name === name && span.id > 400 === later && span.error !== undefined);
    expect(found).toEqual(["a", "b"].map((name) => [name, failed(name, false), failed(name, true)]));
    expect(found).toEqual([
      ["a", 20, 50],
      ["b", 2, 2],
    ]);
    const both = { what: "count", key: "errors", baseline: 22, candidate: 52 };
    expect(readCompareSides(failing(), params(), silent).properties).toContainEqual(both);
    const plain = makeDatabase(spans, { plain: true });
    const none = readCompareStart(plain, params()).rows;
    expect(none.map((row) => row.baselineErrors + row.candidateErrors)).toEqual([0, 0]);
    expect(readCompareSides(plain, params(), silent).properties.map(({ key }) => key)).not.toContain("errors");
  });

  test("what differs most between the sides stands first, and what is the same last", () => {
    const tagged = (first: number, later: boolean): FixtureSpan[] =>
      Array.from({ length: 100 }, (_, index) => ({
        ...{ id: first + index, name: "a", start: first + index, duration: 1 },
        tags: {
          same: index % 2 ? "x" : "y",
          slightly: index < (later ? 52 : 50) ? "x" : "y",
          much: index < (later ? 90 : 10) ? "x" : "y",
          ...(later && { added: String(index) }),
        },
      }));
    const db = makeDatabase([...tagged(1, false), ...tagged(101, true)], {
      runs: [
        [1, 100],
        [101, 200],
      ],
    });
    const { properties } = readCompareSides(db, params(), silent);
    expect(properties.map(({ key }) => key).slice(0, 3)).toEqual(["added", "much", "slightly"]);
    expect(properties.slice(3).every(({ baseline, candidate }) => baseline === candidate)).toBe(true);
  });

  test("failed calls against the others, or one type against another", () => {
    const all = { ...DEFAULT_SCOPE, run: "all" };
    const by = (choice: Partial<CompareChoice>) =>
      readCompare(failing(), { choice: { ...DEFAULT_CHOICE, by: "errors", ...choice }, scope: all, other: null });
    const answer = by({});
    const { baseline, candidate } = answer;
    expect([answer.by, answer.why, baseline.value, candidate.value]).toEqual(["errors", null, "none", "any"]);
    expect([baseline.label, candidate.label]).toEqual(["Without an error", "Failed or unfinished"]);
    expect([baseline.spans, candidate.spans]).toEqual([726, 74]);
    expect(answer.rows.find(({ name }) => name === "a")).toMatchObject({ verdict: "Slower", candidateErrors: 70 });
    const ofType = (type: string) => count(({ error }) => error?.type === type);
    expect(answer.options.map(({ value }) => value).sort()).toEqual(["any", "none", ...types].sort());
    expect(answer.options.find(({ value }) => value === "a ✕")?.detail).toBe(`${ofType("a ✕")} spans`);
    const two = by({ baseline: "Unfinished", candidate: "a ✕" });
    expect([two.baseline.spans, two.candidate.spans]).toEqual([ofType("Unfinished"), ofType("a ✕")]);
  });

  test("without any, two windows, and why", () => {
    const answer = readCompareStart(makeDatabase(before), params({ by: "errors" }));
    expect([answer.by, answer.why]).toEqual(["windows", "No span has failed or is unfinished."]);
  });
});
