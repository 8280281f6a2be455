import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { openReader } from "../../lib/database.ts";
import { readExplore } from "../../lib/questions/explore.ts";
import { readExploreRows } from "../../lib/questions/explore-rows.ts";
import { resolveScope } from "../../lib/questions/scoped-spans.ts";
import { findTagAccess } from "../../lib/questions/tag-range.ts";
import { parseExploreUrl } from "./explore-url.ts";
import { writeShownSql } from "./shown-sql.ts";

const db = openReader(Database, fileURLToPath(new URL("../../lib/fixtures/python-written.db", import.meta.url)));

test.each([
  "name=file",
  "name=file&x=bytes&y=duration&sel=1e4..1e5,0.001..0.1",
  "name=file&x=start&y=duration&sel=0.1..0.6,0..1&sort=-bytes",
  "sel=spans:5.5.5&sort=-id",
])("the SQL of %s gives the rows of its table", (search) => {
  const url = parseExploreUrl(new URLSearchParams(search));
  const scoped = resolveScope(db, url.scope);
  const { x, y, sel, sort = { column: "duration", desc: true } } = url.view;
  const plot = readExplore(db, { scope: url.scope, wish: { x, y } });
  const wish = { x, y, sort, region: sel, offset: 0, limit: 10_000 };
  const table = readExploreRows(db, { scope: url.scope, wish });
  const sql = writeShownSql(scoped.whereSql, findTagAccess(db, 1), url, table.columns, plot);
  const rows = db.prepare(sql).raw().all() as unknown[][];
  expect(rows.map(([id]) => id)).toEqual(table.rows.map(([id]) => id));
  expect(rows.length).toBeGreaterThan(0);
});
