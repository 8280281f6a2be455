/** The facts as lines, one for each. */
import { formatBytes, formatCount, formatCounted } from "../../../lib/model/format.ts";
import { bold, fitText, printable } from "../../terminal/print.ts";
import { lineWidth } from "../../terminal/terminal.ts";
import type { Count, DatabaseFacts, Facts } from "./facts.ts";

/** The title and what is around it. */
const BESIDE_VALUE = 20;

type Row = readonly [title: string, value: string | null | undefined];

export function printFacts(facts: Facts): void {
  const sections: readonly (readonly [string, readonly Row[]])[] = [
    ["Versions", listVersions(facts)],
    ["Environment", Object.entries(facts.environment)],
    ["Database", listDatabase(facts.database)],
  ];
  const lines = sections.flatMap(([title, rows]) => {
    const shown = rows.filter(([, value]) => value !== null && value !== undefined);
    return shown.length > 0 ? [bold(title), ...shown.map(writeRow), ""] : [];
  });
  const { problems } = facts;
  const found = problems.map((problem) => `  ${printable(problem)}`);
  lines.push(
    ...(found.length > 0 ? [bold(problems.length > 1 ? "Problems" : "Problem"), ...found] : ["No problem found."]),
  );
  process.stdout.write(`${lines.join("\n")}\n`);
}

function writeRow([title, value]: Row): string {
  return `  ${title.padEnd(16)}  ${fitText(printable(value ?? ""), lineWidth() - BESIDE_VALUE)}`.trimEnd();
}

function listVersions(facts: Facts): Row[] {
  return [
    ["spantom", facts.spantom],
    ["Node", `${facts.node}, N-API ${facts.napi}`],
    ["better-sqlite3", facts.betterSqlite3 ?? "not installed"],
    ["SQLite", facts.sqlite],
    ["platform", facts.platform],
    ["libc", facts.libc],
    ["package", facts.package],
    ["dashboard", facts.pages === null ? "not built" : `built, ${formatCounted(facts.pages, "page")}`],
  ];
}

function listDatabase({ path, chosenBy, file, content }: DatabaseFacts): Row[] {
  const wal = file?.walSize ? `, and ${formatBytes(file.walSize)} in its -wal` : "";
  return [
    ["path", path],
    ["chosen by", chosenBy],
    ["size", file && `${formatBytes(file.size)}${wal}`],
    ["rights", file && `${file.mode}, owned by ${file.owner}`],
    ["writable by", file?.writableBy],
    ["journal", content?.journal],
    ["tables", content && listTables(content.tables, content.otherTables)],
    ["spans", content && writeCount(content.spans)],
    ["tags", content && writeCount(content.tags)],
    ["runs", content && (content.runs === null ? "not recorded" : formatCount(content.runs))],
    ["index on tags", content && (content.indexed ? "yes" : "no; questions about tags take longer")],
  ];
}

function listTables(tables: readonly string[], others: number): string {
  return others > 0 ? `${tables.join(", ")} and ${formatCounted(others, "other")}` : tables.join(", ");
}

function writeCount(count: Count | null): string {
  if (count === null) return "not counted: nobody has it open, and opening it would leave files beside it";
  return count.all ? formatCount(count.count) : `more than ${formatCount(count.count)}`;
}
