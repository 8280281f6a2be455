/** `spantom why`: what sets the slowest calls of a name apart from the rest. */
import { type Command, InvalidArgumentError } from "commander";
import type { Reading } from "../../lib/columns/span-range.ts";
import { aboutOf, type Basis, canFollow, followsUnasked } from "../../lib/model/basis.ts";
import { MIN_CALLS } from "../../lib/model/command-line.ts";
import { formatCount, formatCounted } from "../../lib/model/format.ts";
import { findNearest } from "../../lib/model/nearest.ts";
import { isCut } from "../../lib/model/run.ts";
import { DEFAULT_SCOPE, limitsSpans, type Scope } from "../../lib/model/scope.ts";
import type { WhyOfScope } from "../../lib/queries/why.ts";
import { explain } from "../../lib/store/database-error.ts";
import type { Connection } from "../../lib/store/driver.ts";
import { CommandError } from "../command-error.ts";
import { type DatabaseOption, databasePath, openDatabase } from "../database.ts";
import {
  collect,
  DB_PATH,
  ERROR,
  examples,
  FROM,
  type LimitOptions,
  ONLY,
  parseWhole,
  readLimits,
  TAG,
  TO,
} from "../definition.ts";
import { createProgress } from "../terminal/progress.ts";

interface WhyOptions extends DatabaseOption, LimitOptions {
  /** In percent of the calls. */
  readonly slowest: number;
  readonly name?: readonly string[];
  readonly run?: string;
  readonly window?: number;
  /** The newest span to include. */
  readonly until?: number;
  readonly also?: readonly string[];
  readonly exact?: boolean;
  readonly json?: boolean;
}

export function addWhy(program: Command): void {
  program
    .command("why")
    .description("show what sets the slowest calls of a name apart: which tags, by how much")
    .argument("<name>", "name of the spans, as summary lists them")
    .option("--slowest <percent>", "how many of the calls count as slow", parsePercent, 5)
    .option("--name <name>", "spans of this name as well; can be repeated", collect)
    .option(
      "--run <run>",
      "latest, all, or the id of a run or session (default: the latest, or all if that has too few)",
    )
    .option(...TAG)
    .option(...ONLY)
    .option(...ERROR)
    .option(...FROM)
    .option(...TO)
    .option("--window <n>", "consider only this many of the newest spans, of all names", parseCount)
    .option("--until <id>", "ignore spans newer than this one", parseCount)
    .option("--also <key>", "include this tag, however few spans have it; can be repeated", collect)
    .option("--exact", "read all spans, also of a run so large that a sample is read instead")
    .option(...DB_PATH)
    .option(
      "--json",
      "print the answer as JSON; items come as the dashboard ranks them, and are empty if there are none",
    )
    .addHelpText(
      "after",
      examples(
        "spantom why compress",
        "spantom why compress --slowest 1 --db-path spans.db",
        "spantom why compress --run all --tag level=9 --from 10 --to 20",
        "spantom why compress --json | jq -r '.items[].sentence'",
        "spantom why --slowest 1 -- --a-name-like-an-option",
      ),
    )
    .action(runWhy);
}

function parsePercent(value: string): number {
  const percent = Number(value.replace(/\s*%$/, ""));
  if (value.trim() !== "" && percent > 0 && percent < 100) return percent;
  throw new InvalidArgumentError("Expected a percentage, more than 0 and less than 100.");
}

function parseCount(value: string): number {
  return parseWhole(value, 1, Number.MAX_SAFE_INTEGER, "Expected a whole number, 1 or more.");
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
  readonly answer: WhyOfScope;
  /** The calls considered, such as `120 calls in one run`. */
  readonly where: string;
}

async function ask(
  db: Connection,
  name: string,
  { slowest, run, exact = false, ...options }: WhyOptions,
): Promise<Asked> {
  const { ParamsError, runQuery } = await import("../../lib/queries/registry.ts");
  const names = [...new Set([name, ...(options.name ?? [])])];
  const { window = null, until: maxSpanId, also } = options;
  const scope = { ...DEFAULT_SCOPE, names, ...readLimits(options), window, maxSpanId, also: also?.slice() };
  const progress = createProgress();
  // One transaction, one state of the file.
  return db.transaction((): Asked => {
    const askRun = (of: string) => {
      const read = (reading: Reading) =>
        runQuery(db, "why", { scope: { ...scope, run: of }, reading, selection: { slowest } }, { tell: progress.tell });
      try {
        const sampled = read("sample");
        return followsUnasked(sampled.basis) || (exact && canFollow(sampled.basis)) ? read("exact") : sampled;
      } catch (error) {
        throw error instanceof ParamsError ? new CommandError(error.message, 2) : error;
      }
    };
    let chosen = run ?? "latest";
    let answer = askRun(chosen);
    if (run === undefined && answer.calls < MIN_CALLS && answer.runs > answer.runsInScope) {
      chosen = "all";
      answer = askRun(chosen);
    }
    if (answer.calls === 0) refuseNothing(db, scope, chosen, answer.basis);
    progress.clear();
    const newest = window !== null && isCut(answer.window) ? `, of the newest ${formatCount(window)} spans` : "";
    const calls = `${aboutOf(answer.basis)}${formatCounted(answer.calls, "call")}`;
    return { answer, where: `${calls} ${describeRun(chosen, answer)}${newest}${describeSample(answer.basis)}` };
  })();
}

/** `, from 200,000 of 5,005,000 spans`; empty if all were read. */
function describeSample({ exact, read, of }: Basis): string {
  return exact ? "" : `, from ${formatCount(read)} of ${formatCounted(of, "span")}`;
}

function describeRun(chosen: string, { runs, runsInScope }: WhyOfScope): string {
  if (runs < 2) return "in one run";
  if (chosen === "all") return `in all ${formatCount(runs)} runs`;
  if (runsInScope > 1) {
    const session = chosen === "latest" ? "the latest session" : chosen;
    return `in ${session}, ${formatCount(runsInScope)} of ${formatCount(runs)} runs`;
  }
  return chosen === "latest" ? `in the latest of ${formatCount(runs)} runs` : `in run ${chosen}`;
}

/** @throws CommandError that states which name is wrong, or which limit leaves no calls */
function refuseNothing(db: Connection, scope: Scope, chosen: string, basis: Basis): never {
  const { names } = scope;
  const known = db
    .prepare<[], string>("SELECT CAST(name AS TEXT) FROM spans GROUP BY 1 ORDER BY count(*) DESC, min(id)")
    .pluck()
    .all();
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const nearest = findNearest(unknown, known);
    throw new CommandError(`no span ${unknown}; ${nearest ? `the nearest name is ${nearest}` : listSome(known)}`);
  }
  if (!basis.exact)
    throw new CommandError(
      `no span ${names.join(" or ")} among ${formatCount(basis.read)} of ${formatCounted(basis.of, "span")}; limit them by --run, --from, --to or --window`,
    );
  const limited = limitsSpans({ ...scope, names: [] });
  const what = `no span ${names.join(" or ")}${limited ? " within these limits" : ""} in run ${chosen}`;
  throw new CommandError(
    `${what}; ${limited ? "omit --tag, --only, --error, --from or --to" : "--run all considers all runs"}`,
  );
}

function listSome(names: readonly string[]): string {
  if (names.length === 0) return "there are none";
  const shown = names.slice(0, 8).join(", ");
  return names.length > 8 ? `there are ${shown} and ${formatCount(names.length - 8)} more` : `there are ${shown}`;
}

async function print(name: string, { answer, where }: Asked, { json }: WhyOptions): Promise<void> {
  if (json) {
    const { toPlainWhy } = await import("../../lib/analysis/why/plain.ts");
    process.stdout.write(`${JSON.stringify(toPlainWhy(name, answer), null, 2)}\n`);
  } else (await import("../terminal/print-why.ts")).printWhy(name, where, answer);
}
