/** `spantom why`: what sets the slowest calls of a name apart from the rest. */
import { type Command, InvalidArgumentError } from "commander";
import type { WhyAnswer, WhyItem } from "../../lib/analysis/why/answer.ts";
import { formatCount, formatCounted } from "../../lib/model/format.ts";
import { findNearest } from "../../lib/model/nearest.ts";
import type { Progress } from "../../lib/model/progress.ts";
import type { Run } from "../../lib/model/run.ts";
import { WHOLE } from "../../lib/model/scope.ts";
import { explain } from "../../lib/store/database.ts";
import type { Connection } from "../../lib/store/driver.ts";
import { CommandError } from "../command-error.ts";
import { type DatabaseOption, databasePath, openDatabase } from "../database.ts";
import { DB_PATH, examples } from "../definition.ts";

interface WhyOptions extends DatabaseOption {
  /** Percent of the calls. */
  readonly slowest: number;
  readonly run?: string;
  readonly json?: boolean;
}

/** Newest spans that are looked at, of all names: as many as are read at once. */
const MAX_SPANS = 1_000_000;
/** Fewer calls in the latest run say nothing; then all runs are asked. */
const MIN_CALLS = 20;

export function addWhy(program: Command): void {
  program
    .command("why")
    .description("say what sets the slowest calls of a name apart: which tags, by how much")
    .argument("<name>", "name of the spans, as summary lists them")
    .option("--slowest <percent>", "how many of the calls count as slow", parsePercent, 5)
    .option("--run <run>", "latest, all, or the id of a run (default: the latest, or all if that has too few)")
    .option(...DB_PATH)
    .option("--json", "print an array of tags as JSON, strongest first; empty where nothing sets them apart")
    .addHelpText(
      "after",
      examples(
        "spantom why compress",
        "spantom why compress --slowest 1 --db-path spans.db",
        "spantom why compress --json | jq -r '.[].sentence'",
        "spantom why --slowest 1 -- --a-name-like-an-option",
      ),
    )
    .action(runWhy);
}

function parsePercent(value: string): number {
  const percent = Number(value.replace(/\s*%$/, ""));
  if (value.trim() !== "" && percent > 0 && percent < 100) return percent;
  throw new InvalidArgumentError("A percentage is needed, more than 0 and less than 100.");
}

async function runWhy(name: string, options: WhyOptions): Promise<void> {
  const path = databasePath(options);
  const { db, close } = await openDatabase(path);
  try {
    await print(name, await ask(db, name, options), options);
  } catch (cause) {
    throw cause instanceof CommandError ? cause : explain(path, cause);
  } finally {
    close();
  }
}

interface Asked {
  readonly answer: WhyAnswer;
  /** Which calls it is about, as in `120 calls in one run`. */
  readonly where: string;
}

async function ask(db: Connection, name: string, { slowest, run }: WhyOptions): Promise<Asked> {
  const { explainSlow } = await import("../../lib/analysis/why/explain-slow.ts");
  const { readColumns } = await import("../../lib/columns/read-columns.ts");
  const { readRuns } = await import("../../lib/queries/runs.ts");
  const { resolveScope } = await import("../../lib/queries/sql/scoped-spans.ts");
  return db.transaction((): Asked => {
    const runs = readRuns(db);
    if (run !== undefined && run !== "latest" && run !== "all" && !runs.some(({ id }) => id === run)) {
      throw new CommandError(`no run ${run}; ${listSome([...runs].reverse().map(({ id }) => id))}`);
    }
    const read = (of: string) => {
      const scoped = resolveScope(db, { ...WHOLE, run: of, names: [name], window: MAX_SPANS });
      return readColumns(db, scoped, { tell: tellProgress });
    };
    let chosen = run ?? "latest";
    let columns = read(chosen);
    if (run === undefined && columns.count < MIN_CALLS && runs.length > 1) {
      chosen = "all";
      columns = read(chosen);
    }
    if (columns.count === 0) refuseUnknown(db, name, chosen);
    const answer = explainSlow(columns, { slowest }, tellProgress);
    clearProgress();
    const newest = columns.cut ? `, of the newest ${formatCount(MAX_SPANS)} spans` : "";
    return { answer, where: `${formatCounted(columns.count, "call")} ${describeRun(chosen, runs)}${newest}` };
  })();
}

function describeRun(chosen: string, runs: readonly Run[]): string {
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

async function print(name: string, { answer, where }: Asked, { json }: WhyOptions): Promise<void> {
  if (json) process.stdout.write(`${JSON.stringify(answer.items.map(toPlain), null, 2)}\n`);
  else (await import("../terminal/print-why.ts")).printWhy(name, where, answer);
}

/** What scripts need; the sentence stands alone there, so it names the value. */
function toPlain(item: WhyItem) {
  const { tag, from, kind, effect, title, sentence } = item;
  if (item.kind === "number" && !item.range) return { tag, from, kind, effect, sentence };
  if (item.kind === "number") return { tag, from, kind, range: item.range, effect, sentence: `${title}: ${sentence}` };
  return { tag, from, kind, value: item.value, effect, sentence: `${title}: ${sentence}` };
}
