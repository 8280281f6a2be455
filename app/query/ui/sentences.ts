/** The sentences of the query page. */
import { formatCount, formatCounted, formatDurationText } from "../../../lib/model/format.ts";
import { DEFAULT_LIMITS, type QueryFailure, type SqlResult } from "../../../lib/model/outcome.ts";
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

/** The status line's text for the last query. */
export function describeStatus(ran: Ran | null, failed: Failed | null): string[] {
  const before = ran ? [`showing ${formatCounted(ran.result.rows.length, "row")} of the previous query`] : [];
  if (failed) {
    const { code, place } = failed.failure;
    if (code === "SQL_CANCELLED") return ["Stopped", ...before];
    return [place ? `Error in SQL, line ${place.line}` : "Error in SQL", ...before];
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
