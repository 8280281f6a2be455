import { expect, test } from "vitest";
import { toPlainWhy } from "../analysis/why/plain.ts";
import { plant } from "../fixtures/planted.ts";
import { plantSlowChild } from "../fixtures/planted-trees.ts";
import type { Progress } from "../model/progress.ts";
import { DEFAULT_SCOPE, type Scope } from "../model/scope.ts";
import { readExploreRows } from "./explore-rows.ts";
import { readWhy } from "./why.ts";

const scope = { ...DEFAULT_SCOPE, names: ["work"] };

const makeFile = () =>
  plant({ count: 400, seed: 1, plain: true }, (draw) => {
    const cold = draw.next() < 0.2;
    const bytes = Math.round(1e4 * draw.noise(0.5));
    return {
      duration: 1e-3 * draw.noise(0.2) * (cold ? 6 : 1),
      tags: { bytes },
      outer: { cache: cold ? "cold" : "warm" },
    };
  });

test("the slowest calls, with progress on the way; the answer crosses a process as it is", () => {
  const told: Progress[] = [];
  const answer = readWhy(makeFile(), { scope, selection: { slowest: 5 } }, (progress) => told.push(progress));
  expect(answer.items.map(({ title }) => title)).toEqual(["cache = cold"]);
  expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  expect(told).toContainEqual({ what: "Comparing tags", done: 1, total: 2 });
});

test("a box in the plot, its time counted from the start of the run", () => {
  const db = makeFile();
  const box = (x: readonly [number, number], y: readonly [number, number]) =>
    readWhy(db, { scope, selection: { plot: { x: "bytes", y: "duration", region: { kind: "box", x, y } } } });
  const wide = db
    .prepare<[], number>("SELECT count(*) FROM span_tags WHERE key = 'bytes' AND CAST(value AS REAL) >= 15000")
    .pluck()
    .get();
  const answer = box([15_000, 1e9], [0, 1]);
  expect(answer).toMatchObject({ selected: wide, slowest: null, command: null });
  expect(answer.items[0]).toMatchObject({ title: "bytes", effect: 1 });
  expect(box([15_000, 1e9], [10, 20])).toMatchObject({ selected: 0, items: [] });
  const early = readWhy(db, {
    scope,
    selection: { plot: { x: "start", y: "duration", region: { kind: "box", x: [0, 1e6], y: [0, 1] } } },
  });
  expect(early).toMatchObject({ selected: 400, others: 0, items: [] });
});

test("the rows of the table are explained, with its columns, also a rare key that is asked for", () => {
  const db = makeFile();
  db.exec("INSERT INTO span_tags (span_id, key, value) VALUES (1, 'rare', 'yes'), (3, 'rare', 'no')");
  const region = { kind: "box", x: [15_000, 1e9], y: [0, 1], of: ["bytes", "duration"] } as const;
  const also = { ...scope, also: ["rare"] };
  const table = readExploreRows(db, {
    scope: also,
    request: { region, sort: { column: "id", desc: false }, offset: 0, limit: 500 },
  });
  const ids = table.rows.map(([id]) => Number(id));
  const byRegion = readWhy(db, { scope: also, selection: { plot: { region } } });
  const byIds = readWhy(db, { scope: also, selection: { ids } });
  expect(byRegion.selected).toBe(table.total);
  expect(byIds).toEqual({ ...byRegion, command: null });
  const keys = [...byIds.items.map(({ key }) => key), ...byIds.nothingIn];
  const shown = table.columns.flatMap(({ tag }) => tag ?? []);
  expect(new Set(keys)).toEqual(new Set(shown));
  expect(shown).toContain("rare");
});

test("a child with the tag that tells it slow, and what is known of it as JSON", () => {
  const answer = readWhy(plantSlowChild(), { scope: { ...scope, names: ["request"] }, selection: { slowest: 5 } });
  const plain = toPlainWhy("request", answer);
  expect(plain.items).toMatchObject([
    { kind: "child", key: "http GET", path: ["http GET"], tag: { key: "cache", value: "miss" }, explainedBy: null },
  ]);
  expect(plain.items[0]?.sentence).toMatch(
    / is in http GET, \d\d % of the rest's\. .+ cache = miss: \d % of calls, 100 % of the slowest 5 %\.$/,
  );
  expect(plain.items[0]?.coverage).toBeGreaterThan(0.9);
});

test.each<[Partial<Scope>, string | null]>([
  [{}, "spantom why work --slowest 5"],
  [{ names: [] }, null],
  [{ names: ["work", "outer"] }, "spantom why work --slowest 5 --name outer"],
  [{ names: ["it's"] }, "spantom why 'it'\\''s' --slowest 5"],
  [{ names: ["-x"] }, "spantom why --slowest 5 -- -x"],
  [{ run: "all" }, "spantom why work --slowest 5 --run all"],
  [{ tags: [{ key: "a b", operator: ">=", value: "3" }] }, "spantom why work --slowest 5 --tag 'a b>=3'"],
  [{ error: "any" }, "spantom why work --slowest 5 --error any"],
  [{ error: "type:any" }, "spantom why work --slowest 5 --error type:any"],
  [{ error: "It's" }, "spantom why work --slowest 5 --error 'It'\\''s'"],
  [{ from: 0.25, to: 2 }, "spantom why work --slowest 5 --from 0.25 --to 2"],
  [{ window: 100 }, "spantom why work --slowest 5 --window 100"],
  [{ window: 10_000_000 }, "spantom why work --slowest 5"],
  [{ maxSpanId: 300 }, "spantom why work --slowest 5 --until 300"],
  [{ maxSpanId: 800 }, "spantom why work --slowest 5"],
  [{ also: ["rare"] }, "spantom why work --slowest 5 --also rare"],
])("the same in a terminal, of %j: %s", (change, command) => {
  const answer = readWhy(makeFile(), { scope: { ...scope, ...change }, selection: { slowest: 5 } });
  expect(answer.command).toBe(command);
});
