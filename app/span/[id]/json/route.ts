import type { NextRequest } from "next/server";
import { dataEndpoint } from "../../../server/data-endpoint.ts";
import { findSpanProblem, spanEndpoint } from "../../endpoint.ts";

/** `GET /span/ID.json`: rewritten to this route, as a folder name cannot combine a parameter with an extension. */
export async function GET(request: NextRequest, { params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return dataEndpoint("json", spanEndpoint(/^\d{1,15}$/.test(id) ? Number(id) : 0), findSpanProblem)(request);
}
