/** Compares the runs of two sides, prints the answer, and judges the conditions. */
import { type Condition, EVERY_NAME } from "../../../lib/analysis/compare/conditions.ts";
import { toPlainRuns } from "../../../lib/analysis/compare/plain-runs.ts";
import { describeCondition } from "../../../lib/analysis/compare/run-words.ts";
import { DEFAULT_CHOICE } from "../../../lib/model/compare-choice.ts";
import { findNearest } from "../../../lib/model/nearest.ts";
import { DEFAULT_SCOPE } from "../../../lib/model/scope.ts";
import { formatText } from "../../../lib/model/shown-text.ts";
import type { RunsAnswer } from "../../../lib/queries/compare-runs.ts";
import { explain } from "../../../lib/store/database-error.ts";
import { CommandError } from "../../command-error.ts";
import { type Opened, openDatabase } from "../../database.ts";
import { formatMarkdown } from "../../terminal/compare-markdown.ts";
import { formatComparison } from "../../terminal/compare-table.ts";
import { createProgress } from "../../terminal/progress.ts";
import type { CompareOptions } from "./options.ts";
import { chooseRuns, type GivenSides, readSides } from "./resolve-sides.ts";

/** A condition of `--fail-if` holds. */
const HOLDS = 3;

/** @returns the exit code */
export async function compareSides(
  path: string,
  given: GivenSides,
  conditions: readonly Condition[],
  options: CompareOptions,
): Promise<number> {
  const answer = await ask(path, given, conditions, options);
  checkComparable(answer);
  checkConditions(answer, conditions);
  const shown = { ...answer, names: pickNames(answer, options.name ?? []) };
  process.stdout.write(formatAnswer(shown, options));
  const holding = shown.conditions.filter(({ holds }) => holds);
  for (const one of shown.conditions)
    if (one.unknown !== null && !one.holds)
      process.stderr.write(`spantom: cannot be judged: ${describeCondition(one)}\n`);
  return holding.length > 0 ? HOLDS : 0;
}

async function ask(
  path: string,
  given: GivenSides,
  conditions: readonly Condition[],
  { pairBy, unpaired }: CompareOptions,
): Promise<RunsAnswer> {
  const sides = readSides(path, given);
  const { ParamsError, runQuery } = await import("../../../lib/queries/registry.ts");
  const readRuns = ({ db }: Opened, of: string) => {
    try {
      return runQuery(db, "runList", {});
    } catch (cause) {
      throw explain(of, cause);
    }
  };
  const here = await openDatabase(sides.candidate.path);
  let other: Opened | undefined;
  const progress = createProgress();
  try {
    if (sides.baseline.path !== sides.candidate.path) other = await openDatabase(sides.baseline.path);
    const candidate = readRuns(here, sides.candidate.path);
    const baseline = other ? readRuns(other, sides.baseline.path) : candidate;
    const answer = runQuery(
      here.db,
      "compareRuns",
      {
        choice: { ...DEFAULT_CHOICE, ...chooseRuns(sides, { baseline, candidate }, given) },
        scope: DEFAULT_SCOPE,
        pairBy: unpaired ? "none" : (pairBy ?? null),
        failIf: conditions.map(({ text }) => text),
      },
      { tell: progress.tell, other: other?.path ?? null },
    );
    // Both sides are runs.
    return answer as RunsAnswer;
  } catch (cause) {
    if (cause instanceof ParamsError) throw new CommandError(cause.message, 2);
    throw cause instanceof CommandError ? cause : explain(sides.candidate.path, cause);
  } finally {
    progress.clear();
    other?.close();
    here.close();
  }
}

const LISTED = 3;

/** @throws CommandError */
function checkComparable({ names }: RunsAnswer): void {
  if (names.some(({ baseline, candidate }) => baseline.count > 0 && candidate.count > 0)) return;
  const listOf = (side: "baseline" | "candidate") => {
    const own = names.filter((name) => name[side].count > 0).map(({ name }) => formatText(name));
    return own.length === 0 ? "no spans" : `${own.slice(0, LISTED).join(", ")}${own.length > LISTED ? ", …" : ""}`;
  };
  throw new CommandError(
    `the sides have no span name in common: the baseline has ${listOf("baseline")}, the candidate ${listOf("candidate")}; choose runs of the same program`,
  );
}

function checkConditions({ names }: RunsAnswer, conditions: readonly Condition[]): void {
  const known = names.map(({ name }) => name);
  for (const { name, text } of conditions) {
    if (name === null || name === EVERY_NAME || known.includes(name)) continue;
    throw new CommandError(`--fail-if ${text}: no span ${name}; ${suggest(name, known)}`, 2);
  }
}

function pickNames({ names }: RunsAnswer, wanted: readonly string[]): RunsAnswer["names"] {
  if (wanted.length === 0) return names;
  const known = names.map(({ name }) => name);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new CommandError(`no span ${unknown}; ${suggest(unknown, known)}`, 2);
  return names.filter(({ name }) => wanted.includes(name));
}

function suggest(name: string, known: readonly string[]): string {
  const nearest = findNearest(name, known);
  return nearest ? `the nearest name is ${nearest}` : `there are ${known.slice(0, LISTED).join(", ")}`;
}

function formatAnswer(answer: RunsAnswer, { format: chosen, json }: CompareOptions): string {
  if (json || chosen === "json") return `${JSON.stringify(toPlainRuns(answer), null, 2)}\n`;
  return chosen === "markdown" ? formatMarkdown(answer) : formatComparison(answer);
}
