/** The run or session that a scope names. */
import { ALL_RUNS, LATEST_RUN, type Run, type Session } from "../model/run.ts";
import { ParamsError } from "./params-error.ts";
import { findGroup, groupRuns } from "./sessions.ts";

const MAX_NAMED = 5;

/**
 * @param chosen `latest`, `all`, or an id; the latest run counts with its session
 * @returns null for all runs, and in a file without runs
 * @throws ParamsError if there are runs, but not this one: another run would be an answer about something else
 */
export function findRun(runs: readonly Run[], chosen: string, parameter = "run"): Run | Session | null {
  if (chosen === ALL_RUNS || runs.length === 0) return null;
  const run = chosen === LATEST_RUN ? groupRuns(runs).at(-1) : findGroup(runs, chosen);
  if (!run) throw new ParamsError(describeUnknownRun(runs, chosen), parameter);
  return run;
}

function describeUnknownRun(runs: readonly Run[], chosen: string): string {
  const newest = runs.slice(-MAX_NAMED).reverse();
  const known = newest.map(({ id }) => id).join(", ");
  const there =
    newest.length < runs.length ? `the newest are ${known}` : `there ${runs.length > 1 ? "are" : "is"} ${known}`;
  return `Run ${chosen} is not in this file (any more); ${there}.`;
}
