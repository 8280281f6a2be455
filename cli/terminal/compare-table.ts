/** A comparison of runs for a terminal. */

import {
  countVerdicts,
  describeCondition,
  describeEnvironment,
  describeFloor,
  describeOrder,
  describePairing,
  describeRuns,
  describeSideRuns,
  describeVerdictOf,
  formatSigned,
} from "../../lib/analysis/compare/run-words.ts";
import { formatCount, formatDurationText } from "../../lib/model/format.ts";
import { formatText } from "../../lib/model/shown-text.ts";
import type { NameComparison, RunsAnswer } from "../../lib/queries/compare-runs.ts";
import { bold, formatTable, lineWidth, printable } from "./print.ts";

export const COLUMNS = ["Name", "Verdict", "Pairs", "A per run", "B per run", "B − A"].map((title, index) => ({
  title,
  right: index > 1,
}));

export function formatComparison(answer: RunsAnswer): string {
  const environment = describeEnvironment(answer.environment);
  const [header = "", ...rows] = formatTable(COLUMNS, answer.names.map(listCells), lineWidth());
  const lines = [
    ...(environment ? [printable(`${environment}.`)] : []),
    bold(printable(describeRuns(answer))),
    printable(`A  ${describeSideRuns(answer.baseline.runs)}`),
    printable(`B  ${describeSideRuns(answer.candidate.runs)}`),
    "",
    bold(header),
    ...rows,
    "",
    ...describeBasis(answer).map((sentence) => printable(`${sentence}.`)),
    ...answer.conditions.filter(({ holds }) => holds).map((one) => printable(`Fails: ${describeCondition(one)}`)),
  ];
  return `${lines.join("\n")}\n`;
}

/** What the verdicts rest on. */
export function describeBasis(answer: RunsAnswer): string[] {
  const { names, pairing, noise, order } = answer;
  const [most] = names;
  const whole = most ? describePairing(most.pairing, most.pairs, most.of) : "";
  const of =
    names.length > 1 && most
      ? `${whole} of ${formatText(most.name)}, ${formatCount(pairing.pairs)} of ${formatCount(pairing.of)} in all`
      : whole;
  return [countVerdicts(names), of, describeFloor(noise), describeOrder(order)].filter((said) => said !== "");
}

/** In the order of `COLUMNS`. */
export function listCells(name: NameComparison): string[] {
  const { baseline, candidate, pairs, of } = name;
  return [
    name.name,
    describeVerdictOf(name, name),
    pairs === of ? formatCount(pairs) : `${formatCount(pairs)} of ${formatCount(of)}`,
    formatDurationText(baseline.total),
    formatDurationText(candidate.total),
    formatSigned(candidate.total - baseline.total),
  ];
}
