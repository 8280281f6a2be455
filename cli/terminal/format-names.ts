/** The table of figures by span name, as `spantom summary` and `spantom run` print it. */
import { formatCount, formatDurationText, formatShare } from "../../lib/model/format.ts";
import type { NameStats } from "../../lib/queries/summary.ts";
import { formatTable } from "./print.ts";

/** Its lines, the header first. @param room columns of a line */
export function formatNames(names: readonly NameStats[], room: number): string[] {
  const failing = names.some(({ errors }) => errors > 0);
  const titles = ["Name", "Count", ...(failing ? ["Errors"] : []), "Total", "Mean", "p50", "p95", "p99", "Max"];
  return formatTable(
    titles.map((title, index) => ({ title, right: index > 0 })),
    names.map((stats) => nameRow(stats, failing)),
    room,
  );
}

/** @param failing whether there is a column of errors: `38, 4.0 %` */
function nameRow({ name, count, errors, total, mean, p50, p95, p99, max }: NameStats, failing: boolean): string[] {
  const share = errors > 0 ? `${formatCount(errors)}, ${formatShare(errors / count)}` : "0";
  return [
    name,
    formatCount(count),
    ...(failing ? [share] : []),
    ...[total, mean, p50, p95, p99, max].map(formatDurationText),
  ];
}
