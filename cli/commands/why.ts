/** `spantom why`: what sets the slowest calls of a name apart from the rest. */

import type { WhyAnswer, WhyItem } from "../../lib/analysis/why/answer.ts";
import { explainSlow } from "../../lib/analysis/why/explain-slow.ts";
import { readColumns } from "../../lib/columns/read-columns.ts";
import { formatCount, formatCounted } from "../../lib/model/format.ts";
import { findNearest } from "../../lib/model/nearest.ts";
import type { Progress } from "../../lib/model/progress.ts";
import type { Run } from "../../lib/model/run.ts";
import { WHOLE } from "../../lib/model/scope.ts";
import { readRuns } from "../../lib/queries/runs.ts";
import { resolveScope } from "../../lib/queries/sql/scoped-spans.ts";
import { explain } from "../../lib/store/database.ts";
import type { Connection } from "../../lib/store/driver.ts";
import { CommandError } from "../command-error.ts";
import { type DatabaseOption, databasePath } from "../database-path.ts";
import { openDatabase } from "../open-database.ts";
import { printWhy } from "../terminal/print-why.ts";

export interface WhyOptions extends DatabaseOption {
  /** Percent of the calls. */
  readonly slowest: number;
  readonly run?: string;
  readonly json?: boolean;
}

/** Newest spans that are looked at, of all names: as many as are read at once. */
const MOST_SPANS = 1_000_000;
/** Fewer calls in the latest run say nothing; then all runs are asked. */
const LEAST_CALLS = 20;

export async function runWhy(name: string, options: WhyOptions): Promise<void> {
  const path = databasePath(options);
  const { db, close } = await openDatabase(path);
  try {
    const { answer, where } = db.transaction(() => ask(db, name, options))();
    if (options.json) process.stdout.write(`${JSON.stringify(answer.items.map(toPlain), null, 2)}\n`);
    else printWhy(name, where, answer);
  } catch (cause) {
    throw cause instanceof CommandError ? cause : explain(path, cause);
  } finally {
    close();
  }
}

/** What scripts need; the sentence stands alone there, so it names the value. */
function toPlain(item: WhyItem) {
  const { tag, from, kind, effect, title, sentence } = item;
  if (item.kind === "number" && !item.range) return { tag, from, kind, effect, sentence };
  if (item.kind === "number") return { tag, from, kind, range: item.range, effect, sentence: `${title}: ${sentence}` };
  return { tag, from, kind, value: item.value, effect, sentence: `${title}: ${sentence}` };
}

function ask(db: Connection, name: string, { slowest, run }: WhyOptions): { answer: WhyAnswer; where: string } {
  const runs = readRuns(db);
  if (run !== undefined && run !== "latest" && run !== "all" && !runs.some(({ id }) => id === run)) {
    throw new CommandError(`no run ${run}; ${listSome([...runs].reverse().map(({ id }) => id))}`);
  }
  const read = (of: string) => {
    const scoped = resolveScope(db, { ...WHOLE, run: of, names: [name], window: MOST_SPANS });
    return readColumns(db, scoped, { tell: tellProgress });
  };
  let chosen = run ?? "latest";
  let columns = read(chosen);
  if (run === undefined && columns.count < LEAST_CALLS && runs.length > 1) {
    chosen = "all";
    columns = read(chosen);
  }
  if (columns.count === 0) refuseUnknown(db, name, chosen);
  const answer = explainSlow(columns, { slowest }, tellProgress);
  clearProgress();
  const newest = columns.cut ? `, of the newest ${formatCount(MOST_SPANS)} spans` : "";
  return { answer, where: `${formatCounted(columns.count, "call")} ${sayRun(chosen, runs)}${newest}` };
}

function sayRun(chosen: string, runs: readonly Run[]): string {
  if (runs.length < 2) return "in one run";
  if (chosen === "all") return `in all ${formatCount(runs.length)} runs`;
  return chosen === "latest" ? `in the latest of ${formatCount(runs.length)} runs` : `in run ${chosen}`;
}

function refuseUnknown(db: Connection, name: string, chosen: string): never {
  const names = db
    .prepare<[], string>("SELECT CAST(name AS TEXT) FROM spans GROUP BY 1 ORDER BY count(*) DESC, min(id)")
    .pluck()
    .all();
  if (names.includes(name)) throw new CommandError(`no span ${name} in run ${chosen}; --run all looks at all runs`);
  const nearest = findNearest(name, names);
  throw new CommandError(`no span ${name}; ${nearest ? `the nearest name is ${nearest}` : listSome(names)}`);
}

function listSome(names: readonly string[]): string {
  if (names.length === 0) return "there are none";
  const shown = names.slice(0, 8).join(", ");
  return names.length > 8 ? `there are ${shown} and ${formatCount(names.length - 8)} more` : `there are ${shown}`;
}

let told = 0;

/** On a terminal only, and only when it takes a while. */
function tellProgress({ what, done, total }: Progress): void {
  if (!process.stderr.isTTY || process.uptime() < 1.5 || performance.now() - told < 100) return;
  told = performance.now();
  process.stderr.write(`\r\u001b[K${what}, ${formatCount(done)} of ${formatCount(total)}`);
}

function clearProgress(): void {
  if (told > 0) process.stderr.write("\r\u001b[K");
}
