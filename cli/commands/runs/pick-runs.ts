/** Finds the runs that an argument stands for. */
import type { Run, Session } from "../../../lib/model/run.ts";
import type { ListedRun } from "../../../lib/model/run-groups.ts";
import { ParamsError } from "../../../lib/queries/params-error.ts";
import { selectRuns } from "../../../lib/queries/run-selectors.ts";
import { CommandError } from "../../command-error.ts";

/**
 * What counts as one run each, by start.
 * @param selectors with commas in between
 * @throws CommandError if one stands for no run, or for one of several
 */
export function pickRuns(runs: readonly ListedRun[], selectors: string): (Run | Session)[] {
  try {
    return selectRuns({ runs, tags: new Map(runs.map(({ id, tags }) => [id, tags])) }, selectors);
  } catch (cause) {
    throw cause instanceof ParamsError ? new CommandError(cause.message, 2) : cause;
  }
}
