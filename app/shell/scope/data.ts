/** Data for the rail and the scope line, queried once per request, however many parts need it. */
import "server-only";
import { cache } from "react";
import { formatBegin, formatCounted, formatDurationText, type TimeZero } from "../../../lib/model/format.ts";
import type { Run, Session, SpanWindow } from "../../../lib/model/run.ts";
import { DEFAULT_SCOPE, endAt, type Scope } from "../../../lib/model/scope.ts";
import type { NameRanks } from "../../../lib/queries/name-ranks.ts";
import type { QueryParams } from "../../../lib/queries/registry.ts";
import { groupRuns, isSession, membersOf } from "../../../lib/queries/sessions.ts";
import { resolveScope } from "../../../lib/queries/sql/scoped-spans.ts";
import { ask, askOnce } from "../../server/ask.ts";
import { withDatabase } from "../../server/database.ts";
import { readMoment } from "../../server/moment.ts";
import type { RunChoice } from "./run-choice.ts";

/** Runs and sessions in one menu, and the runs listed of each session. */
const MAX_RUNS = 50;
const MAX_MEMBERS = 20;

export interface ScopeSummary {
  /** Runs and sessions; the newest is last. */
  readonly runs: readonly RunChoice[];
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
  const answer = await withDatabase((db) => resolveScope(db, endAt(JSON.parse(text), lastId)));
  if (!answer.ok) return null;
  const { runs, run, window, zero } = answer.value;
  const groups = groupRuns(runs);
  const shown = groups.slice(-MAX_RUNS);
  const holds = (group: Run | Session) => group.id === run?.id || membersOf(group).some(({ id }) => id === run?.id);
  const chosen = run && groups.find(holds);
  if (chosen && !shown.includes(chosen)) shown.unshift(chosen);
  return {
    runs: shown.map((each) => describeGroup(each, run?.id)),
    runCount: runs.length,
    fromGaps: runs.some(({ found }) => found === "gaps"),
    window,
    zero,
    lastId,
  };
});

/** @param chosen the id of the run that must be among the members */
function describeGroup(group: Run | Session, chosen: string | undefined): RunChoice {
  const choice = describeRun(group);
  if (!isSession(group)) return choice;
  const { members } = group;
  const scripts = new Set(members.map(({ command }) => findScript(command)));
  const shown = members.filter(({ id }, place) => place < MAX_MEMBERS || id === chosen);
  return {
    ...choice,
    text: `${choice.text}, ${formatCounted(members.length, "run")}`,
    members: shown.map((run) => ({
      ...describeRun(run),
      label: (scripts.size > 1 && findScript(run.command)) || (run.pid === null ? "Run" : `Process ${run.pid}`),
    })),
  };
}

/** Formatted on the server, which is on the same machine as the file and thus in the program's time zone. */
function describeRun({ id, started, ended, command, node, pid }: Run): RunChoice {
  const length = Math.max(0, ended - started);
  const title = [command, node && `Node ${node}`, pid && `process ${pid}`].filter(Boolean).join(", ");
  const text = `${formatBegin(started, ended)}, ${formatDurationText(length)}`;
  return { id, label: "Run", text, title: title || text, length };
}

/** The file that a command runs, without its folder: `api.mjs`. */
function findScript(command: string | null): string | null {
  const script = command?.split(" ").find((word) => /\.[cm]?[jt]sx?$/.test(word));
  return script?.replace(/^.*[\\/]/, "") ?? null;
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
