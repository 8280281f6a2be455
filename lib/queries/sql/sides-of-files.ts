/** The two sides as runs of two files. */
import { basename } from "node:path";
import type { CompareChoice } from "../../model/compare-choice.ts";
import type { Run } from "../../model/run.ts";
import type { Scope } from "../../model/scope.ts";
import { formatText, uncapitalize } from "../../model/shown-text.ts";
import type { Connection } from "../../store/driver.ts";
import { ParamsError } from "../params.ts";
import { readRuns } from "../runs.ts";
import { findGroup, groupRuns, isSession } from "../sessions.ts";
import { readRunTags } from "./run-tags.ts";
import { NONE, type Side, type Sides } from "./side.ts";
import { createLabels, formatRunName, formatRunSummary } from "./sides-of-runs.ts";

export function bySideOfFiles(
  here: Connection,
  other: Connection,
  runs: readonly Run[],
  choice: CompareChoice,
  scope: Scope,
): Sides {
  const sides = [
    { file: "other", db: other, runs: readRuns(other) },
    { file: "this", db: here, runs },
  ] as const;
  const makeSide = ({ file, db }: (typeof sides)[number], run: string, what: string): Side => {
    const name = basename(db.name);
    const label = `${formatText(name)}, ${what}`;
    // The newest span to consider is one of this file.
    const ofFile = { ...scope, run, ...(file === "other" && { maxSpanId: undefined }) };
    return { value: `${file}:${run}`, label, file, fileName: name, scope: ofFile };
  };
  const all = sides.flatMap((of) => {
    const side = (run: string, what: string) => makeSide(of, run, what);
    const own = groupRuns(of.runs);
    const each = own.toReversed().flatMap((group) => [group, ...(isSession(group) ? group.members : [])]);
    const named = each.map((run) => ({ ...side(run.id, uncapitalize(formatRunName(run, false))), run }));
    const newest = own.at(-1);
    const latest = { ...side("latest", newest && isSession(newest) ? "latest session" : "latest run"), run: newest };
    // The latest one is there already.
    return [latest, { ...side("all", "all runs"), run: undefined }, ...named.slice(1)];
  });
  /** Several runs, or the latest one by its id: they are no options. */
  const findById = (value: string): (Side & { readonly run?: undefined }) | undefined => {
    const of = sides.find(({ file }) => value.startsWith(`${file}:`));
    const id = value.slice(value.indexOf(":") + 1);
    const run = of && findGroup(of.runs, id);
    if (!of || !run) return undefined;
    return { ...makeSide(of, id, uncapitalize(createLabels(readRunTags(of.db), undefined).name(run))) };
  };
  const find = (parameter: string, value: string | null, fallback: string): Side => {
    const wanted = value ?? fallback;
    const found = all.find((side) => side.value === wanted) ?? findById(wanted);
    if (!found)
      throw new ParamsError(`${parameter}=${value} is in neither file. Choose ${fallback}, or omit it.`, parameter);
    const { run: _, ...side } = found;
    return side;
  };
  const options = all.map(({ value, label, run }) => ({
    value,
    label,
    detail: run ? formatRunSummary(run, value.endsWith(":latest")) : "",
  }));
  return {
    ...NONE,
    by: "files",
    baseline: find("a", choice.baseline, choice.candidate?.startsWith("other:") ? "this:latest" : "other:latest"),
    candidate: find("b", choice.candidate, choice.baseline?.startsWith("this:") ? "other:latest" : "this:latest"),
    options,
  };
}
