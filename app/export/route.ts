import type { NextRequest } from "next/server";
import { EXPORT_FILES, EXPORT_FORMATS } from "../../lib/export/formats.ts";
import { parseScope } from "../../lib/model/scope.ts";
import { isRaw, refuse } from "../server/data-endpoint.ts";
import { databasePath } from "../server/database.ts";
import { respondWith } from "../server/exporting.ts";

/**
 * `GET /export?format=csv|jsonl|chrome` with a scope's parameters: all of its spans, whatever its window. `raw=1`
 * leaves texts that look like formulas as they are in CSV.
 */
export function GET(request: NextRequest) {
  const params = request.nextUrl.searchParams;
  const format = EXPORT_FORMATS.find((one) => one === (params.get("format") ?? "jsonl"));
  if (!format) return refuse(400, "FORMAT", `Unknown format; it can be ${EXPORT_FORMATS.join(", ")}.`);
  const { type, ending } = EXPORT_FILES[format];
  const exportRequest = { path: databasePath(), format, scope: parseScope(params), raw: isRaw(request) };
  return respondWith(request, exportRequest, `spans.${ending}`, type);
}

export const HEAD = GET;
