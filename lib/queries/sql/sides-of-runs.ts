/** The two sides as runs of one file: one run or session each, or several. */
import type { CompareChoice } from "../../model/compare-choice.ts";
import { formatBegin, formatCounted, formatDurationText } from "../../model/format.ts";
import { ALL_RUNS, LATEST_RUN, type Run, type Session } from "../../model/run.ts";
import { formatCommit, type RunTags } from "../../model/run-tags.ts";
import { codeOf, knownOf } from "../../model/same-code.ts";
import type { Scope } from "../../model/scope.ts";
import { formatText } from "../../model/shown-text.ts";
import type { Connection } from "../../store/driver.ts";
import { findRun } from "../chosen-run.ts";
import { ParamsError } from "../params.ts";
import { findBefore } from "../run-selectors.ts";
import { AND, findGroup, groupRuns, isSession, membersOf } from "../sessions.ts";
import { readRunTags } from "./run-tags.ts";
import { NONE, type Side, type SideOption, type Sides } from "./side.ts";

export function findSideRun(runs: readonly Run[], value: string | null, parameter: string): Run | Session | undefined {
  if (value === null) return undefined;
  if (value === ALL_RUNS)
    throw new ParamsError(`${parameter}=all: name the runs of a side, with commas in between, or omit it.`, parameter);
  return findRun(runs, value, parameter) ?? undefined;
}

/** Whether a scope's run is a word in place of an id. */
function isWord(run: string): boolean {
  return run === ALL_RUNS || run === LATEST_RUN;
}

/** Sessions are sides by default, and so are the runs of the only one; any run can be chosen, and several. */
export function byRun(db: Connection, runs: readonly Run[], choice: CompareChoice, scope: Scope): Sides {
  const groups = groupRuns(runs);
  const last = groups.at(-1) as Run | Session;
  const sides = groups.length > 1 ? groups : membersOf(last);
  const newest = sides.at(-1) as Run | Session;
  const find = (value: string | null, parameter: string) => {
    const found = findSideRun(runs, value, parameter);
    return found && (groups.find(({ id }) => id === found.id) ?? found);
  };
  const chosen = find(choice.baseline, "a");
  const without = (taken: Run | Session | undefined) => {
    const ids = new Set(taken && membersOf(taken).map(({ id }) => id));
    return sides.filter((one) => !membersOf(one).some(({ id }) => ids.has(id)));
  };
  const inScope = chosen || isWord(scope.run) ? undefined : find(scope.run, "run");
  const candidate = find(choice.candidate, "b") ?? inScope ?? without(chosen).at(-1) ?? newest;
  const baseline = chosen ?? findBefore(sides, candidate) ?? without(candidate)[0] ?? candidate;
  const tags = readRunTags(db);
  const label = createLabels(tags, last);
  const side = (run: Run | Session): Side => ({
    value: run.id,
    label: label.name(run),
    file: "this",
    fileName: null,
    scope: { ...scope, run: run.id },
  });
  const optionOf = (run: Run | Session): SideOption => ({
    value: run.id,
    label: label.name(run),
    detail: label.detail(run),
  });
  const each = groups.toReversed().flatMap((group) => [group, ...(isSession(group) ? group.members : [])]);
  const options = [...groupByCode(runs, tags).map(optionOf), ...each.map(optionOf)];
  return { ...NONE, by: "runs", baseline: side(baseline), candidate: side(candidate), options };
}

/** Offered as one side, the newest runs of each code first. */
const MOST_OF_CODE = 12;

/** Runs of the same code together, those with the newest run first; codes of one run are none. */
function groupByCode(runs: readonly Run[], tags: ReadonlyMap<string, RunTags>): Session[] {
  const byCode = new Map<string, Run[]>();
  for (const run of runs) {
    const code = codeOf(knownOf(run, tags.get(run.id)));
    if (code !== null) byCode.set(code, [...(byCode.get(code) ?? []), run]);
  }
  return [...byCode.values()]
    .filter((of) => of.length > 1)
    .map((of) => of.slice(-MOST_OF_CODE))
    .sort((a, b) => (b.at(-1)?.started ?? 0) - (a.at(-1)?.started ?? 0))
    .flatMap((of) => (findGroup(runs, of.map(({ id }) => id).join(AND)) as Session | undefined) ?? []);
}

/** How runs are called on screen: by their names, else by when they began; several by what they have in common. */
export function createLabels(tags: ReadonlyMap<string, RunTags>, last: Run | Session | undefined) {
  const isLast = (run: Run | Session) => run.id === last?.id;
  const named = (run: Run | Session) => tags.get(run.id)?.name;
  return {
    name(run: Run | Session): string {
      if (isSession(run) && run.id.includes(AND)) return describeSeveral(run, tags);
      const name = named(run);
      return name === undefined ? formatRunName(run, isLast(run)) : formatText(name);
    },
    detail(run: Run | Session): string {
      if (isSession(run) && run.id.includes(AND)) return describeNames(run, named);
      return formatRunSummary(run, isLast(run) || named(run) !== undefined);
    },
  };
}

/** `base 1 to base 5`, or when the first and the last began. */
function describeNames({ members }: Session, named: (run: Run) => string | undefined): string {
  const [first, last] = [members[0] as Run, members.at(-1) as Run];
  const [from, to] = [first, last].map((run) => named(run));
  if (from !== undefined && to !== undefined) return `${formatText(from)} to ${formatText(to)}`;
  return `${formatBegin(first.started, first.ended)} to ${formatBegin(last.started, last.ended)}`;
}

/** `5 runs of 3f2c1ab`, `5 runs of 3f2c1ab + 14 lines`, `5 runs` of several commits. */
function describeSeveral({ members }: Session, tags: ReadonlyMap<string, RunTags>): string {
  const each = (key: string) => new Set(members.map(({ id }) => tags.get(id)?.[key]));
  const [commits, lines] = [each("git.commit"), each("git.dirty")];
  const [commit] = commits;
  const runs = formatCounted(members.length, "run");
  if (commits.size > 1 || commit === undefined) return runs;
  const [dirty] = lines;
  return `${runs} of ${formatCommit(commit, lines.size === 1 ? Number(dirty ?? 0) : 0)}`;
}

/** `Latest run`, `Run 13:54:32`, `Session Nov 18, 13:54:32`. */
export function formatRunName(run: Run | Session, latest: boolean): string {
  const what = isSession(run) ? "Session" : "Run";
  return latest ? `Latest ${what.toLowerCase()}` : `${what} ${formatBegin(run.started, run.ended)}`;
}

/** `14:02:07, 2,980 spans, 13.7 s`; without the time if the name of the run has it; with the runs of a session. */
export function formatRunSummary(run: Run | Session, latest: boolean): string {
  const when = latest ? `${formatBegin(run.started, run.ended)}, ` : "";
  const runs = isSession(run) ? `${formatCounted(run.members.length, "run")}, ` : "";
  return `${when}${runs}${formatCounted(run.count, "span")}, ${formatDurationText(run.ended - run.started)}`;
}
