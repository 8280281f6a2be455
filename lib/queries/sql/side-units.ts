/** What counts as one run each, of a side of a comparison: a run, or a session of programs that ran together. */
import { ALL_RUNS, LATEST_RUN, type Run, type Session } from "../../model/run.ts";
import { changedLines } from "../../model/run-tags.ts";
import { type KnownOfRun, knownOf } from "../../model/same-code.ts";
import type { Scope } from "../../model/scope.ts";
import type { Connection } from "../../store/driver.ts";
import { ParamsError } from "../params.ts";
import { findEach, groupRuns, membersOf } from "../sessions.ts";
import { readRunTags } from "./run-tags.ts";
import { findRuns } from "./scoped-spans.ts";

/** One of them, as it is shown. */
export interface SideRun {
  readonly id: string;
  /** As its program, a command or a person named it. */
  readonly name: string | null;
  readonly note: string | null;
  readonly commit: string | null;
  /** Lines changed since the commit; null if not known. */
  readonly dirty: number | null;
  /** Seconds since the epoch. */
  readonly started: number;
  /** From its start to the end of its last span. */
  readonly seconds: number;
  readonly command: string | null;
}

export interface SideUnit {
  readonly run: Run | Session;
  /** Its tags, with what its row says; those of the first run of a session. */
  readonly known: KnownOfRun;
  readonly shown: SideRun;
}

/** @throws ParamsError if a run is not in the file */
export function findUnits(db: Connection, { run, maxSpanId }: Pick<Scope, "run" | "maxSpanId">): SideUnit[] {
  const runs = findRuns(db, maxSpanId);
  const found =
    run === ALL_RUNS ? groupRuns(runs) : run === LATEST_RUN ? groupRuns(runs).slice(-1) : findEach(runs, run);
  if (!found) throw new ParamsError(`Run ${run} is not in this file (any more).`);
  return describeUnits(db, found);
}

export function describeUnits(db: Connection, found: readonly (Run | Session)[]): SideUnit[] {
  const firstOf = (run: Run | Session) => membersOf(run)[0]?.id ?? run.id;
  const tags = readRunTags(db, found.map(firstOf));
  return found.map((run) => {
    const own = tags.get(firstOf(run)) ?? {};
    const { id, started, ended, command } = run;
    const { name = null, note = null, "git.commit": commit = null, "git.dirty": dirty } = own;
    const lines = dirty === undefined ? null : changedLines(own);
    const shown = { id, name, note, commit, dirty: lines, started, seconds: Math.max(0, ended - started), command };
    return { run, known: knownOf(run, own), shown };
  });
}
