/** Data for the rail and the scope line, queried once per request, however many parts need it. */
import "server-only";
import { cache } from "react";
import { formatBegin, formatCounted, formatDurationText, type TimeZero } from "../../../lib/model/format.ts";
import type { Run, Session, SpanWindow } from "../../../lib/model/run.ts";
import type { RunTags } from "../../../lib/model/run-tags.ts";
import { DEFAULT_SCOPE, endAt, type Scope } from "../../../lib/model/scope.ts";
import type { NameRanks } from "../../../lib/queries/name-ranks.ts";
import type { QueryParams } from "../../../lib/queries/registry.ts";
import { AND, groupRuns, isSession, membersOf } from "../../../lib/queries/sessions.ts";
import { readRunTags } from "../../../lib/queries/sql/run-tags.ts";
import { resolveScope } from "../../../lib/queries/sql/scoped-spans.ts";
import { createLabels } from "../../../lib/queries/sql/sides-of-runs.ts";
import { ask, askOnce } from "../../server/ask.ts";
import { withDatabase } from "../../server/database.ts";
import { readMoment } from "../../server/moment.ts";
import { type ChosenRun, type RunBar, type RunMark, STRIP_RUNS } from "./run-choice.ts";

export interface ScopeSummary {
  /** By time: runs that are alone, and sessions. */
  readonly groups: readonly (Run | Session)[];
  /** The run, session or runs of the scope; null for all. */
  readonly run: Run | Session | null;
  /** What is said of it. */
  readonly chosen: ChosenRun | null;
  readonly runCount: number;
  readonly fromGaps: boolean;
  readonly window: SpanWindow;
  /** What starts are relative to. */
  readonly zero: TimeZero;
  /** The file's newest span, of any run: the moment that all this is of. */
  readonly lastId: number;
}

/** Takes milliseconds on any file; null if the file cannot be read, which the page itself reports. */
export function readScopeSummary(scope: Scope): Promise<ScopeSummary | null> {
  // Tag filters take a pass over the window and affect neither runs nor window.
  return readShared(JSON.stringify({ ...scope, tags: [] }));
}

const readShared = cache(async (text: string): Promise<ScopeSummary | null> => {
  const moment = await readMoment();
  if (!moment.ok) return null;
  const lastId = moment.value;
  const answer = await withDatabase((db) => {
    const { runs, run, window, zero } = resolveScope(db, endAt(JSON.parse(text), lastId));
    const named = run && (isSeveral(run) ? run.members : [run]);
    const tags = readRunTags(
      db,
      (named ?? []).map(({ id }) => id),
    );
    return { runs, run, window, zero, tags };
  });
  if (!answer.ok) return null;
  const { runs, run, window, zero, tags } = answer.value;
  const groups = groupRuns(runs);
  return {
    groups,
    run,
    chosen: run && describeChosen(run, groups, tags),
    runCount: runs.length,
    fromGaps: runs.some(({ found }) => found === "gaps"),
    window,
    zero,
    lastId,
  };
});

/** Whether several were chosen together. */
function isSeveral(run: Run | Session): run is Session {
  return isSession(run) && run.id.includes(AND);
}

/** Formatted on the server, which is on the same machine as the file and thus in the program's time zone. */
function describeChosen(
  run: Run | Session,
  groups: readonly (Run | Session)[],
  tags: ReadonlyMap<string, RunTags>,
): ChosenRun {
  const { command, node, pid, id } = run;
  const labels = createLabels(tags, groups.at(-1));
  const name = isSeveral(run) || tags.get(id)?.name !== undefined ? labels.name(run) : null;
  const title = [name, command, node && `Node ${node}`, pid && `process ${pid}`].filter(Boolean).join(", ");
  const text = isSeveral(run) ? labels.detail(run) : describeTimes(run);
  const isLatest = id === groups.at(-1)?.id;
  if (name !== null) return { label: name, text: isLatest ? `latest, ${text}` : text, title, isNamed: true };
  const what = isSession(run) ? "session" : "run";
  const label = isLatest ? `Latest ${what}` : (describeMember(run, groups) ?? (isSession(run) ? "Session" : "Run"));
  return { label, text, title: title || text, isNamed: false };
}

/** `14:02:07, 13.7 s`, `Nov 18, 14:02:07, 13.7 s, 3 runs` */
function describeTimes(run: Run | Session): string {
  const times = `${formatBegin(run.started, run.ended)}, ${formatDurationText(lengthOf(run))}`;
  return isSession(run) ? `${times}, ${formatCounted(run.members.length, "run")}` : times;
}

function lengthOf({ started, ended }: Run): number {
  return Math.max(0, ended - started);
}

/** What tells a run from the others of its session: `api.mjs`; null of a run that is alone. */
function describeMember(run: Run, groups: readonly (Run | Session)[]): string | null {
  const session = groups.find((group) => isSession(group) && group.members.some(({ id }) => id === run.id));
  if (!session) return null;
  const scripts = new Set(membersOf(session).map(({ command }) => findScript(command)));
  return (scripts.size > 1 && findScript(run.command)) || (run.pid === null ? "Run" : `Process ${run.pid}`);
}

/** The file that a command runs, without its folder: `api.mjs`. */
function findScript(command: string | null): string | null {
  const script = command?.split(" ").find((word) => /\.[cm]?[jt]sx?$/.test(word));
  return script?.replace(/^.*[\\/]/, "") ?? null;
}

/** More are thinner than the room between them. */
const MAX_BARS = 40;

/** The last ones as bars, and before them those that are marked as a side. */
export function listBars(units: readonly (Run | Session)[], markOf: (unit: Run | Session) => RunMark): RunBar[] {
  return units
    .map((unit, place) => ({ unit, mark: markOf(unit), isLast: place >= units.length - STRIP_RUNS }))
    .filter(({ mark, isLast }) => isLast || mark === "A" || mark === "B")
    .slice(-MAX_BARS)
    .map(({ unit, mark }) => ({ id: unit.id, text: describeTimes(unit), length: lengthOf(unit), mark }));
}

const NO_RANKS: NameRanks = { of: "", names: [] };

/** What decides on the colours of names. Without an answer all are grey, which the views' own answers explain. */
export async function rankNames({ run }: Pick<Scope, "run">): Promise<NameRanks> {
  const answer = await askOnce("nameRanks", { scope: { ...DEFAULT_SCOPE, run } });
  return answer.ok ? answer.value : NO_RANKS;
}

/** The same for a comparison. */
export async function rankCompared(sides: QueryParams<"compareRanks">): Promise<NameRanks> {
  const answer = await ask("compareRanks", sides);
  return answer.ok ? answer.value : NO_RANKS;
}
