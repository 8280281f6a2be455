/** Which runs are one session, and that its spans are those of its runs. */
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { drawRandom, ROUNDS } from "../fixtures/seed.ts";
import type { Run } from "../model/run.ts";
import { DEFAULT_SCOPE } from "../model/scope.ts";
import { creationSql } from "../store/schema.ts";
import { findRun } from "./chosen-run.ts";
import { readRuns } from "./runs.ts";
import { groupRuns, membersOf } from "./sessions.ts";
import { resolveScope } from "./sql/scoped-spans.ts";

const MINUTE = 60;
const HOUR = 3600;

type Plan = readonly [id: string, started: number, ended: number, more?: Partial<Run>];

function makeRuns(plans: readonly Plan[]): Run[] {
  return plans.map(([id, started, ended, more], index) => ({
    id,
    started,
    ended,
    firstId: index * 10 + 1,
    lastId: index * 10 + 10,
    count: 10,
    mixed: false,
    found: "recorded",
    command: `node ${id}.mjs`,
    node: "v24.0.0",
    host: "here",
    pid: index,
    ...more,
  }));
}

const group = (plans: readonly Plan[]) => groupRuns(makeRuns(plans)).map((one) => membersOf(one).map(({ id }) => id));

test("two services are one session, started by one command or by hand, in whatever order they end", () => {
  expect(
    group([
      ["api", 0, HOUR],
      ["web", 2, 40 * MINUTE],
    ]),
  ).toEqual([["api", "web"]]);
  expect(
    group([
      ["api", 0, HOUR],
      ["web", 5 * MINUTE, HOUR],
    ]),
  ).toEqual([["api", "web"]]);
});

test("the workers of a test suite are one, also those that follow each other", () => {
  const workers = Array.from({ length: 40 }, (_, i): Plan => [`w${i}`, 2 * i, 2 * i + 5 + (i % 4)]);
  expect(group(workers)).toEqual([workers.map(([id]) => id)]);
});

test("scripts that run in turn beside a service that lasts all day stay alone", () => {
  const scripts = Array.from({ length: 8 }, (_, i): Plan => [`s${i}`, (i + 1) * HOUR, (i + 1) * HOUR + 5]);
  expect(group([["service", 0, 10 * HOUR], ...scripts])).toEqual([["service"], ...scripts.map(([id]) => [id])]);
});

test("a service that restarts beside another does not chain its day together", () => {
  const restarts = Array.from({ length: 8 }, (_, i): Plan => [`api${i}`, i * HOUR, (i + 1) * HOUR - 1]);
  expect(group([["web", 0.5, 8 * HOUR], ...restarts])).toEqual([
    ["api0", "web"],
    ...restarts.slice(1).map(([id]) => [id]),
  ]);
});

test("jobs that overlap all day are sessions of an hour of starts", () => {
  const jobs = Array.from({ length: 24 * 60 }, (_, i): Plan => [`j${i}`, i * MINUTE, i * MINUTE + 100]);
  const groups = groupRuns(makeRuns(jobs));
  expect(Math.max(...groups.map((one) => membersOf(one).length))).toBeLessThanOrEqual(61);
  expect(groups.flatMap((one) => membersOf(one)).length).toBe(jobs.length);
});

test.each([
  [
    "end before the next begins",
    [
      ["a", 0, 5],
      ["b", 6, 9],
    ],
  ],
  [
    "are of two hosts",
    [
      ["a", 0, 5],
      ["b", 1, 9, { host: "there" }],
    ],
  ],
  [
    "are inferred from pauses",
    [
      ["a", 0, 5, { found: "gaps" }],
      ["b", 1, 9, { found: "gaps" }],
    ],
  ],
] as const)("runs that %s stand alone", (_, plans) => expect(group(plans)).toEqual([["a"], ["b"]]));

test("the latest run counts with its session; its id is that of the first, also when that is alone", () => {
  const runs = makeRuns([
    ["old", 0, 5],
    ["a", 100, 200],
    ["b", 101, 220],
  ]);
  expect(findRun(runs, "latest")).toMatchObject({ id: "session-a", started: 100, ended: 220, count: 20, mixed: false });
  expect(findRun(runs, "session-a")).toEqual(findRun(runs, "latest"));
  expect(findRun(runs, "b")).toBe(runs[2]);
  expect(findRun(runs, "session-old")).toBe(runs[0]);
  expect(() => findRun(runs, "session-b")).toThrow(
    "Run session-b is not in this file (any more); there are b, a, old.",
  );
});

test("the spans of a session are those of its runs, however they are interleaved, and start from its start", () => {
  const random = drawRandom();
  for (let round = 0; round < 5 * ROUNDS; round++) {
    const db = new Database(":memory:");
    db.exec(creationSql(new Set()));
    const ids = ["a", "b", "c"];
    const starts = [1000, 1003, 500_000];
    const addSpan = db.prepare("INSERT INTO spans (name, start, duration) VALUES ('call', ?, 1)");
    const addRange = db.prepare("INSERT INTO run_spans VALUES (?, ?, ?)");
    const own = new Map<string, number[]>(ids.map((id) => [id, []]));
    for (const [index, id] of ids.entries())
      db.prepare("INSERT INTO runs VALUES (?, ?, 1, 'host', 'x.mjs', 'v24', '/')").run(id, starts[index]);
    for (let turn = 0; turn < 12; turn++) {
      // Each has a turn at the beginning, and the first one another, so that it still runs when the second one does.
      const index = [0, 1, 2, 0][turn] ?? random.below(3);
      const id = ids[index] as string;
      const spans = Array.from({ length: 1 + random.below(4) }, (_, i) =>
        Number(addSpan.run((starts[index] as number) + turn * 10 + i).lastInsertRowid),
      );
      own.get(id)?.push(...spans);
      addRange.run(id, spans[0], spans.at(-1));
    }
    // As after prune, which leaves the second run whole: a run without spans is none.
    const deleted = random.below(Math.min(3, own.get("b")?.[0] ?? 1));
    db.prepare("DELETE FROM spans WHERE id <= ?").run(deleted);
    const pick = (run: string) => {
      const { where, parameters, origin, window, whereSql } = resolveScope(db, { ...DEFAULT_SCOPE, run });
      const read = (condition: string) => db.prepare(`SELECT s.id FROM spans AS s WHERE ${condition}`).pluck();
      expect(read(whereSql).all()).toEqual(read(where).all(...parameters));
      expect(window.count).toBe(read(where).all(...parameters).length);
      return { origin, ids: read(where).all(...parameters) };
    };
    const expected = ["a", "b"]
      .flatMap((id) => own.get(id) ?? [])
      .filter((id) => id > deleted)
      .sort((x, y) => x - y);
    const session = groupRuns(readRuns(db)).find((one) => one.id.startsWith("session-"));
    expect(pick(session?.id ?? "")).toEqual({ origin: session?.started, ids: expected });
    for (const id of ids) expect(pick(id).ids).toEqual(own.get(id)?.filter((one) => one > deleted));
    expect(pick("latest").ids).toEqual(pick("c").ids);
  }
});
