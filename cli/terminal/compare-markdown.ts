/** A comparison of runs for a pull request or the summary of a build step. */
import {
  describeCondition,
  describeEnvironment,
  describeRuns,
  describeSideRuns,
  describeVerdictOf,
  formatSigned,
} from "../../lib/analysis/compare/run-words.ts";
import { formatCount, formatDurationText } from "../../lib/model/format.ts";
import type { NameComparison, RunsAnswer } from "../../lib/queries/compare-runs.ts";
import { describeBasis } from "./compare-table.ts";
import { printable } from "./print.ts";

export function formatMarkdown(answer: RunsAnswer): string {
  const environment = describeEnvironment(answer.environment);
  const failed = answer.conditions
    .filter(({ holds }) => holds)
    .map((one) => `- ✕ ${escapeMarkup(describeCondition(one))}`);
  const blocks = [
    ...(environment ? [`> ${escapeMarkup(environment)}.`] : []),
    `**${escapeMarkup(describeRuns(answer))}**`,
    ...(failed.length > 0 ? [failed.join("\n")] : []),
    formatTable(answer),
    `A: ${escapeMarkup(describeSideRuns(answer.baseline.runs))}. B: ${escapeMarkup(describeSideRuns(answer.candidate.runs))}. ${describeBasis(
      answer,
    )
      .map((sentence) => `${escapeMarkup(sentence)}.`)
      .join(" ")}`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

function formatTable({ names }: RunsAnswer): string {
  const rows = names.map(listCells).map((cells) => `| ${cells.join(" | ")} |`);
  return [
    "| Name | Verdict | Pairs | A per run | B per run | B − A |",
    "| --- | --- | ---: | ---: | ---: | ---: |",
    ...rows,
  ].join("\n");
}

function listCells(name: NameComparison): string[] {
  const { verdict, baseline, candidate, pairs, of } = name;
  const said = escapeMarkup(describeVerdictOf(name, name));
  return [
    escapeMarkup(name.name),
    verdict === "faster" || verdict === "slower" ? `**${said}**` : said,
    pairs === of ? formatCount(pairs) : `${formatCount(pairs)} of ${formatCount(of)}`,
    formatDurationText(baseline.total),
    formatDurationText(candidate.total),
    formatSigned(candidate.total - baseline.total),
  ];
}

/** Names may hold anything: what Markdown would take for markup is escaped. */
function escapeMarkup(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]<>#|~]/g, (sign) => `\\${sign}`);
}
