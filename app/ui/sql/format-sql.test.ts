import { describe, expect, test } from "vitest";
import { readAllTokens } from "../../../lib/reader/tokens.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { formatSql } from "./format-sql.ts";

describe("SQL laid out", () => {
  test.each([
    ["what has room is one line", "select *\n from   spans\norder by id", "select * from spans order by id"],
    [
      "a line for each clause, lists go on under their first",
      `-- every compress call
SELECT s.id, s.start, s.duration, CAST(b.value AS REAL) AS bytes, a.value AS algorithm
FROM spans AS s JOIN span_tags AS a ON a.span_id=s.id AND a.key='algorithm'
left outer join span_tags b on b.span_id = s.id and b.key = 'bytes' and b.value between 1 and 12
WHERE s.name = 'compress' ORDER BY s.duration DESC LIMIT 1000`,
      `-- every compress call
SELECT s.id, s.start, s.duration, CAST(b.value AS REAL) AS bytes,
       a.value AS algorithm
FROM spans AS s
JOIN span_tags AS a ON a.span_id = s.id AND a.key = 'algorithm'
left outer join span_tags b on b.span_id = s.id and b.key = 'bytes'
       and b.value between 1 and 12
WHERE s.name = 'compress'
ORDER BY s.duration DESC
LIMIT 1000`,
    ],
    [
      "queries within are indented, where they have no room on the line",
      "with a as (select name, count( * ) n, sum(duration) total from spans where duration > -1 group by name), b as (select 1) select * from a",
      `with a as (
  select name, count(*) n, sum(duration) total
  from spans
  where duration > -1
  group by name
), b as (select 1)
select *
from a`,
    ],
    [
      "comments stay beside what they are beside, or alone",
      "SELECT a, -- first\n /* second */ b -- last\nFROM t\n -- only these\nWHERE x = - -1 AND y IS DISTINCT FROM z",
      `SELECT a, -- first
       /* second */
       b -- last
FROM t
-- only these
WHERE x = - -1 AND y IS DISTINCT FROM z`,
    ],
    [
      "a long case goes on at its branches",
      "SELECT CASE WHEN duration > 1 AND duration < 10 THEN 'slow' WHEN duration > 10 THEN 'very slow indeed' ELSE 'quick' END AS pace",
      `SELECT CASE WHEN duration > 1 AND duration < 10 THEN 'slow'
       WHEN duration > 10 THEN 'very slow indeed' ELSE 'quick' END AS pace`,
    ],
  ])("%s", (_, sql, laid) => expect(formatSql(sql)).toBe(laid));

  test.each(["SELECT 'not closed", "SELECT (1", "SELECT 1)", "", "12abc"])(
    "as it is where it is cut off: %s",
    (sql) => {
      expect(formatSql(sql)).toBe(sql);
    },
  );
});

const PIECES = [
  ..."SELECT FROM WHERE GROUP BY ORDER LEFT JOIN ON AND OR BETWEEN CASE WHEN THEN ELSE END UNION ALL AS IN WITH VALUES DISTINCT IS NOT OVER LIMIT".split(
    " ",
  ),
  ...[
    "s",
    "name",
    "count",
    "desc",
    "E",
    "é",
    '"a b"',
    "[c]",
    "`d`",
    "'x''--y'",
    "x'00'",
    "1",
    ".5",
    "2.",
    "1e3",
    "0xF",
  ],
  ...["+", "-", "*", "/", "~", "||", "->", "->>", "<", ">", "=", "<>", ".", ",", ";", "?", "?1", ":v", "$w"],
  ...["-- to the end\n", "\n-- alone -- \n", "/* in */", "\n/* over\n two */\n", "/**/"],
];

/** Tokens in random order, mostly not valid SQL, with balanced parentheses. */
function drawSql(seed: number): string {
  const { next } = createRandom(seed);
  let text = "";
  let depth = 0;
  for (let left = Math.floor(next() * 60); left > 0; left--) {
    if (next() < 0.08) {
      text += " (";
      depth++;
    } else if (depth > 0 && next() < 0.1) {
      text += " )";
      depth--;
    } else text += `${next() < 0.1 ? "\n" : " "}${PIECES[Math.floor(next() * PIECES.length)]}`;
  }
  return text + " )".repeat(depth);
}

const read = (sql: string) => readAllTokens(sql).map(({ kind, text }) => `${kind} ${text.trimEnd()}`);

test("only blanks change, and a second time nothing", () => {
  for (let seed = 0; seed < 1500; seed++) {
    const sql = drawSql(seed);
    const laid = formatSql(sql);
    expect(read(laid), `seed ${seed}`).toEqual(read(sql));
    expect(formatSql(laid), `seed ${seed}`).toBe(laid);
  }
});
