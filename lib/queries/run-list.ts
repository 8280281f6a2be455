/** All runs with what they say of themselves, for `spantom runs` and the list in the dashboard. */
import * as v from "valibot";
import type { ListedRun } from "../model/run-groups.ts";
import type { Connection } from "../store/driver.ts";
import { isStillRunning } from "../store/process-state.ts";
import { defineQuery } from "./query.ts";
import { readRuns } from "./runs.ts";
import { readRunTags } from "./sql/run-tags.ts";

/** By start. @param maxSpanId the newest span to consider */
export function readRunList(db: Connection, maxSpanId?: number): ListedRun[] {
  const tags = readRunTags(db);
  return readRuns(db, maxSpanId).map((run) => ({
    ...run,
    tags: { ...tags.get(run.id) },
    recording: isStillRunning(run),
  }));
}

export const runList = defineQuery({
  params: v.object({ maxSpanId: v.optional(v.pipe(v.number(), v.safeInteger())) }),
  urgency: "quick",
  run: (db, { maxSpanId }) => readRunList(db, maxSpanId),
});
