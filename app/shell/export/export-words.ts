/** What the export dialog says. Pure. */
import type { ExportFormat, ExportStatus } from "../../../lib/export/formats.ts";
import { limitOptions, quoteWord, repeatOption } from "../../../lib/model/command-line.ts";
import { formatBytes, formatCount, formatCounted } from "../../../lib/model/format.ts";
import { formatTagFilter, type Scope } from "../../../lib/model/scope.ts";

export const FORMATS: Readonly<Record<ExportFormat, { readonly name: string; readonly holds: string }>> = {
  csv: { name: "CSV", holds: "A line for each span, every tag a column. For spreadsheets and data frames." },
  jsonl: { name: "JSON lines", holds: "An object for each span, with parent and error. For scripts." },
  chrome: { name: "Chrome trace", holds: "Opens in Perfetto: a process for each run, what overlaps in lanes." },
};

/** What of the file a scope lets through; undefined when it is all of it. */
export function sayScope({ run, names, tags, from, to }: Scope): string | undefined {
  const limits: string[] = [];
  if (names.length > 0) limits.push(names.length > 3 ? formatCounted(names.length, "name") : names.join(", "));
  for (const filter of tags) limits.push(formatTagFilter(filter));
  if (from !== null || to !== null) limits.push("time limited");
  if (run !== "all") limits.push(run === "latest" ? "run latest" : "one run");
  return limits.length > 0 ? limits.join(", ") : undefined;
}

export function sayProgress(status: ExportStatus): string {
  if (status.state === "unknown") return "Beginning";
  if (status.state === "failed") return status.message;
  const { done, total, bytes } = status;
  if (status.state === "running" && done === 0 && total) return `Reading the tags of ${formatCounted(total, "span")}`;
  const of = total === null ? formatCounted(done, "span") : `${formatCount(done)} of ${formatCounted(total, "span")}`;
  return `${of}, ${formatBytes(bytes)}`;
}

/** The same in a terminal. */
export function writeCommand(format: ExportFormat, { run, names, ...limits }: Scope): string {
  return [
    ...["spantom", "export", "--format", format],
    ...repeatOption("--name", names),
    ...(run === "all" ? [] : ["--run", quoteWord(run)]),
    ...limitOptions(limits),
  ].join(" ");
}
