/** What the rail and the scope line say of a scope. Each is asked once a request, however many parts want it. */
import "server-only";
import { cache } from "react";
import { assignColors, type ColorSlot } from "../../../lib/model/colors.ts";
import { formatClock, formatDurationText } from "../../../lib/model/format.ts";
import type { Run } from "../../../lib/model/run.ts";
import { parseScope, type Scope, writeScope } from "../../../lib/model/scope.ts";
import type { SpanWindow } from "../../../lib/model/span-window.ts";
import { type OverviewSql, readOverviewSql } from "../../../lib/queries/overview-sql.ts";
import { readNameOrder } from "../../../lib/queries/sql/name-order.ts";
import { resolveScope } from "../../../lib/queries/sql/scoped-spans.ts";
import { askReader } from "../../server/ask-reader.ts";
import { ask } from "../../server/database.ts";
import type { RunChoice } from "./run-section.tsx";

/** As many runs as one menu shows. */
const MOST_RUNS = 50;

export interface ScopeFacts {
  readonly runs: readonly RunChoice[];
  readonly runCount: number;
  readonly fromGaps: boolean;
  readonly window: SpanWindow;
  /** The newest id of the file, of whichever run. */
  readonly lastId: number;
}

/** Milliseconds on any file; null where the file cannot be asked, which the page says. */
export function readScopeFacts(scope: Scope): Promise<ScopeFacts | null> {
  return factsOf(String(writeScope(scope)));
}

const factsOf = cache(async (text: string): Promise<ScopeFacts | null> => {
  // Tags cost a pass over the window, and move neither runs nor window.
  const answer = await ask((db) => resolveScope(db, { ...readScope(text), tags: [] }));
  if (!answer.ok) return null;
  const { runs, run, window } = answer.value;
  const shown = runs.slice(-MOST_RUNS);
  if (run && !shown.includes(run) && !shown.some(({ id }) => id === run.id)) shown.unshift(run);
  const newest = runs.at(-1)?.started ?? 0;
  return {
    runs: shown.map((facts) => describeRun(facts, newest)),
    runCount: runs.length,
    fromGaps: runs.some(({ found }) => found === "gaps"),
    window,
    lastId: runs.reduce((last, run) => Math.max(last, run.lastId), window.lastId),
  };
});

/** Written here: the server is where the file is, and its clock is the one that the program had. */
function describeRun({ id, started, ended, command, node, pid }: Run, newest: number): RunChoice {
  const length = Math.max(0, ended - started);
  const day = dayOf(started);
  const clock = formatClock(started, 0);
  const title = [command, node && `Node ${node}`, pid && `process ${pid}`].filter(Boolean).join(", ");
  const text = `${day === dayOf(newest) ? clock : `${day} ${clock}`}, ${formatDurationText(length)}`;
  return { id, text, title: title || text, length };
}

function dayOf(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1000);
  if (Number.isNaN(date.getTime())) return "";
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Colours of some names. */
export async function readSlots(names: readonly string[]): Promise<(readonly [string, ColorSlot])[]> {
  if (names.length === 0) return [];
  const answer = await ask((db) => assignColors(readNameOrder(db, [])));
  return answer.ok ? names.map((name) => [name, answer.value.get(name) ?? 8] as const) : [];
}

export function readScopeNames(scope: Scope) {
  return namesOf(String(writeScope(scope)));
}

export function readScopeStrip(scope: Scope) {
  return stripOf(String(writeScope(scope)));
}

export function readScopeTags(scope: Scope) {
  return tagsOf(String(writeScope(scope)));
}

const namesOf = cache((text: string) => askReader("scopeNames", { scope: readScope(text) }));
const stripOf = cache((text: string) => askReader("scopeStrip", { scope: readScope(text) }));
const tagsOf = cache((text: string) => askReader("scopeTags", { scope: readScope(text) }));

/** The SQL of the panes; null where it cannot be had. */
export function readSql(scope: Scope): Promise<OverviewSql | null> {
  return sqlOf(String(writeScope(scope)));
}

const sqlOf = cache(async (text: string): Promise<OverviewSql | null> => {
  const scope = readScope(text);
  const answer =
    scope.tags.length === 0
      ? await ask((db) => readOverviewSql(db, { scope }))
      : await askReader("overviewSql", { scope });
  return answer.ok ? answer.value : null;
});

function readScope(text: string): Scope {
  return parseScope(new URLSearchParams(text));
}
