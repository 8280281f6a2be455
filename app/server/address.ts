/** Checks an address before anything is read for it: what it asks for must exist. */
import "server-only";
import { findParameterProblem, type ParameterProblem, type Parameters } from "../../lib/model/parameters.ts";
import { findRun } from "../../lib/queries/chosen-run.ts";
import { ParamsError } from "../../lib/queries/params.ts";
import { findRuns } from "../../lib/queries/sql/scoped-spans.ts";
import type { Connection } from "../../lib/store/driver.ts";
import { withDatabase } from "./database.ts";

/**
 * What is wrong with an address; null if nothing is, or if the file cannot be read, which the page itself reports.
 * @param check further checks against the file; throws ParamsError
 */
export async function findAddressProblem(
  params: URLSearchParams,
  rules: Parameters,
  check?: (db: Connection) => void,
): Promise<ParameterProblem | null> {
  const problem = findParameterProblem(params, rules);
  const run = "run" in rules ? params.get("run") : null;
  if (problem || (run === null && !check)) return problem;
  const answer = await withDatabase((db) =>
    findFault(() => {
      if (run !== null) findRun(findRuns(db), run);
      check?.(db);
    }),
  );
  return answer.ok ? answer.value : null;
}

function findFault(check: () => void): ParameterProblem | null {
  try {
    check();
    return null;
  } catch (error) {
    if (!(error instanceof ParamsError) || error.parameter === undefined) throw error;
    return { parameter: error.parameter, message: error.message };
  }
}
