import { type NextRequest, NextResponse } from "next/server";
import { readNewest } from "../../../lib/queries/newest.ts";
import { describeProblem, withDatabase } from "../../server/database.ts";
import type { NewestAnswer } from "../../shell/live/watch.ts";

/** `GET /api/newest?after=ID`: the file's state, its newest id, how many spans came after `ID`, and when one was running. */
export async function GET(request: NextRequest): Promise<NextResponse> {
  const after = Number(request.nextUrl.searchParams.get("after") ?? 0);
  const answer = await readWatch(Number.isSafeInteger(after) ? after : 0);
  return NextResponse.json(answer, { headers: { "cache-control": "no-store" } });
}

async function readWatch(after: number): Promise<NewestAnswer> {
  const answer = await withDatabase((db) => readNewest(db, after));
  if (!answer.ok) {
    const { error } = answer;
    return { state: error.problem, lastId: 0, count: 0, running: null, message: describeProblem(error) };
  }
  const { lastId, running } = answer.value;
  return { state: lastId !== 0 ? "ready" : running === null ? "waiting" : "running", ...answer.value };
}
