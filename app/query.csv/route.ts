import type { NextRequest } from "next/server";
import { findQueryProblem } from "../query/problem.ts";
import { isRaw, refuseAddress } from "../server/data-endpoint.ts";
import { databasePath } from "../server/database.ts";
import { respondWith } from "../server/exporting.ts";
import { DEFAULT_SQL } from "../shell/sql/kept-sql.ts";

/** `GET /query.csv?sql=SELECT…`: all rows as CSV; `raw=1` leaves texts that look like formulas as they are. */
export async function GET(request: NextRequest) {
  const refused = await refuseAddress(request.nextUrl.searchParams, findQueryProblem);
  if (refused) return refused;
  const sql = request.nextUrl.searchParams.get("sql") ?? DEFAULT_SQL;
  const exportRequest = { path: databasePath(), sql, format: "csv", raw: isRaw(request) } as const;
  return respondWith(request, exportRequest, "query.csv", "text/csv; charset=utf-8");
}

export const HEAD = GET;
