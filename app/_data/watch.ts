/** Answers the pages that wait for spans. */
import "server-only";
import { readNewest } from "../../lib/questions/newest.ts";
import type { NewestAnswer } from "../_components/live/newest-answer.ts";
import { ask } from "./database.ts";
import { sayProblem } from "./problem.ts";

export async function readWatch(after: number): Promise<NewestAnswer> {
  const answer = await ask((db) => readNewest(db, after));
  if (!answer.ok) return { state: answer.error.problem, lastId: 0, count: 0, message: sayProblem(answer.error) };
  return { state: answer.value.lastId === 0 ? "waiting" : "ready", ...answer.value };
}
