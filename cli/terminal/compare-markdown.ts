/** A comparison of runs for a pull request or the summary of a build step. */
import {
  describeCondition,
  describeEnvironment,
  describeRuns,
  describeSideRuns,
} from "../../lib/analysis/compare/run-words.ts";
import type { NameComparison, RunsAnswer } from "../../lib/queries/compare-runs.ts";
import { COLUMNS, describeBasis, listCells } from "./compare-table.ts";
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
  const titles = COLUMNS.map(({ title }) => title);
  const lines = COLUMNS.map(({ right }) => (right ? "---:" : "---"));
  return [titles, lines, ...names.map(listMarkedCells)].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function listMarkedCells(name: NameComparison): string[] {
  const [title = "", said = "", ...figures] = listCells(name).map(escapeMarkup);
  const isSure = name.verdict === "faster" || name.verdict === "slower";
  return [title, isSure ? `**${said}**` : said, ...figures];
}

/** Names may hold anything: what Markdown would take for markup is escaped. */
function escapeMarkup(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]<>#|~]/g, (sign) => `\\${sign}`);
}
