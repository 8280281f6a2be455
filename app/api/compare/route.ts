import { type NextRequest, NextResponse } from "next/server";
import { askCompareName, askCompareTags } from "../../compare/data.ts";

/** `GET /api/compare?part=spread|tags&row=NAME` and the parameters of the page: what is shown of another name. */
export async function GET(request: NextRequest): Promise<NextResponse> {
  const params = request.nextUrl.searchParams;
  const row = params.get("row") ?? "";
  const outcome = await (params.get("part") === "tags" ? askCompareTags(params, row) : askCompareName(params, row));
  return NextResponse.json(outcome, { headers: { "cache-control": "no-store" } });
}
