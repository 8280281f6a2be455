import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findNearest } from "../model/nearest.ts";
import { openAny } from "../store/database.ts";
import { loadDriver } from "../store/driver.ts";
import { describeFailure } from "./failure.ts";
import { nameOf, readTokens } from "./tokens.ts";

const path = fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url));
const db = openAny(loadDriver(), path);

/** The SQL has «» around the expected position. */
function check(marked: string) {
  const sql = marked.replace(/[«»]/g, "");
  try {
    db.prepare(sql);
  } catch (error) {
    const failure = describeFailure(error, path, sql, db);
    const { from = -1, to = -1 } = failure.place ?? {};
    return { failure, marked: `${sql.slice(0, from)}«${sql.slice(from, to)}»${sql.slice(to)}` };
  }
  throw new Error(`SQLite takes ${sql}`);
}

describe("the place of an error", () => {
  test.each([
    "SELECT «durration» FROM spans",
    "SELECT s.name,\n  -- s.durration\n  max(«s.durration») FROM spans s",
    "SELECT 's.durration', «s . durration» FROM spans s",
    'SELECT «"durration"» FROM spans',
    "SELECT «[durration]» FROM spans",
    "SELECT key FROM span_tags UNION ALL SELECT «key» FROM spans",
    "SELECT max(key) FROM span_tags UNION SELECT name FROM spans GROUP BY «key»",
    "SELECT * FROM «spams»",
    "SELECT spams.id, 'spams' FROM spans JOIN «spams» USING (id)",
    "SELECT * FROM «main.spams»",
    "SELECT * «FORM» spans",
    "SELECT 'FORM' AS FORM, FORM.id FROM spans FORM «FORM» 1",
    "SELECT (1 + (2))«)» FROM spans",
    "SELECT count(*«,»*) FROM spans",
    "SELECT name 'y' «'x'» FROM spans WHERE name = 'x'",
    "SELECT * FROM spans WHERE name = «'unfinished»",
    "SELECT «#» FROM spans",
    "SELECT «12abc» FROM spans",
    "SELECT * FROM spans WHERE«»",
    "SELECT (1«» -- the end\n",
    "SELECT 'nosuch()', «nosuch»(1) FROM spans",
    "SELECT «abs»(1, 2) FROM spans",
    "SELECT 1 FROM spans WHERE «count»(*) > 1",
    "SELECT «id» FROM spans JOIN span_tags",
    "SELECT s.id FROM spans s JOIN span_tags t ON s.id = span_id WHERE «id» = 1",
  ])("%s", (marked) => {
    expect(check(marked).marked).toBe(marked);
  });

  test("is given as line and column from 1", () => {
    const { failure } = check("SELECT s.name,\n       avg(s.start), max(«s.durration») FROM spans s");
    expect(failure).toEqual({
      code: "SQLITE_ERROR",
      message: "no such column: s.durration",
      place: { from: 40, to: 51, line: 2, column: 26 },
      nearest: "duration",
    });
  });
});

describe("the nearest name", () => {
  test.each([
    ["SELECT «nmae» FROM spans", "name"],
    ["SELECT «vallue» FROM span_tags", "value"],
    ["SELECT * FROM «span»", "spans"],
    ["SELECT * FROM «SPANTAGS»", "span_tags"],
    ["SELECT «nothing_like_it» FROM spans", undefined],
    ["SELECT «x» FROM spans", undefined],
  ])("%s", (marked, nearest) => {
    expect(check(marked).failure.nearest).toBe(nearest);
  });

  test("counts two swapped letters as one error, and no more than a third of the name", () => {
    expect(findNearest("abc", ["acb"])).toBe("acb");
    expect(findNearest("abc", ["abd", "ABC"])).toBe("ABC");
    expect(findNearest("abc", ["xyc"])).toBeUndefined();
    expect(findNearest("ab", ["a"])).toBeUndefined();
    expect(findNearest("", ["a"])).toBeUndefined();
  });
});

describe("tokens", () => {
  test.each([
    ["a.b->>'$.c' || x'0f'", ["a", ".", "b", "->>", "'$.c'", "||", "x'0f'"]],
    ["'it''s' \"a\"\"b\" `c``d` [e f]", ["'it''s'", '"a""b"', "`c``d`", "[e f]"]],
    ["1.5e-3 .5 0xFF 1_000 12ab", ["1.5e-3", ".5", "0xFF", "1_000", "12ab"]],
    ["? ?1 :a @b $c", ["?", "?1", ":a", "@b", "$c"]],
    ["größe 日本 /* a */ \u{1F600} -- b", ["größe", "日本", "\u{1F600}"]],
    ["'open", ["'open"]],
    ["/* open", []],
  ])("%s", (sql, expected) => {
    expect(readTokens(sql).map((token) => token.text)).toEqual(expected);
  });

  test("names lose their quotes", () => {
    expect(readTokens('a "b""c" [d e] \'f\' 1').map(nameOf)).toEqual(["a", 'b"c', "d e", undefined, undefined]);
  });
});
