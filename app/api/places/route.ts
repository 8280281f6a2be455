import { type NextRequest, NextResponse } from "next/server";
import { parseScope } from "../../../lib/model/scope.ts";
import { askReader } from "../../server/ask-reader.ts";
import { databasePath } from "../../server/database.ts";

/** `GET /api/places?run=…&window=…`: where one can go, for the palette. */
export async function GET(request: NextRequest): Promise<NextResponse> {
  const { run, window } = parseScope(request.nextUrl.searchParams);
  const outcome = await askReader("places", { run, window });
  const answer = outcome.ok ? { ok: true, path: databasePath(), ...outcome.value } : outcome;
  return NextResponse.json(answer, { headers: { "cache-control": "no-store" } });
}
