/**
 * Resolves the two sides of a comparison: their files, scopes and labels, and the options for each. What the address
 * leaves open is chosen from the file.
 */

import {
  type CompareBy,
  type CompareChoice,
  formatRangeText,
  parseRange,
  type TimeRange,
} from "../../model/compare-choice.ts";
import { ANY_ERROR, filterOfType, formatErrorFilter, NO_ERROR, readErrorFilter } from "../../model/error-filter.ts";
import { formatCounted, formatDurationText, formatStart, type TimeZero } from "../../model/format.ts";
import type { Run, Session } from "../../model/run.ts";
import { NO_LIMITS, type Scope } from "../../model/scope.ts";
import { formatText } from "../../model/shown-text.ts";
import { openReader } from "../../store/database.ts";
import { DatabaseError, explain } from "../../store/database-error.ts";
import { type Connection, loadDriver } from "../../store/driver.ts";
import { ParamsError } from "../params.ts";
import { readScopeErrors } from "../scope-errors.ts";
import { readScopeStrip } from "../scope-strip.ts";
import { groupRuns } from "../sessions.ts";
import { findRuns, resolveScope } from "./scoped-spans.ts";
import { type Files, NONE, type Side, type SideOption, type Sides } from "./side.ts";
import { bySideOfFiles } from "./sides-of-files.ts";
import { byRun, findSideRun } from "./sides-of-runs.ts";
import { readTagKeys } from "./tag-keys.ts";

const ONE_RUN = "One run only: its first and second half.";
const NONE_FAILED = "No span has failed or is unfinished.";
const ONE_SESSION = "One session only: its first and second half.";

export function findSides(files: Files, choice: CompareChoice, scope: Scope): Sides {
  const runs = findRuns(files.here, scope.maxSpanId);
  const groups = groupRuns(runs);
  const by = kindOf(groups, choice, files.other !== null);
  // Without a second file, fall back to runs.
  const kind = by === "files" && !files.other ? "runs" : by;
  const chosen = kind === by ? choice : { ...choice, baseline: null, candidate: null };
  if (kind === "files" && files.other) return bySideOfFiles(files.here, files.other, runs, chosen, scope);
  if (kind === "tags") return byTag(files.here, chosen, scope);
  if (kind === "errors") return byError(files.here, chosen, scope);
  if (kind === "runs" && runs.length > 1) return byRun(files.here, runs, chosen, scope);
  return {
    ...byWindow(files.here, kind === "windows" ? chosen : null, scope),
    why: choice.by === "windows" ? null : runs.length > 1 ? ONE_SESSION : ONE_RUN,
  };
}

function kindOf(groups: readonly (Run | Session)[], { by }: CompareChoice, hasOther: boolean): CompareBy {
  return by ?? (hasOther ? "files" : groups.length > 1 ? "runs" : "windows");
}

/** What kind of sides a choice stands for, and which if they are runs: as far as that takes milliseconds. */
export function findQuickSides(
  db: Connection,
  choice: CompareChoice,
  scope: Scope,
  hasOther: boolean,
): { readonly by: CompareBy; readonly runs: Pick<Sides, "baseline" | "candidate"> | null } {
  const runs = findRuns(db);
  const by = kindOf(groupRuns(runs), choice, hasOther);
  if (by === "runs" && runs.length > 1) return { by, runs: byRun(db, runs, choice, scope) };
  return { by: by === "runs" ? "windows" : by, runs: null };
}

/**
 * Whether the sides of a choice exist, as far as that takes milliseconds.
 * @throws ParamsError
 */
export function checkSides(db: Connection, { by, baseline, candidate }: CompareChoice, hasOther: boolean): void {
  if (by === "files" && !hasOther)
    throw new ParamsError("by=files needs another file. Start the dashboard with --compare FILE, or omit by.", "by");
  if (by !== "runs") return;
  const runs = findRuns(db);
  for (const [parameter, value] of [
    ["a", baseline],
    ["b", candidate],
  ] as const)
    findSideRun(runs, value, parameter);
}

/** Of the times in addresses, seconds. */
const ROUNDING = 0.001;

/** Splits the run of the scope, or the whole file, in two. */
function byWindow(db: Connection, choice: CompareChoice | null, scope: Scope): Sides {
  const { low, length, lastBegun, zero } = readScopeStrip(db, { scope, reading: "sample" });
  const high = low + length;
  const from = scope.from ?? low;
  const to = scope.to ?? high;
  // A span that outlives the others by far would leave the second half empty. The halves are equally long, or calls
  // would be slower in the one that holds longer ones.
  const outlived = lastBegun > from && lastBegun <= (from + to) / 2;
  const range = { from, to: outlived ? lastBegun : to };
  const middle = (range.from + range.to) / 2;
  const side = (asked: TimeRange): Side => {
    const value = formatRangeText(asked);
    // As in the address, so that a link shows the same.
    const found = parseRange(value) ?? asked;
    // Rounding must not cut off the first or the last span.
    const near = Math.min(ROUNDING, (found.to - found.from) / 10);
    const from = Math.abs(found.from - low) <= near ? low - ROUNDING : found.from;
    const to = Math.abs(found.to - high) <= near ? high + ROUNDING : found.to;
    const label = [found.from, found.to].map((at) => formatEnd(at, length, zero)).join(" to ");
    return { value, label, file: "this", fileName: null, scope: { ...scope, from, to } };
  };
  const baseline = side(parseRange(choice?.baseline ?? null) ?? { from: range.from, to: middle });
  const candidate = side(parseRange(choice?.candidate ?? null) ?? { from: middle, to: range.to });
  return { ...NONE, by: "windows", baseline, candidate, range: { from: low, to: high } };
}

/** `+6.500 s`; of less than a tenth of a second, to three digits. */
function formatEnd(at: number, length: number, zero: TimeZero): string {
  return length < 0.1 ? `+${formatDurationText(at)}` : formatStart(at, zero);
}

function byTag(db: Connection, choice: CompareChoice, scope: Scope): Sides {
  const tags = readTagChoices(db, scope);
  const wanted: TagChoice | undefined = tags.find((tag) => tag.key === choice.key) ?? tags[0];
  if (!wanted) return { ...byWindow(db, null, scope), why: "No tag has more than one value." };
  const missing = choice.key !== null && choice.key !== wanted.key ? choice.key : null;
  const { values } = wanted;
  // Values of another tag mean nothing here.
  const [a, b] = missing === null ? [choice.baseline, choice.candidate] : [null, null];
  const baseline = a ?? values.find((value) => value !== b) ?? "";
  const candidate = b ?? values.find((value) => value !== baseline) ?? baseline;
  const side = (value: string): Side => ({
    value,
    label: formatText(value),
    file: "this",
    fileName: null,
    scope: { ...scope, tags: [...scope.tags, { key: wanted.key, operator: "=", value }] },
  });
  const options = values.map((value) => ({ value, label: formatText(value), detail: "" }));
  return {
    ...NONE,
    by: "tags",
    why:
      missing === null
        ? null
        : `${formatText(missing)} has fewer than two values here; by ${formatText(wanted.key)} instead.`,
    baseline: side(baseline),
    candidate: side(candidate),
    options,
    keys: tags.map((tag) => tag.key),
    key: wanted.key,
  };
}

/** Those that failed or never finished against those without an error, or one type of error against another. */
function byError(db: Connection, choice: CompareChoice, scope: Scope): Sides {
  const { failed, unfinished, types } = readScopeErrors(db, { scope });
  if (failed + unfinished === 0) return { ...byWindow(db, null, scope), why: NONE_FAILED };
  const side = (error: string): Side => ({
    value: error,
    label: labelError(error),
    file: "this",
    fileName: null,
    scope: { ...scope, error },
  });
  const counted = (error: string, count: number): SideOption => {
    return { value: error, label: labelError(error), detail: formatCounted(count, "span") };
  };
  return {
    ...NONE,
    by: "errors",
    baseline: side(readErrorFilter(choice.baseline) ?? NO_ERROR),
    candidate: side(readErrorFilter(choice.candidate) ?? ANY_ERROR),
    options: [
      { value: NO_ERROR, label: labelError(NO_ERROR), detail: "" },
      counted(ANY_ERROR, failed + unfinished),
      ...types.map(({ type, count }) => counted(filterOfType(type), count)),
    ],
  };
}

function labelError(error: string): string {
  if (error === NO_ERROR) return "Without an error";
  return error === ANY_ERROR ? "Failed or unfinished" : formatErrorFilter(error);
}

/**
 * Opens the other file, if a choice may be about it: in a transaction like the first one, so that each is seen in one
 * state.
 * @param refused answers if it is missing or no database; by default that is an error, since an answer without the
 *   file would be about other sides
 * @throws ParamsError
 */
export function openFiles<Answer>(
  here: Connection,
  { choice, other: path }: { readonly choice: CompareChoice; readonly other: string | null },
  ask: (files: Files) => Answer,
  refused: (problem: string) => Answer = refuse,
): Answer {
  if (path === null || (choice.by !== null && choice.by !== "files")) return ask({ here, other: null });
  let other: Connection;
  try {
    other = openReader(loadDriver(), path);
  } catch (cause) {
    const error = cause instanceof DatabaseError ? cause : explain(path, cause);
    // The message is worded for the main file.
    return refused(error.message.replace("--db-path", "--compare"));
  }
  try {
    return other.transaction(() => ask({ here, other }))();
  } finally {
    other.close();
  }
}

function refuse(problem: string): never {
  throw new ParamsError(problem);
}

export interface TagChoice {
  readonly key: string;
  /** The most frequent first. */
  readonly values: readonly string[];
}

/** Tags with few values first, then by how many spans carry them: those split a run best. */
export function readTagChoices(db: Connection, scope: Scope): TagChoice[] {
  const whole = { ...scope, ...NO_LIMITS };
  const { keys } = readTagKeys(db, resolveScope(db, whole));
  const few = (values: number) => (values <= 8 ? 0 : 1);
  return keys
    .filter((key) => key.values > 1)
    .sort((x, y) => few(x.values) - few(y.values) || y.count - x.count)
    .map(({ key, top }) => ({ key, values: top.map(({ value }) => value) }));
}
