import { type NextRequest, NextResponse } from "next/server";
import { exportStatus, stopExport } from "../../server/exporting.ts";

/** `GET /api/export?id=…`: progress of the export of that name. */
export function GET(request: NextRequest): NextResponse {
  const id = request.nextUrl.searchParams.get("id") ?? "";
  return NextResponse.json(exportStatus(id), { headers: { "cache-control": "no-store" } });
}

/** `POST /api/export?id=…` stops it, which aborts its download. */
export function POST(request: NextRequest): NextResponse {
  const id = request.nextUrl.searchParams.get("id") ?? "";
  stopExport(id);
  return NextResponse.json(exportStatus(id), { headers: { "cache-control": "no-store" } });
}
