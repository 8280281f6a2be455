/** Finds the runs that a command's words stand for: `previous`, an id's beginning, a name, `commit:3f2c1ab`. */
import { findNearest } from "../model/nearest.ts";
import { LATEST_RUN, type Run, type Session } from "../model/run.ts";
import type { RunTags } from "../model/run-tags.ts";
import { ParamsError } from "./params-error.ts";
import { AND, findGroup, groupRuns, membersOf } from "./sessions.ts";

export const PREVIOUS_RUN = "previous";
const COMMIT = "commit:";

export interface KnownRuns {
  /** By start. */
  readonly runs: readonly Run[];
  readonly tags: ReadonlyMap<string, RunTags>;
}

type Unit = Run | Session;

/**
 * What counts as one run each, by start.
 * @param selectors with commas in between
 * @throws ParamsError if one stands for no run, or for one of several
 */
export function selectRuns(known: KnownRuns, selectors: string): Unit[] {
  const found = new Map<string, Unit>();
  // An id or a name may hold a comma.
  const whole = findExact(known, selectors);
  const parts = whole ? [] : selectors.split(AND).map((part) => part.trim());
  for (const unit of whole ?? parts.flatMap((part) => selectOne(known, part))) found.set(unit.id, unit);
  return [...found.values()].sort((a, b) => a.started - b.started);
}

function selectOne(known: KnownRuns, selector: string): Unit[] {
  const { runs } = known;
  if (runs.length === 0) throw new ParamsError("there is no run in the file; trace a program first");
  if (selector === LATEST_RUN) return groupRuns(runs).slice(-1);
  if (selector === PREVIOUS_RUN) return [findPrevious(runs)];
  if (selector.startsWith(COMMIT)) return findCommit(known, selector.slice(COMMIT.length));
  return findExact(known, selector) ?? findNumbered(known, selector) ?? findBeginning(known, selector);
}

/** By id or by name; undefined if there is none. */
function findExact({ runs, tags }: KnownRuns, selector: string): Unit[] | undefined {
  const byId = selector.includes(AND) ? runs.find(({ id }) => id === selector) : findGroup(runs, selector);
  if (byId) return [byId];
  const named = runs.filter(({ id }) => nameOf(tags.get(id)) === selector);
  return named.length > 0 ? [onlyOne(named, selector, "have the name")] : undefined;
}

/** `base` stands for the runs named `base 1`, `base 2`, … together, as a command that is repeated names them. */
function findNumbered({ runs, tags }: KnownRuns, selector: string): Unit[] | undefined {
  const named = runs.filter(({ id }) => {
    const name = nameOf(tags.get(id));
    return name?.startsWith(`${selector} `) && /^\d+$/.test(name.slice(selector.length + 1));
  });
  return named.length > 0 ? named : undefined;
}

function findBeginning({ runs, tags }: KnownRuns, selector: string): Unit[] {
  const begun = selector === "" ? [] : runs.filter(({ id }) => id.startsWith(selector));
  if (begun.length > 0) return [onlyOne(begun, selector, "begin with")];
  const words = [...runs.map(({ id }) => id), ...[...tags.values()].flatMap((own) => nameOf(own) ?? [])];
  const nearest = findNearest(selector, words);
  const hint = nearest ? `the nearest is ${nearest}` : "`spantom runs` lists them";
  throw new ParamsError(`no run ${selector || '""'}; ${hint}`);
}

function findCommit({ runs, tags }: KnownRuns, beginning: string): Unit[] {
  if (!/^[\da-f]{4,64}$/i.test(beginning))
    throw new ParamsError(`${COMMIT}${beginning}: expected 4 or more digits of a commit, as in ${COMMIT}3f2c1ab`);
  const wanted = beginning.toLowerCase();
  const found = runs.filter(({ id }) => tags.get(id)?.["git.commit"]?.startsWith(wanted));
  const commits = new Set(found.map(({ id }) => tags.get(id)?.["git.commit"]));
  if (commits.size > 1)
    throw new ParamsError(`${COMMIT}${beginning} is the beginning of ${commits.size} commits; add digits`);
  if (found.length === 0) throw new ParamsError(`no run of commit ${beginning}; \`spantom runs\` lists them`);
  return found;
}

function onlyOne(found: readonly Run[], selector: string, what: string): Run {
  const [first, ...others] = found;
  if (!first || others.length > 0) {
    const ids = found.slice(0, 3).map(({ id }) => id);
    const more = found.length > ids.length ? ", …" : "";
    throw new ParamsError(
      `${found.length} runs ${what} ${selector}: ${ids.join(", ")}${more}; choose one by its id, or all with commas`,
    );
  }
  return first;
}

function nameOf(tags: RunTags | undefined): string | undefined {
  return tags?.name;
}

/** The newest before the latest, of its command if there is one. @throws ParamsError */
function findPrevious(runs: readonly Run[]): Unit {
  const latest = groupRuns(runs).at(-1) as Unit;
  const before = findBefore(groupRuns(runs), latest);
  if (!before) throw new ParamsError("there is one run only; run the program once more, or name two files");
  return before;
}

/**
 * The newest that came before a run and is of its command, else the newest before it; undefined without any.
 * @param units by start
 */
export function findBefore(units: readonly Unit[], of: Unit): Unit | undefined {
  const own = new Set(membersOf(of).map(({ id }) => id));
  const earlier = units.filter((unit) => unit.started <= of.started && !membersOf(unit).some(({ id }) => own.has(id)));
  return earlier.findLast(({ command }) => command === of.command) ?? earlier.at(-1);
}
