import { type NextRequest, NextResponse } from "next/server";
import { parseScope } from "../../../lib/model/scope.ts";
import { isForeign, refuse, refuseFile } from "../../server/data-endpoint.ts";
import { ask } from "../../server/database.ts";
import { askInherited, askSpanRank, askSpanTagRanks, readSpanPlace } from "../../span/data.ts";
import type { SpanAnswer } from "../../span/ui/facts.ts";

/** `GET /api/span?id=ID` and a scope: what the panel of a span shows, when one of the same tree is chosen. */
export async function GET(request: NextRequest): Promise<Response> {
  if (isForeign(request)) return refuse(403, "FOREIGN", "Other pages may not ask for this.");
  const params = request.nextUrl.searchParams;
  const id = Number(params.get("id"));
  const scope = parseScope(params);
  const answer = await ask((db) => readSpanPlace(db, Number.isSafeInteger(id) ? id : 0, scope));
  if (!answer.ok) return refuseFile(answer.error);
  if (!answer.value) return refuse(404, "NO_SPAN", `No span ${id} in this file.`);
  const [rank, tagRanks, inherited] = await Promise.all([
    askSpanRank(id, scope),
    askSpanTagRanks(id, scope),
    askInherited(id),
  ]);
  const body: SpanAnswer = { head: answer.value.head, rank, tagRanks, inherited };
  return NextResponse.json(body, { headers: { "cache-control": "no-store" } });
}
