/** The rows of running spans, and what is known by now about the processes that wrote them. */
import type { RunningCounts, RunningState } from "../../model/running.ts";
import type { Connection } from "../../store/driver.ts";
import { hostName, isThere } from "../../store/process-state.ts";
import { sideTables } from "../../store/table-check.ts";

interface Stored {
  readonly reporter: string;
  readonly number: number;
  readonly run: string;
  /** When the run started; when the span did, if that is not known. */
  readonly started: number;
  readonly pid: number;
  readonly host: string;
  readonly name: string;
  readonly start: number;
  readonly duration: number;
  readonly tags: string;
  readonly error: string | null;
  readonly seen: number;
  readonly among: number;
}

export interface RunningRow extends Stored {
  readonly state: RunningState;
  /** Seconds since it was last seen. */
  readonly unseen: number;
}

/** Rows read, of those seen last. */
const MAX_ROWS = 10_000;
/** Programs report every second; a busy one, or a busy machine, is late. */
const FRESH_SECONDS = 5;

const isNumber = (column: string) => `typeof(${column}) IN ('real', 'integer') AND abs(${column}) <= 1e300`;
const isText = (column: string) => `typeof(${column}) = 'text'`;
/** Values of other types than ours make no row. */
const VALID = [
  ...["start", "duration", "seen", "pid", "number", "among"].map(isNumber),
  ...["reporter", "run_id", "host", "name", "tags"].map(isText),
].join(" AND ");

/** Those seen last first. */
export function readRunningRows(db: Connection): RunningRow[] {
  const tables = sideTables(db);
  if (!tables.has("running_spans")) return [];
  const started = `(SELECT started FROM runs WHERE id = run_id AND ${isNumber("started")})`;
  const rows = db
    .prepare<[number], Stored>(
      `SELECT reporter, number, run_id AS run, coalesce(${tables.has("runs") ? started : "NULL"}, start) AS started,
              pid, host, name, start, duration, tags, CAST(error AS TEXT) AS error, seen, among
       FROM running_spans WHERE ${VALID} ORDER BY seen DESC LIMIT ?`,
    )
    .all(MAX_ROWS);
  const find = createStateReader();
  return rows.map((row) => ({ ...row, ...find(row) }));
}

/**
 * A report of a moment ago counts for more than the process: a container may have this machine's name and numbers of
 * its own. On another machine only time tells.
 */
function createStateReader() {
  const now = Date.now() / 1000;
  const host = hostName();
  const processes = new Map<number, boolean>();
  return ({ seen, pid, host: its }: Stored): Pick<RunningRow, "state" | "unseen"> => {
    const unseen = Math.max(0, now - seen);
    if (unseen <= FRESH_SECONDS) return { state: "running", unseen };
    if (its !== host || host === "") return { state: "silent", unseen };
    if (!processes.has(pid)) processes.set(pid, isThere(pid));
    return { state: processes.get(pid) ? "silent" : "gone", unseen };
  };
}

/** Spans that their programs had too many of for each to have a row, by state. */
export function countWithoutRow(rows: readonly RunningRow[]): RunningCounts {
  const reporters = new Map<string, { readonly last: RunningRow; rows: number }>();
  for (const row of rows) {
    const own = reporters.get(row.reporter) ?? { last: row, rows: 0 };
    reporters.set(row.reporter, own);
    own.rows += 1;
  }
  const counts = { running: 0, silent: 0, gone: 0 };
  for (const { last, rows } of reporters.values()) counts[last.state] += Math.max(0, last.among - rows);
  return counts;
}

export function countRows(rows: readonly RunningRow[]): RunningCounts {
  const counts = { running: 0, silent: 0, gone: 0 };
  for (const { state } of rows) counts[state] += 1;
  return counts;
}

/** The running spans of a file, those without a row included. */
export function countRunning(db: Connection): RunningCounts {
  const rows = readRunningRows(db);
  const [counts, more] = [countRows(rows), countWithoutRow(rows)];
  return {
    running: counts.running + more.running,
    silent: counts.silent + more.silent,
    gone: counts.gone + more.gone,
  };
}

/** When a span was last reported running, seconds since the epoch; null if there are none. Cheap enough to poll. */
export function readLastSeen(db: Connection): number | null {
  if (!sideTables(db).has("running_spans")) return null;
  return db.prepare<[], number | null>(`SELECT max(seen) FROM running_spans WHERE ${VALID}`).pluck().get() ?? null;
}
