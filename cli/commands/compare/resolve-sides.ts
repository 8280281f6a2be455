/** Finds the files and runs that the arguments of `spantom compare` stand for. */
import type { CompareChoice } from "../../../lib/model/compare-choice.ts";
import { LATEST_RUN, type Run, type Session } from "../../../lib/model/run.ts";
import type { ListedRun } from "../../../lib/model/run-groups.ts";
import { ParamsError } from "../../../lib/queries/params-error.ts";
import { PREVIOUS_RUN, selectRuns } from "../../../lib/queries/run-selectors.ts";
import { AND, groupRuns, membersOf } from "../../../lib/queries/sessions.ts";
import { explain } from "../../../lib/store/database-error.ts";
import { isStillRunning } from "../../../lib/store/process-state.ts";
import { CommandError } from "../../command-error.ts";
import { absolutePath, openDatabase, statPath } from "../../database.ts";

export interface GivenSides {
  /** As written; undefined for the default. */
  readonly baseline: string | undefined;
  readonly candidate: string | undefined;
}

export interface ResolvedSides {
  /** The file of the candidate. */
  readonly here: string;
  /** That of the baseline, if it is another one. */
  readonly other: string | null;
  readonly choice: Pick<CompareChoice, "by" | "baseline" | "candidate">;
}

interface Side {
  readonly path: string;
  /** With commas in between; null for all runs of the file. */
  readonly selectors: string | null;
}

/** Between a file and the runs in it. */
const IN_FILE = "#";

/** @throws CommandError if they stand for no runs, for the same, or for one that is still recording */
export async function resolveSides(path: string, given: GivenSides): Promise<ResolvedSides> {
  const candidate = given.candidate === undefined ? { path, selectors: LATEST_RUN } : readSide(given.candidate, path);
  const baseline = given.baseline === undefined ? { path, selectors: PREVIOUS_RUN } : readSide(given.baseline, path);
  const [before, after] = [await findRuns(baseline), await findRuns(candidate)];
  const isOneFile = baseline.path === candidate.path;
  if (isOneFile) checkApart(before, after, given);
  const ids = (units: readonly (Run | Session)[]) => units.map(({ id }) => id).join(AND);
  const [first, second] = isOneFile ? ["", ""] : ["other:", "this:"];
  return {
    here: candidate.path,
    other: isOneFile ? null : baseline.path,
    choice: {
      by: isOneFile ? "runs" : "files",
      baseline: first + ids(before),
      candidate: second + ids(after),
    },
  };
}

/** `FILE`, `FILE#RUN`, or runs of the default file; all of one file. */
function readSide(text: string, path: string): Side {
  const parts = isFile(text) ? [text] : text.split(AND).map((part) => part.trim());
  let file: string | undefined;
  const selectors: string[] = [];
  let isWhole = false;
  for (const part of parts) {
    const [named, selector] = splitPart(part);
    if (named !== null) {
      const next = absolutePath(named);
      if (file !== undefined && file !== next)
        throw new CommandError(`${text}: the runs of a side are in one file; use one of ${file} and ${next}`, 2);
      file = next;
    }
    if (selector === null) isWhole = true;
    else selectors.push(selector);
  }
  return { path: file ?? path, selectors: isWhole ? null : selectors.join(AND) };
}

function splitPart(part: string): [file: string | null, selector: string | null] {
  if (isFile(part)) return [part, null];
  const at = part.lastIndexOf(IN_FILE);
  if (at > 0) return [part.slice(0, at), part.slice(at + 1)];
  if (/[/\\]|\.(db|sqlite3?)$/.test(part))
    throw new CommandError(`${part}: no such file; name a database, or a run as \`spantom runs\` lists them`, 2);
  return [null, part];
}

function isFile(text: string): boolean {
  return text !== "" && statPath(absolutePath(text))?.isFile() === true;
}

async function findRuns({ path, selectors }: Side): Promise<(Run | Session)[]> {
  const { runQuery } = await import("../../../lib/queries/registry.ts");
  const { db, close } = await openDatabase(path);
  try {
    const found = pickRuns(runQuery(db, "runList", {}), { path, selectors });
    const open = found.flatMap(membersOf).find(isStillRunning);
    if (open)
      throw new CommandError(
        `run ${open.id} is still recording (process ${open.pid}); wait until it ends, or choose other runs`,
      );
    return found;
  } catch (cause) {
    if (cause instanceof ParamsError) throw new CommandError(cause.message, 2);
    throw cause instanceof CommandError ? cause : explain(path, cause);
  } finally {
    close();
  }
}

function pickRuns(runs: readonly ListedRun[], { path, selectors }: Side): (Run | Session)[] {
  if (selectors !== null) return selectRuns({ runs, tags: new Map(runs.map(({ id, tags }) => [id, tags])) }, selectors);
  if (runs.length === 0) throw new ParamsError(`${path}: there is no run in it; trace a program first`);
  return groupRuns(runs);
}

function checkApart(before: readonly (Run | Session)[], after: readonly (Run | Session)[], given: GivenSides): void {
  const mine = new Set(before.flatMap(membersOf).map(({ id }) => id));
  const both = after.flatMap(membersOf).find(({ id }) => mine.has(id));
  if (!both) return;
  const what = given.candidate === undefined ? "name the candidate, too" : "choose other runs for one of them";
  throw new CommandError(`run ${both.id} is on both sides; ${what}`, 2);
}
