/**
 * Runs that belong together: two services, the workers of a test suite, a batch of jobs. They are one session, which a
 * scope chooses like a run.
 *
 * A run joins a session if both are of one host, both are recorded, it starts while one of the session's runs goes on,
 * no later than an hour after the session's first run, and
 * - it starts within 30 s of that run (workers that follow each other, services started by one command), or
 * - the time both run is at least half of the longer one's (services started by hand, one after the other).
 *
 * So scripts that run in turn beside a service that lasts all day stay alone: they are far shorter than the service and
 * start long after it. What the second rule admits is so long that a run can hold two of it in turn at most, and no
 * chain of any kind grows past an hour of starts.
 */
import type { Run, Session } from "../model/run.ts";

const NEAR_STARTS = 30;
const ALIKE = 0.5;
const LONGEST_CHAIN = 3600;

const PREFIX = "session-";

/** Sessions, and the runs that are alone, by the start of the newest run in each. */
export function groupRuns(runs: readonly Run[]): (Run | Session)[] {
  const groups: Run[][] = [];
  let open: Run[][] = [];
  for (const run of runs.toSorted((a, b) => a.started - b.started)) {
    open = open.filter(([first]) => first && run.started - first.started <= LONGEST_CHAIN);
    // The last ones are the likeliest.
    const group = open.find((members) => members.findLast((member) => areTogether(member, run)));
    if (group) group.push(run);
    else {
      const alone = [run];
      groups.push(alone);
      open.push(alone);
    }
  }
  return groups
    .map((members) => (members.length > 1 ? makeSession(members, runs) : (members[0] as Run)))
    .sort((a, b) => newestStart(a) - newestStart(b));
}

function newestStart(group: Run | Session): number {
  return isSession(group) ? (group.members.at(-1)?.started ?? group.started) : group.started;
}

/** @param later starts no earlier than the other */
function areTogether(earlier: Run, later: Run): boolean {
  if (earlier.found !== "recorded" || later.found !== "recorded" || earlier.host !== later.host) return false;
  if (later.started > earlier.ended) return false;
  const both = Math.min(earlier.ended, later.ended) - later.started;
  const longer = Math.max(earlier.ended - earlier.started, later.ended - later.started);
  return later.started - earlier.started <= NEAR_STARTS || both >= ALIKE * longer;
}

export function isSession(run: Run | Session): run is Session {
  return "members" in run;
}

/** The runs of a session, or the run itself. */
export function membersOf(run: Run | Session): readonly Run[] {
  return isSession(run) ? run.members : [run];
}

/** @param all the file's runs: spans of others may lie between the session's own */
function makeSession(members: readonly Run[], all: readonly Run[]): Session {
  const firstId = Math.min(...members.map((run) => run.firstId));
  const lastId = Math.max(...members.map((run) => run.lastId));
  const count = members.reduce((sum, run) => sum + run.count, 0);
  const between = all.some((run) => run.firstId <= lastId && run.lastId >= firstId && !members.includes(run));
  const [first] = members as [Run];
  return {
    id: PREFIX + first.id,
    started: first.started,
    ended: Math.max(...members.map((run) => run.ended)),
    firstId,
    lastId,
    count,
    mixed: between || count < lastId - firstId + 1,
    found: "recorded",
    command: joinDistinct(members.map((run) => run.command)),
    node: joinDistinct(members.map((run) => run.node)),
    host: first.host,
    pid: null,
    members,
  };
}

function joinDistinct(texts: readonly (string | null)[]): string | null {
  const distinct = new Set(texts.filter((text) => text !== null));
  return distinct.size > 0 ? [...distinct].join(", ") : null;
}

/** Between the ids of several runs or sessions that are chosen together. */
export const AND = ",";

/**
 * A run or session by its id, or several by their ids with commas in between. `session-ID` is the session whose first
 * run is ID, even if that run is alone again: as runs grow, others may turn out not to belong to it.
 */
export function findGroup(runs: readonly Run[], id: string): Run | Session | undefined {
  const run = runs.find((one) => one.id === id);
  if (run) return run;
  if (!id.includes(AND)) return findSession(runs, id);
  const parts = findEach(runs, id);
  const members = [...new Set(parts?.flatMap(membersOf))].sort((a, b) => a.started - b.started);
  return parts && { ...makeSession(members, runs), id };
}

/** The runs and sessions named by an id, each once; undefined if one of them is unknown. */
export function findEach(runs: readonly Run[], id: string): (Run | Session)[] | undefined {
  const whole = runs.find((one) => one.id === id) ?? findSession(runs, id);
  const parts = whole ? [whole] : [...new Set(id.split(AND))].map((part) => findGroup(runs, part));
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function findSession(runs: readonly Run[], id: string): Run | Session | undefined {
  if (!id.startsWith(PREFIX)) return undefined;
  const first = id.slice(PREFIX.length);
  return groupRuns(runs).find((group) => membersOf(group)[0]?.id === first);
}
