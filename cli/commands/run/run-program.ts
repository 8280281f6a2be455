/** Starts the program, once or several times, with the variables that say what each run is. */
import { formatCounted, formatDurationText } from "../../../lib/model/format.ts";
import { readRunSummary } from "../../../lib/queries/run-summary.ts";
import { createRunId } from "../../../lib/runtime/run-id.ts";
import { DatabaseError } from "../../../lib/store/database-error.ts";
import type { Connection } from "../../../lib/store/driver.ts";
import { type DatabaseOption, databasePath, openDatabase } from "../../database.ts";
import { formatNames } from "../../terminal/format-names.ts";
import { printable } from "../../terminal/print.ts";
import { readGitState } from "./git-state.ts";
import { startProgram } from "./start-program.ts";

export interface RunOptions extends DatabaseOption {
  readonly name?: string;
  readonly note?: string;
  readonly param?: Readonly<Record<string, string>>;
  readonly repeat: number;
}

/** @returns the exit code of the last run */
export async function runProgram(command: readonly string[], options: RunOptions): Promise<number> {
  const path = databasePath(options);
  const { name, repeat } = options;
  for (let number = 1; ; number++) {
    const runName = name !== undefined && repeat > 1 ? `${name} ${number}` : name;
    const id = createRunId(Date.now(), process.pid);
    const { code, started, interrupted } = await startProgram(command, { env: describeRun(id, runName, options) });
    if (started) await printRecorded(path, id, runName, repeat > 1);
    if (code !== 0 || interrupted || number === repeat) return code;
  }
}

/** What the tracer in the program reads. What is not given must not be inherited either: that is of another run. */
export function describeRun(
  id: string,
  name: string | undefined,
  options: Omit<RunOptions, "repeat">,
): NodeJS.ProcessEnv {
  const { dbPath, note, param } = options;
  const git = readGitState(process.cwd());
  return {
    ...process.env,
    ...(dbPath !== undefined && { SPANTOM_DB: databasePath(options) }),
    SPANTOM_RUN: id,
    SPANTOM_RUN_NAME: name,
    SPANTOM_RUN_NOTE: note,
    SPANTOM_RUN_PARAMS: param && JSON.stringify(param),
    SPANTOM_RUN_GIT: git && JSON.stringify(git),
  };
}

/** On stderr: stdout is the program's. */
async function printRecorded(path: string, id: string, name: string | undefined, isOne: boolean): Promise<void> {
  const title = `run ${name === undefined ? id : `${printable(name)} (${id})`}`;
  const { found, why } = await readRecorded(path, (db) => readRunSummary(db, id));
  if (!found) {
    process.stderr.write(`spantom: ${title} recorded no spans: ${printable(why)}\n`);
    return;
  }
  const { spanCount, tagCount, first, last, names } = found;
  const counts = `${formatCounted(spanCount, "span")}, ${formatCounted(tagCount, "tag")} in ${formatDurationText(last - first)}`;
  if (isOne) process.stderr.write(`spantom: ${title}: ${counts}\n`);
  else {
    const table = formatNames(names, process.stderr.columns ?? Number.POSITIVE_INFINITY);
    process.stderr.write(`\n${printable(path)}, ${title}\n${counts}\n\n${table.join("\n")}\n`);
  }
}

/** What `read` finds of a run that has ended, or why that can be nothing. */
export async function readRecorded<Found>(
  path: string,
  read: (db: Connection) => Found,
): Promise<{ found?: Found; why: string }> {
  try {
    const { db, close } = await openDatabase(path);
    try {
      return { found: db.transaction(() => read(db))(), why: explainNothing(path) };
    } finally {
      close();
    }
  } catch (cause) {
    if (cause instanceof DatabaseError && (cause.problem === "missing" || cause.problem === "empty"))
      return { why: explainNothing(path) };
    return { why: (cause as Error).message };
  }
}

function explainNothing(path: string): string {
  if (/^(1|true|yes|on)$/i.test(process.env.SPANTOM_DISABLED ?? "")) return "SPANTOM_DISABLED turns tracing off";
  return `nothing came to ${path}; trace the program with SP.span, or name its file with --db-path`;
}
