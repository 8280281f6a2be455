/** The runs of both sides of a comparison, and older ones of the same code. */
import { areInTurn, type RunOrder } from "../analysis/compare/between-runs.ts";
import type { BySide } from "../analysis/compare/by-side.ts";
import { type Difference, findDifferences } from "../analysis/compare/environment.ts";
import { codeOf } from "../analysis/compare/same-code.ts";
import type { CompareChoice } from "../model/compare-choice.ts";
import type { Scope } from "../model/scope.ts";
import type { Connection } from "../store/driver.ts";
import { fileOf } from "./compare-start.ts";
import type { RunUnit } from "./run-calls.ts";
import { groupRuns, membersOf } from "./sessions.ts";
import { findRuns } from "./sql/scoped-spans.ts";
import type { Files, Side } from "./sql/side.ts";
import { describeUnits, findUnits, type SideUnit } from "./sql/side-units.ts";
import { findSides } from "./sql/sides.ts";

/** With the file and the scope to read it from. */
export interface KnownUnit extends SideUnit, RunUnit {}

function unitsOf(files: Files, side: Side): KnownUnit[] {
  const db = fileOf(files, side);
  return findUnits(db, side.scope).map((unit) => withScope(unit, db, side.scope));
}

function withScope(unit: SideUnit, db: Connection, scope: Scope): KnownUnit {
  return { ...unit, db, scope: { ...scope, run: unit.run.id } };
}

/** More older runs of one code add little to what is known of the spread. */
const MAX_OLDER = 8;

/** Older runs of the code of either side, the newest of each. */
function findOlder({ here, other }: Files, scope: Scope, compared: readonly KnownUnit[]): KnownUnit[][] {
  const codes = new Set(compared.map(({ known }) => codeOf(known)).filter((code) => code !== null));
  if (codes.size === 0) return [];
  const groups = new Map<string, KnownUnit[]>();
  for (const db of other ? [here, other] : [here]) {
    const ids = new Set(
      compared.filter((unit) => unit.db === db).flatMap(({ run }) => membersOf(run).map(({ id }) => id)),
    );
    const rest = groupRuns(findRuns(db, db === here ? scope.maxSpanId : undefined)).filter(
      (group) => !membersOf(group).some(({ id }) => ids.has(id)),
    );
    const limits = { ...scope, ...(db !== here && { maxSpanId: undefined }) };
    for (const unit of describeUnits(db, rest)) {
      const code = codeOf(unit.known);
      if (code === null || !codes.has(code)) continue;
      groups.set(code, [...(groups.get(code) ?? []), withScope(unit, db, limits)]);
    }
  }
  return [...groups.values()].map((units) => units.slice(-MAX_OLDER)).filter((units) => units.length > 1);
}

/** Null if the sides are not runs. */
export function findComparedUnits(files: Files, choice: CompareChoice, scope: Scope): BySide<KnownUnit> | null {
  const sides = findSides(files, choice, scope);
  if (sides.by !== "runs" && sides.by !== "files") return null;
  const [baseline, candidate] = [unitsOf(files, sides.baseline), unitsOf(files, sides.candidate)];
  return { baseline, candidate, older: findOlder(files, scope, [...baseline, ...candidate]) };
}

/** How the runs of both sides lie in time, and what they ran on, where it differs. */
export function findOrder({ baseline, candidate }: BySide<KnownUnit>): {
  readonly order: RunOrder;
  readonly environment: readonly Difference[];
} {
  const [before, after] = [baseline, candidate].map((units) => units.map(({ run }) => run.started));
  const environment = findDifferences(
    baseline.map(({ known }) => known),
    candidate.map(({ known }) => known),
  );
  const isBusier = environment.some(({ what }) => what === "load");
  return { order: areInTurn(before ?? [], after ?? []) ? "in-turn" : isBusier ? "unequal" : "apart", environment };
}
