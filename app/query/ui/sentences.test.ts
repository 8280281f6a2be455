import { expect, test } from "vitest";
import type { SqlResult } from "../../../lib/model/outcome.ts";
import {
  adviseOn,
  describeFailed,
  describeMs,
  describeRest,
  describeRows,
  describeStatus,
  fixName,
} from "./sentences.ts";

const result = (rows: number, more: SqlResult["more"] = null): SqlResult => ({
  columns: [{ name: "id", type: "INTEGER" }],
  rows: Array.from({ length: rows }, (_, i) => [i]),
  more,
  ms: 41.2,
});

test("a whole result, a cut one, none", () => {
  expect([describeRows(result(960)), describeRest(result(960))]).toEqual([
    "960 rows",
    "41 ms, 1 column, no cap reached",
  ]);
  expect(describeRows(result(10_000, "rows"))).toBe("First 10,000 rows");
  expect(describeRest(result(10_000, "rows"))).toBe("41 ms, 1 column, cut at 10,000 rows");
  expect(describeRest(result(9, "bytes"))).toBe("41 ms, 1 column, cut at 8 MB");
  expect([describeRows(result(1)), describeRows(result(0))]).toEqual(["1 row", "No rows."]);
});

test("times below a millisecond and from a second on", () => {
  expect([0.01, 0.44, 41.2, 1514].map(describeMs)).toEqual(["0.1 ms", "0.4 ms", "41 ms", "1.51 s"]);
});

test("the status line says what failed and what is still shown", () => {
  const ran = { sql: "x", result: result(960), at: 0 };
  const place = { from: 0, to: 1, line: 2, column: 1 };
  expect(describeStatus(ran, null)).toEqual(["960 rows", "41 ms"]);
  expect(describeStatus(ran, { sql: "y", at: 1, failure: { code: "SQLITE_ERROR", message: "m", place } })).toEqual([
    "Error in SQL, line 2",
    "showing 960 rows of the previous query",
  ]);
  expect(describeStatus(null, { sql: "y", at: 1, failure: { code: "SQL_CANCELLED", message: "m" } })).toEqual([
    "Stopped",
  ]);
});

test.each([
  [
    { code: "SQLITE_ERROR", message: "no such column: x", place: { from: 0, to: 1, line: 2, column: 1 } },
    "Error in SQL, line 2",
  ],
  [{ code: "SQLITE_ERROR", message: "integer overflow" }, "Error in SQL"],
  [{ code: "SQL_TIMEOUT", message: "Stopped after 5 s. 12,000 rows read." }, "Stopped after 5 s"],
  [{ code: "SQL_TIMEOUT", message: "Stopped after 300 ms." }, "Stopped after 300 ms"],
  [{ code: "SQL_CANCELLED", message: "Stopped." }, "Stopped"],
  [{ code: "SQL_MEMORY", message: "Stopped: it needs more than 512 MB." }, "Stopped, out of memory"],
  [{ code: "SQL_BUSY", message: "4,096 queries are already waiting." }, "Not run, too many queries at once"],
  [{ code: "SQL_FAILED", message: "The query process ended (code 1)." }, "Stopped, the query process ended"],
  [{ code: "SQL_NOT_READ", message: "Only SELECT", place: { from: 0, to: 1, line: 1, column: 1 } }, "Not run, line 1"],
  [{ code: "SQL_EMPTY", message: "There is no statement to run." }, "Not run"],
  [{ code: "SQLITE_TOOBIG", message: "string or blob too big" }, "Stopped, a value is too large"],
  [{ code: "DATABASE", message: "m", file: "missing" }, "The file is gone"],
  [{ code: "DATABASE", message: "m", file: "locked" }, "The file is locked"],
  [{ code: "DATABASE", message: "No answer from the dashboard." }, "No answer"],
] as const)("a failure is called what it is: %j", (failure, words) => {
  expect(describeFailed(failure)).toBe(words);
  expect(describeStatus(null, { sql: "y", at: 1, failure })).toEqual([words]);
  expect(adviseOn(failure) !== "").toBe(failure.code === "SQL_TIMEOUT");
});

test("only the wrong part of a name is replaced", () => {
  const sql = "SELECT s.durration FROM spans AS s";
  const place = { from: 7, to: 18, line: 1, column: 8 };
  expect(fixName(sql, { code: "SQLITE_ERROR", message: "", place, nearest: "duration" })).toEqual({
    from: 9,
    to: 18,
    text: "duration",
  });
  expect(fixName(sql, { code: "SQLITE_ERROR", message: "", place })).toBeUndefined();
});
