/** Finds the files and runs that the arguments of `spantom compare` stand for. */
import type { CompareChoice } from "../../../lib/model/compare-choice.ts";
import { LATEST_RUN, type Run, type Session } from "../../../lib/model/run.ts";
import type { ListedRun } from "../../../lib/model/run-groups.ts";
import { PREVIOUS_RUN } from "../../../lib/queries/run-selectors.ts";
import { AND, groupRuns, membersOf } from "../../../lib/queries/sessions.ts";
import { isStillRunning } from "../../../lib/store/process-state.ts";
import { CommandError } from "../../command-error.ts";
import { absolutePath, statPath } from "../../database.ts";
import { pickRuns } from "../runs/pick-runs.ts";

export interface GivenSides {
  /** As written; undefined for the default. */
  readonly baseline: string | undefined;
  readonly candidate: string | undefined;
}

interface Both<Value> {
  readonly baseline: Value;
  readonly candidate: Value;
}

/** A file and the runs in it that a side is of. */
interface GivenSide {
  readonly path: string;
  /** With commas in between; null for all runs of the file. */
  readonly selectors: string | null;
}

/** Between a file and the runs in it. */
const IN_FILE = "#";
const LOOKS_LIKE_FILE = /\.(db|sqlite3?)(#|$)/;

/** @throws CommandError if an argument names a file that is not there, or several */
export function readSides(path: string, { baseline, candidate }: GivenSides): Both<GivenSide> {
  return {
    baseline: baseline === undefined ? { path, selectors: PREVIOUS_RUN } : readSide(baseline, path),
    candidate: candidate === undefined ? { path, selectors: LATEST_RUN } : readSide(candidate, path),
  };
}

/**
 * @param lists the runs of each side's file
 * @throws CommandError if the sides stand for no runs, for the same, or for one that is still recording
 */
export function chooseRuns(
  sides: Both<GivenSide>,
  lists: Both<readonly ListedRun[]>,
  given: GivenSides,
): Pick<CompareChoice, "by" | "baseline" | "candidate"> {
  const before = findRuns(lists.baseline, sides.baseline);
  const after = findRuns(lists.candidate, sides.candidate);
  const ids = (units: readonly (Run | Session)[]) => units.map(({ id }) => id).join(AND);
  if (sides.baseline.path !== sides.candidate.path)
    return { by: "files", baseline: `other:${ids(before)}`, candidate: `this:${ids(after)}` };
  checkApart(before, after, given);
  return { by: "runs", baseline: ids(before), candidate: ids(after) };
}

/** `FILE`, `FILE#RUN`, or runs of the default file; all of one file. */
function readSide(text: string, path: string): GivenSide {
  let file: string | undefined;
  let isWhole = false;
  // Only what is a file is taken out: the name of a run may hold any of these characters.
  const selectors = (isFile(text) ? [text] : text.split(AND)).flatMap((part) => {
    const [named, selector] = splitPart(part);
    if (named !== null) {
      const next = absolutePath(named);
      if (file !== undefined && file !== next)
        throw new CommandError(`${text}: the runs of a side are in one file; use one of ${file} and ${next}`, 2);
      file = next;
    }
    isWhole ||= selector === null;
    return selector ?? [];
  });
  return { path: file ?? path, selectors: isWhole ? null : selectors.join(AND) };
}

function splitPart(part: string): [file: string | null, selector: string | null] {
  const text = part.trim();
  if (isFile(text)) return [text, null];
  for (let at = text.lastIndexOf(IN_FILE); at > 0; at = text.lastIndexOf(IN_FILE, at - 1))
    if (isFile(text.slice(0, at))) return [text.slice(0, at), text.slice(at + 1)];
  if (LOOKS_LIKE_FILE.test(text))
    throw new CommandError(`${text}: no such file; name a database, or a run as \`spantom runs\` lists them`, 2);
  return [null, part];
}

function isFile(text: string): boolean {
  return text !== "" && statPath(absolutePath(text))?.isFile() === true;
}

/** @throws CommandError */
function findRuns(runs: readonly ListedRun[], { path, selectors }: GivenSide): (Run | Session)[] {
  if (selectors === null && runs.length === 0)
    throw new CommandError(`${path}: there is no run in it; trace a program first`, 2);
  const found = selectors === null ? groupRuns(runs) : pickRuns(runs, selectors);
  const open = found.flatMap(membersOf).find(isStillRunning);
  if (open)
    throw new CommandError(
      `run ${open.id} is still recording (process ${open.pid}); wait until it ends, or choose other runs`,
    );
  return found;
}

function checkApart(before: readonly (Run | Session)[], after: readonly (Run | Session)[], given: GivenSides): void {
  const mine = new Set(before.flatMap(membersOf).map(({ id }) => id));
  const both = after.flatMap(membersOf).find(({ id }) => mine.has(id));
  if (!both) return;
  const what = given.candidate === undefined ? "name the candidate, too" : "choose other runs for one of them";
  throw new CommandError(`run ${both.id} is on both sides; ${what}`, 2);
}
