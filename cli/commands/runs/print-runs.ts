/** The list of runs, as a table or as JSON. */
import { formatBegin, formatCount, formatCounted, formatDurationText } from "../../../lib/model/format.ts";
import type { ListedRun } from "../../../lib/model/run-groups.ts";
import { changedLines, formatCommit, PARAMETER, parametersOf } from "../../../lib/model/run-tags.ts";
import { printTable, type TableColumn } from "../../terminal/print.ts";

export interface ListOptions {
  readonly json?: boolean;
  readonly limit: number;
}

interface Column extends TableColumn {
  readonly text: (run: ListedRun) => string;
  /** Left out if no run has any. */
  readonly optional?: true;
}

const COLUMNS: readonly Column[] = [
  { title: "Id", right: false, fixed: true, text: ({ id }) => id },
  { title: "Name", right: false, optional: true, text: ({ tags }) => tags.name ?? "" },
  { title: "Started", right: false, fixed: true, text: ({ started, ended }) => formatBegin(started, ended) },
  { title: "Duration", right: true, text: ({ started, ended }) => formatDurationText(Math.max(0, ended - started)) },
  { title: "Spans", right: true, text: ({ count }) => formatCount(count) },
  { title: "Commit", right: false, fixed: true, optional: true, text: commitOf },
  { title: "Command", right: false, optional: true, text: ({ command }) => command ?? "" },
  { title: "Parameters", right: false, optional: true, text: formatParameters },
  { title: "Note", right: false, optional: true, text: ({ tags }) => tags.note ?? "" },
];

function commitOf({ tags }: ListedRun): string {
  const commit = tags["git.commit"];
  return commit === undefined ? "" : formatCommit(commit, changedLines(tags));
}

function formatParameters({ tags }: ListedRun): string {
  return Object.entries(parametersOf(tags))
    .map(([key, value]) => `${key}=${value}`)
    .join(" ");
}

/** @param runs by start */
export function printRuns(runs: readonly ListedRun[], { json = false, limit }: ListOptions): void {
  const shown = runs.toReversed().slice(0, limit);
  if (json) process.stdout.write(`${JSON.stringify(shown.map(toPlain), null, 2)}\n`);
  else if (shown.length === 0) process.stdout.write("No runs.\n");
  else printList(shown);
  if (shown.length < runs.length)
    process.stderr.write(
      `Newest ${formatCount(shown.length)} of ${formatCounted(runs.length, "run")}; --limit prints more.\n`,
    );
}

function printList(runs: readonly ListedRun[]): void {
  const columns = COLUMNS.filter(({ optional, text }) => !optional || runs.some((run) => text(run) !== ""));
  printTable(
    columns,
    runs.map((run) => columns.map(({ text }) => text(run))),
  );
}

function toPlain({ id, started, ended, count, command, node, host, pid, found, tags }: ListedRun) {
  const { name = null, note = null, ...rest } = tags;
  const facts = Object.keys(rest).filter((key) => !key.startsWith(PARAMETER));
  const duration = Math.max(0, ended - started);
  const run = { id, name, note, started, ended, duration, spans: count, found };
  return {
    ...run,
    command,
    node,
    host,
    pid,
    parameters: parametersOf(tags),
    facts: Object.fromEntries(facts.sort().map((key) => [key, tags[key]])),
  };
}
