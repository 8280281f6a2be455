/** Answers pages that poll for new spans. */
import "server-only";
import { readNewest } from "../../../lib/queries/newest.ts";
import { describeProblem, withDatabase } from "../../server/database.ts";
import type { NewestAnswer } from "./watch.ts";

export async function readWatch(after: number): Promise<NewestAnswer> {
  const answer = await withDatabase((db) => readNewest(db, after));
  if (!answer.ok) return { state: answer.error.problem, lastId: 0, count: 0, message: describeProblem(answer.error) };
  return { state: answer.value.lastId === 0 ? "waiting" : "ready", ...answer.value };
}
