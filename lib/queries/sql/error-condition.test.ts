import { expect, test } from "vitest";
import { type FixtureSpan, makeDatabase } from "../../fixtures/fixture-database.ts";
import { filterOfType } from "../../model/error-filter.ts";
import { DEFAULT_SCOPE, type Scope } from "../../model/scope.ts";
import type { Connection } from "../../store/driver.ts";
import { resolveScope } from "./scoped-spans.ts";

const TYPES = ["TypeError", "Unfinished", "any", "none", "", "it's ?", "\u0000x", "✕"];

const SPANS: readonly FixtureSpan[] = Array.from({ length: 60 }, (_, index) => {
  const type = TYPES[index % 12];
  return {
    id: index + 1,
    start: index,
    duration: 1,
    tags: { error: "none" },
    ...(type !== undefined && { error: { type, message: "" } }),
  };
});

function idsOf(db: Connection, scope: Partial<Scope>): { executed: number[]; shown: number[] } {
  const { where, parameters, whereSql } = resolveScope(db, { ...DEFAULT_SCOPE, ...scope });
  const ids = (condition: string, ...values: (string | number)[]) =>
    db
      .prepare<(string | number)[], number>(`SELECT s.id FROM spans AS s WHERE ${condition} ORDER BY s.id`)
      .pluck()
      .all(...values);
  return { executed: ids(where, ...parameters), shown: ids(whereSql) };
}

const expected = (test: (type: string | undefined) => boolean) =>
  SPANS.filter(({ error }) => test(error?.type)).map(({ id }) => id);

test.each(TYPES)("only spans that failed with %j, both as executed and as shown", (type) => {
  const wanted = expected((one) => one === type);
  expect(wanted).toHaveLength(5);
  expect(idsOf(makeDatabase(SPANS), { error: filterOfType(type) })).toEqual({ executed: wanted, shown: wanted });
});

test("any error, none, one that never occurs, and with other limits", () => {
  const db = makeDatabase(SPANS);
  const any = expected((type) => type !== undefined);
  const none = expected((type) => type === undefined);
  expect([any.length, none.length]).toEqual([40, 20]);
  expect(idsOf(db, { error: "any" })).toEqual({ executed: any, shown: any });
  expect(idsOf(db, { error: "none" })).toEqual({ executed: none, shown: none });
  expect(idsOf(db, { error: "RangeError" })).toEqual({ executed: [], shown: [] });
  const late = any.filter((id) => id > 30);
  expect(idsOf(db, { error: "any", window: 30 })).toEqual({ executed: late, shown: late });
  const tagged = { error: "none", tags: [{ key: "error", operator: "=", value: "none" }] } as const;
  expect(idsOf(db, tagged).executed).toEqual(none);
});

test("a file that records no errors has spans without one only", () => {
  const db = makeDatabase(SPANS, { plain: true });
  const all = SPANS.map(({ id }) => id);
  expect(idsOf(db, { error: "none" })).toEqual({ executed: all, shown: all });
  for (const error of ["any", "TypeError", "Unfinished"])
    expect(idsOf(db, { error })).toEqual({ executed: [], shown: [] });
});

test("another tool's row without a span does not hide the spans without errors", () => {
  const db = makeDatabase(SPANS, { plain: true });
  db.exec(
    "CREATE TABLE span_errors (span_id, type, message, stack); INSERT INTO span_errors VALUES (NULL, '', '', ''), (3, 'x', '', '')",
  );
  expect(idsOf(db, { error: "none" }).executed).toHaveLength(59);
});
