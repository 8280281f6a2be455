/** The sentences of the query page. */
import { formatCount, formatCounted, formatDurationText } from "../../../lib/model/format.ts";
import {
  DEFAULT_LIMITS,
  type FileProblem,
  LESS_TO_READ,
  type QueryFailure,
  type SqlResult,
} from "../../../lib/model/outcome.ts";
import type { Failed, Ran } from "../data.ts";

export const HELD_SQL = "A link on another site brought this SQL. It has not been run: read it, then press Run.";

/** Formats a time in milliseconds: `41 ms`, `0.4 ms`, `1.51 s`. */
export function describeMs(ms: number): string {
  if (ms >= 999.5) return formatDurationText(ms / 1000);
  return ms >= 1 ? `${Math.round(ms)} ms` : `${Math.max(0.1, ms).toFixed(1)} ms`;
}

/** `960 rows`, `First 10,000 rows`, `No rows.` */
export function describeRows({ rows, more }: SqlResult): string {
  if (rows.length === 0) return "No rows.";
  return more ? `First ${formatCounted(rows.length, "row")}` : formatCounted(rows.length, "row");
}

/** `41 ms, 6 columns, no cap reached`. */
export function describeRest({ columns, more, ms }: SqlResult): string {
  const caps = {
    rows: `cut at ${formatCount(DEFAULT_LIMITS.rows)} rows`,
    bytes: `cut at ${DEFAULT_LIMITS.bytes / 1e6} MB`,
  };
  return [describeMs(ms), formatCounted(columns.length, "column"), more ? caps[more] : "no cap reached"].join(", ");
}

/** `line 2, column 23.` */
export function describePlace({ place }: QueryFailure): string {
  return place ? `line ${place.line}, column ${place.column}.` : "";
}

/** What became of a query without a result, called what it is: only SQL that is wrong is an error in SQL. */
export function describeFailed({ code, message, file, place }: QueryFailure): string {
  const where = place ? `, line ${place.line}` : "";
  switch (code) {
    case "SQL_CANCELLED":
      return "Stopped";
    case "SQL_TIMEOUT":
      return /^Stopped after [\d.]+ m?s/.exec(message)?.[0] ?? "Stopped";
    case "SQL_MEMORY":
      return "Stopped, out of memory";
    case "SQL_BUSY":
      return "Not run, too many queries at once";
    case "SQL_FAILED":
      return "Stopped, the query process ended";
    case "DATABASE":
      return file === undefined ? "No answer" : FILE_WORDS[file];
    case "SQL_EMPTY":
    case "SQL_TOO_LONG":
    case "SQL_NOT_READ":
      return `Not run${where}`;
    case "SQLITE_TOOBIG":
      return "Stopped, a value is too large";
    default:
      return `Error in SQL${where}`;
  }
}

const FILE_WORDS: Readonly<Record<FileProblem, string>> = {
  missing: "The file is gone",
  empty: "The file is empty",
  locked: "The file is locked",
  unread: "The file was not read",
  unusable: "The file cannot be read",
};

/** Whether it ended because it took too long, or was told to: nothing is wrong with the SQL. */
export function isStopped({ code }: QueryFailure): boolean {
  return code === "SQL_CANCELLED" || code === "SQL_TIMEOUT";
}

/** What to do after a query that took too long or too much; empty if its message says so. */
export function adviseOn({ code }: QueryFailure): string {
  if (code !== "SQL_TIMEOUT") return "";
  return `${LESS_TO_READ} Explain plan shows which table is read as a whole (SCAN); an index against that is made with sqlite3, as nothing is written here.`;
}

/** The status line's text for the last query. */
export function describeStatus(ran: Ran | null, failed: Failed | null): string[] {
  const before = ran ? [`showing ${formatCounted(ran.result.rows.length, "row")} of the previous query`] : [];
  if (failed) {
    return [describeFailed(failed.failure), ...before];
  }
  return ran ? [describeRows(ran.result).replace(/\.$/, ""), describeMs(ran.result.ms)] : ["no query yet"];
}

/** `14:02:31` in the viewer's time zone. */
export function describeClock(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}

/** Replaces a wrong name with the nearest existing one; in `s.durration`, only the part after the dot. */
export function fixName(sql: string, { place, nearest }: QueryFailure) {
  if (!place || nearest === undefined) return undefined;
  const wrong = sql.slice(place.from, place.to);
  const from = place.from + wrong.lastIndexOf(".") + 1;
  return { from, to: place.to, text: nearest };
}
