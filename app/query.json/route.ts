import type { NextRequest } from "next/server";
import { findQueryProblem } from "../query/problem.ts";
import { refuseAddress } from "../server/data-endpoint.ts";
import { databasePath } from "../server/database.ts";
import { respondWith } from "../server/exporting.ts";
import { DEFAULT_SQL } from "../shell/sql/kept-sql.ts";

/** `GET /query.json?sql=SELECT…`: all rows as an array of objects. */
export async function GET(request: NextRequest) {
  const refused = await refuseAddress(request.nextUrl.searchParams, findQueryProblem);
  if (refused) return refused;
  const sql = request.nextUrl.searchParams.get("sql") ?? DEFAULT_SQL;
  return respondWith(
    request,
    { path: databasePath(), sql, format: "json" },
    "query.json",
    "application/json; charset=utf-8",
  );
}

export const HEAD = GET;
