import type { NextRequest } from "next/server";
import { databasePath } from "../server/database.ts";
import { respondWith } from "../server/exporting.ts";
import { DEFAULT_SQL } from "../shell/sql/kept-sql.ts";

/** `GET /query.json?sql=SELECT…`: all rows as an array of objects. */
export function GET(request: NextRequest) {
  const sql = request.nextUrl.searchParams.get("sql") ?? DEFAULT_SQL;
  return respondWith(
    request,
    { path: databasePath(), sql, format: "json" },
    "query.json",
    "application/json; charset=utf-8",
  );
}

export const HEAD = GET;
