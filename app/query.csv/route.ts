import type { NextRequest } from "next/server";
import { databasePath } from "../_data/database.ts";
import { respondWith } from "../_data/exporting.ts";
import { DEFAULT_SQL } from "../query/query-url.ts";

/** `GET /query.csv?sql=SELECT…`: all rows, as CSV. */
export function GET(request: NextRequest) {
  const sql = request.nextUrl.searchParams.get("sql") ?? DEFAULT_SQL;
  return respondWith(request, { path: databasePath(), sql, format: "csv" }, "query.csv", "text/csv; charset=utf-8");
}

export const HEAD = GET;
