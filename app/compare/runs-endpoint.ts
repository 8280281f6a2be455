/** The comparison of runs for scripts: what `spantom compare --json` prints, with what the page shows beside it. */
import "server-only";
import { toPlainRuns } from "../../lib/analysis/compare/plain-runs.ts";
import { describeEnvironment, describeRuns } from "../../lib/analysis/compare/run-words.ts";
import { basisOf, exactBasis } from "../../lib/model/basis.ts";
import type { RunsAnswer } from "../../lib/queries/compare-runs.ts";
import type { ComparedSides } from "../../lib/queries/compare-sides.ts";
import type { CompareStart } from "../../lib/queries/compare-start.ts";
import type { ViewData } from "../server/data-endpoint.ts";

/** Times are seconds per run; a change is candidate / baseline − 1, `low` and `high` its 95 % interval. */
export function toRunsData(
  start: CompareStart,
  answer: RunsAnswer,
  sides: ComparedSides,
  rest: Readonly<Record<string, unknown>>,
): ViewData {
  return {
    json: {
      sentence: describeRuns(answer),
      by: start.by,
      why: start.why,
      problem: start.problem,
      environment: describeEnvironment(answer.environment),
      order: answer.order,
      ...toPlainRuns(answer),
      basis: exactBasis(basisOf(start).of),
      sides: sides.properties,
      sidesBasis: sides.basis,
      ...rest,
    },
    columns: COLUMNS,
    rows: answer.names.map(({ name, verdict, measure, change, interval, pairs, of, baseline, candidate, errors }) => [
      name,
      verdict,
      measure,
      change,
      interval?.[0] ?? null,
      interval?.[1] ?? null,
      pairs,
      of,
      ...[baseline, candidate].flatMap(({ count, total, p50, p95 }) => [count, total, p50, p95]),
      errors.baseline,
      errors.candidate,
    ]),
  };
}

const FIGURES = ["calls", "total", "p50", "p95"];
const COLUMNS = [
  ...["name", "verdict", "measure", "change", "low", "high", "pairs", "calls_to_pair"],
  ...["baseline", "candidate"].flatMap((side) => FIGURES.map((figure) => `${figure}_${side}`)),
  ...["errors_baseline", "errors_candidate"],
];
