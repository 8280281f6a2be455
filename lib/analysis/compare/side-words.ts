/** What the sides of a comparison are called. Pure. */
import { formatClock, formatCounted, formatDurationText } from "../../model/format.ts";
import type { Run } from "../../model/run.ts";

/** `Latest run`, `Run 13:54:32`; with its day where that is not today's. */
export function nameRun(run: Run, latest: boolean): string {
  return latest ? "Latest run" : `Run ${formatDay(run.started)}${formatClock(run.started, 0)}`;
}

/** What tells a run from others: `14:02:07, 2,980 spans, 13.7 s`; the clock where its name does not say it. */
export function sayRun(run: Run, latest: boolean): string {
  const when = latest ? `${formatDay(run.started)}${formatClock(run.started, 0)}, ` : "";
  return `${when}${formatCounted(run.count, "span")}, ${formatDurationText(run.ended - run.started)}`;
}

function formatDay(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1000);
  if (Number.isNaN(date.getTime()) || date.toDateString() === new Date().toDateString()) return "";
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} `;
}
