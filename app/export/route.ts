import type { NextRequest } from "next/server";
import { EXPORT_FILES, EXPORT_FORMATS } from "../../lib/export/formats.ts";
import { anyText, oneOf } from "../../lib/model/parameters.ts";
import { parseScope, SCOPE_RULES } from "../../lib/model/scope.ts";
import { findAddressProblem } from "../server/address.ts";
import { isRaw, refuseAddress } from "../server/data-endpoint.ts";
import { databasePath } from "../server/database.ts";
import { respondWith } from "../server/exporting.ts";

/** `id` names the export, so that its progress can be asked for. */
function findExportProblem(params: URLSearchParams) {
  return findAddressProblem(params, { ...SCOPE_RULES, format: oneOf(EXPORT_FORMATS), id: anyText });
}

/**
 * `GET /export?format=csv|jsonl|chrome|folded` with a scope's parameters: all of its spans, whatever its window. `raw=1`
 * leaves texts that look like formulas as they are in CSV.
 */
export async function GET(request: NextRequest) {
  const params = request.nextUrl.searchParams;
  const refused = await refuseAddress(params, findExportProblem);
  if (refused) return refused;
  const format = EXPORT_FORMATS.find((one) => one === params.get("format")) ?? "jsonl";
  const { type, ending } = EXPORT_FILES[format];
  const exportRequest = { path: databasePath(), format, scope: parseScope(params), raw: isRaw(request) };
  return respondWith(request, exportRequest, `spans.${ending}`, type);
}

export const HEAD = GET;
