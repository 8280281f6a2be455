/** The rail beside a comparison. What the sides are chosen by is not chosen a second time here. */
import "server-only";
import { cache } from "react";
import { type CompareBy, type CompareChoice, parseChoice } from "../../lib/model/compare-choice.ts";
import type { Run, Session } from "../../lib/model/run.ts";
import { parseScope, type Scope } from "../../lib/model/scope.ts";
import { AND, membersOf } from "../../lib/queries/sessions.ts";
import type { Side } from "../../lib/queries/sql/side.ts";
import { findQuickSides } from "../../lib/queries/sql/sides.ts";
import { comparedPath } from "../server/ask.ts";
import { withDatabase } from "../server/database.ts";
import { readMoment } from "../server/moment.ts";
import styles from "../shell/rail/rail.module.css";
import { RailSection } from "../shell/rail/rail-section.tsx";
import { listBars, readScopeSummary, type ScopeSummary } from "../shell/scope/data.ts";
import { ScopeRail } from "../shell/scope/scope-rail.tsx";
import { compareParams } from "./address.ts";
import { SidesSection } from "./ui/sides-section.tsx";
import { LIMITS_BOTH } from "./ui/words.ts";

interface RailSides {
  readonly by: CompareBy;
  readonly runs: { readonly baseline: Side; readonly candidate: Side } | null;
}

/** Once per request; null if the file cannot be read, which the page reports. */
const readSides = cache(async (search: string): Promise<RailSides | null> => {
  const moment = await readMoment();
  if (!moment.ok) return null;
  const { choice, scope } = compareParams(new URLSearchParams(search), moment.value);
  const answer = await withDatabase((db) => findQuickSides(db, choice, scope, comparedPath() !== null));
  return answer.ok ? answer.value : null;
});

/** Whether the sides are runs, each in itself or of a file: then the run in the scope is of no use. */
export async function choosesRuns(params: URLSearchParams): Promise<boolean> {
  const by = (await readSides(params.toString()))?.by;
  return by === "runs" || by === "files";
}

export async function CompareRail({ params }: { readonly params: URLSearchParams }) {
  const scope = parseScope(params);
  const sides = await readSides(params.toString());
  if (sides?.runs) {
    const { baseline, candidate } = sides.runs;
    const summary = await readScopeSummary(candidate.scope);
    return (
      <ScopeRail
        scope={candidate.scope}
        run={summary && <SidesOf summary={summary} a={baseline.value} b={candidate.value} />}
      />
    );
  }
  if (sides?.by === "files")
    return <ScopeRail scope={{ ...scope, run: ownRun(parseChoice(params)) }} run={<FilesSection />} />;
  return (
    <ScopeRail
      scope={scope}
      runHint={`A and B are both of this run. ${LIMITS_BOTH}`}
      without={sides?.by === "windows" ? ["time"] : sides?.by === "errors" ? ["errors"] : []}
    />
  );
}

function SidesOf({ summary, a, b }: { readonly summary: ScopeSummary; readonly a: string; readonly b: string }) {
  const { groups, runCount, fromGaps } = summary;
  // Within a single session, its runs are what is compared.
  const units = groups.length === 1 ? groups.flatMap(membersOf) : groups;
  const bars = listBars(units, (unit) => (holds(unit, b) ? "B" : holds(unit, a) ? "A" : null));
  return <SidesSection {...{ bars, runCount, fromGaps, a, b }} />;
}

/** Whether a run or session is of a side, which may be several. */
function holds(unit: Run | Session, side: string): boolean {
  const ids = [side, ...side.split(AND)];
  return [unit, ...membersOf(unit)].some(({ id }) => ids.includes(id));
}

function FilesSection() {
  return (
    <RailSection title="Runs" summary="A and B">
      <p className={styles.hint}>Counts below are of the run of this file. {LIMITS_BOTH}</p>
    </RailSection>
  );
}

/** The run of the side that is of this file. */
function ownRun({ baseline, candidate }: CompareChoice): Scope["run"] {
  const own = [candidate, baseline].find((value) => value?.startsWith("this:"));
  return own?.slice("this:".length) ?? "latest";
}
