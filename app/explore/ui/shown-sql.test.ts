import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { isErrorColumn } from "../../../lib/analysis/explore/answer.ts";
import { readRecordedRanges } from "../../../lib/columns/recorded-ranges.ts";
import { findTagAccess } from "../../../lib/columns/tag-range.ts";
import { type FixtureSpan, makeDatabase } from "../../../lib/fixtures/fixture-database.ts";
import { readExplore } from "../../../lib/queries/explore.ts";
import { readExploreRows } from "../../../lib/queries/explore-rows.ts";
import { resolveScope } from "../../../lib/queries/sql/scoped-spans.ts";
import { openReader } from "../../../lib/store/database.ts";
import { parseExploreUrl } from "../address.ts";
import { formatShownSql } from "./shown-sql.ts";

/** Three levels: `call` inherits `size` from `step` if that has it, else from `loop`. */
const NESTED: readonly FixtureSpan[] = Array.from({ length: 60 }, (_, i) => {
  const start = 1000 + 3 * i;
  const own: Record<string, string> = i % 3 === 0 ? { size: String(500 + i) } : {};
  return [
    { id: 3 * i + 1, name: "call", start: start + 0.2, duration: 0.01 * (1 + (i % 7)), parent: 3 * i + 2 },
    { id: 3 * i + 2, name: "step", start: start + 0.1, duration: 1, parent: 3 * i + 3, tags: own },
    { id: 3 * i + 3, name: "loop", start, duration: 2, tags: { size: String(i), kind: ["b", "a"][i % 2] ?? "" } },
  ];
}).flat();

/** Every fifth call fails; a tag has the name of the column of errors. */
const FAILING: readonly FixtureSpan[] = NESTED.map((span) => ({
  ...span,
  ...(span.id % 5 === 0 && { error: { type: span.id % 2 === 0 ? "Unfinished" : "it's ?", message: "" } }),
  ...(span.name === "call" && { tags: { error: String(span.id) } }),
}));

const DATABASES = {
  failing: makeDatabase(FAILING),
  python: openReader(Database, fileURLToPath(new URL("../../../lib/fixtures/python-written.db", import.meta.url))),
  linked: makeDatabase(NESTED),
  plain: makeDatabase(NESTED, { plain: true }),
  runs: makeDatabase(NESTED, {
    runs: [
      [1, 90],
      [91, 120],
      [121, 180],
    ],
    runTags: [{ "param.rate": "0.1", "param.size": "900", "param.mode": "it's" }, {}, { "param.rate": "0.2" }],
  }),
};

test.each([
  ["python", "name=file"],
  ["python", "name=file&x=bytes&y=duration&sel=1e4..1e5,0.001..0.1"],
  ["python", "name=file&x=start&y=duration&sel=0.1..0.6,0..1&sort=-bytes"],
  ["python", "sel=spans:5.5.5&sort=-id"],
  ["python", "name=parse&x=index@file&y=duration&sel=20..60,0.0001..1"],
  ["python", "name=parse&x=nodes&y=duration&sel=100..5000,10..90;nodes;index@file"],
  ["python", "name=parse&x=bytes&y=duration&logx=1&logy=1&sel=lasso:1e3,1e-4,1e5,1e-3,5e4,0.1,2e3,0.02"],
  ["python", "name=parse&x=start&y=duration&sel=lasso:0.05,1e-5,0.5,1e-5,0.3,0.05&sort=nodes"],
  ["linked", "name=call&x=size@loop&y=duration&sel=10..50,0..1"],
  ["linked", "name=call&x=size@step&y=duration&sel=510..550,0.02..1&sort=kind@loop"],
  ["linked", "name=call&x=size@loop&y=duration&sel=lasso:5,0,55,0.005,40,0.2,7,0.06&sort=-size@loop"],
  ["plain", "name=call&x=size@loop&y=duration&sel=10..50,0..1"],
  ["plain", "name=call&x=size@step&y=duration&sel=lasso:500,0,560,0.005,540,0.2&sort=kind@loop"],
  ["failing", "name=call&sort=-error"],
  ["failing", "name=call&error=any&sort=error"],
  ["failing", "name=call&x=tag%3Aerror&y=duration&sel=10..100,0..1&sort=-error"],
  ["failing", "name=call&x=size@loop&y=duration&sel=lasso:5,0,55,0.005,40,0.2,7,0.06&sort=-error"],
  ["failing", "name=call&error=none&sort=-tag%3Aerror"],
  ["runs", "name=call&sort=-rate"],
  ["runs", "name=loop&sort=mode&tag=rate"],
  ["runs", "name=call&x=rate&y=duration&sel=0.15..0.25,0..1"],
  ["runs", "name=step&x=rate&y=duration&sel=lasso:0.05,0,0.15,0,0.15,2,0.05,2&sort=-rate"],
  ["runs", "name=call&x=size@loop&y=duration&sel=10..50,0..1&sort=rate"],
] as const)("in the file %s the SQL of %s gives the rows of its table", (file, search) => {
  const db = DATABASES[file];
  const url = parseExploreUrl(new URLSearchParams(`run=all&${search}`));
  const scoped = resolveScope(db, url.scope);
  const { x, y, logx, logy, sel, sort = { column: "duration", desc: true } } = url.view;
  const axes = { x, y, logx, logy };
  const plot = readExplore(db, { scope: url.scope, request: axes });
  const table = readExploreRows(db, {
    scope: url.scope,
    request: { ...axes, sort, region: sel, offset: 0, limit: 10_000 },
  });
  const { firstId, lastId } = scoped.window;
  const linked = readRecordedRanges(db, firstId, lastId).length > 0;
  const sql = formatShownSql(
    { where: scoped.whereSql, access: findTagAccess(db, 1), linked },
    url,
    table.columns,
    plot,
  );
  const rows = db.prepare(sql).raw().all() as unknown[][];
  expect(rows.map(([id]) => id)).toEqual(table.rows.map(([id]) => id));
  expect(rows.length).toBeGreaterThan(0);
  const errors = table.columns.findIndex(isErrorColumn);
  // Own columns come in the table's order.
  if (errors >= 0) expect(rows.map((row) => row[errors])).toEqual(table.rows.map((row) => row[errors]));
  if (sel) expect(rows.length).toBeLessThan(scoped.window.count);
});
