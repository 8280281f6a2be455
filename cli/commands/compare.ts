/** `spantom compare`: whether a change is real, how large it is and where; and whether a build must fail for it. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Condition } from "../../lib/analysis/compare/conditions.ts";
import { CommandError } from "../command-error.ts";
import { databasePath } from "../database.ts";
import { collect, DB_PATH, examples, paragraph, parseWhole } from "../definition.ts";
import type { CompareFormat, CompareOptions } from "./compare/options.ts";

const FORMATS: readonly CompareFormat[] = ["table", "json", "markdown"];

export function addCompare(program: Command): void {
  program
    .command("compare")
    .description("say whether a change between runs is real, how large and where")
    .argument("[baseline]", "runs to compare with (default: the one before, of the same command)")
    .argument("[candidate]", "runs to judge (default: the latest)")
    .option(...DB_PATH)
    .option("--name <name>", "list this span name only; can be repeated", collect)
    .option("--pair-by <keys>", "pair calls by these tags, with commas in between", splitKeys)
    .option("--unpaired", "do not pair calls: compare all of a name together")
    .addOption(new Option("--format <format>", "how to print the answer").choices(FORMATS).default("table"))
    .option("--json", "the same as --format json")
    .option(
      "--fail-if <condition>",
      "end with exit code 3 if the whole interval of a change is beyond a threshold: NAME METRIC > N%, where NAME may be * for every name; METRIC is p50, p95, p99, mean, total, count or errors; total > N% is about all time; can be repeated",
      collect,
    )
    .option("--repeat <n>", "run two commands in turn, n times each, and compare what they record", parseRepeat)
    .addHelpText(
      "after",
      paragraph(
        "Runs are latest, previous, the beginning of an id, a name, commit:3f2c1ab, a database (all its runs), or FILE#RUN; several with commas in between. `spantom runs` lists them. Runs that were made in turn, as --repeat makes them, tell more than those made one side after the other. Exit code 3: a condition of --fail-if holds.",
      ),
    )
    .addHelpText(
      "after",
      examples(
        "spantom compare",
        "spantom compare base window --fail-if 'compress p50 > 5%'",
        "spantom compare commit:3f2c1ab latest --format markdown",
        "spantom compare base.db change.db --fail-if 'total > 3%' --fail-if '* errors > 0%'",
        "spantom compare --repeat 5 'node old.mjs' 'node new.mjs'",
      ),
    )
    .action(runCompare);
}

function splitKeys(text: string): string[] {
  const keys = text.split(",").map((key) => key.trim());
  if (keys.some((key) => key === "")) throw new InvalidArgumentError("Expected tags with commas in between.");
  return keys;
}

function parseRepeat(value: string): number {
  return parseWhole(value, 1, 1000, "Expected a whole number from 1 to 1000.");
}

async function runCompare(
  baseline: string | undefined,
  candidate: string | undefined,
  options: CompareOptions,
): Promise<void> {
  const { pairBy, unpaired, repeat } = options;
  if (pairBy && unpaired) throw new CommandError("--pair-by and --unpaired exclude each other; omit one", 2);
  const conditions = await readConditions(options.failIf ?? []);
  const path = databasePath(options);
  const sides = { baseline, candidate };
  if (repeat === undefined) {
    const { compareSides } = await import("./compare/compare-sides.ts");
    process.exitCode = await compareSides(path, sides, conditions, options);
    return;
  }
  if (baseline === undefined || candidate === undefined)
    throw new CommandError("--repeat needs two commands, as in --repeat 5 'node old.mjs' 'node new.mjs'", 2);
  const [{ repeatBoth }, { compareSides }] = await Promise.all([
    import("./compare/repeat-both.ts"),
    import("./compare/compare-sides.ts"),
  ]);
  const recorded = await repeatBoth([baseline, candidate], repeat, path);
  process.exitCode = await compareSides(path, recorded, conditions, options);
}

/** @throws CommandError */
async function readConditions(texts: readonly string[]): Promise<Condition[]> {
  const { CONDITION_FORMS, parseCondition } = await import("../../lib/analysis/compare/conditions.ts");
  return texts.map((text) => {
    const condition = parseCondition(text);
    if (!condition) throw new CommandError(`--fail-if ${text}: expected ${CONDITION_FORMS}`, 2);
    return condition;
  });
}
