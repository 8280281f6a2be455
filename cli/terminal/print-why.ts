/** The human-readable answer of `spantom why`: each tag with its effect, a sentence and a text chart. */

import type { CategoryItem, ErrorItem, WhyAnswer, WhyItem } from "../../lib/analysis/why/answer.ts";
import { formatWholeShare } from "../../lib/analysis/why/words.ts";
import { MISSING } from "../../lib/model/format.ts";
import { KINDS } from "../../lib/model/kinds.ts";
import { cutText, formatText, joinText } from "../../lib/model/shown-text.ts";
import { bold, fitText, formatTable, lineWidth, pad, printable, width } from "./print.ts";

const BAR = 10;
const AXIS = 25;
const MAX_TITLE = 40;
/** Columns of rank, mark, bar and effect. */
const BESIDE_TITLE = 7 + 2 + BAR + 5;
const UNTITLED = { title: "", right: false };
const INDENT = "       ";

export function printWhy(name: string, where: string, answer: WhyAnswer): void {
  const { items, selectedWords, othersWords, rest } = answer;
  const room = lineWidth();
  const lines = [`${bold(fitText(printable(name), room - where.length - 2))}  ${where}`];
  if (answer.selected > 0) lines.push(`● ${selectedWords}  ○ ${othersWords}`);
  const titles = items.map((item) => fitText(printable(titleOf(item)), room - BESIDE_TITLE));
  const widest = Math.min(MAX_TITLE, Math.max(0, ...titles.map(width)));
  for (const [index, item] of items.entries()) {
    const title = pad(titles[index] ?? "", widest);
    const rank = String(index + 1).padStart(2);
    lines.push(
      "",
      `${rank}  ${(item.kind === "error" ? "✕" : KINDS[item.valueKind].mark).padEnd(2)} ${bold(title)}  ${drawBar(item.effect)} ${item.effect.toFixed(2)}`,
    );
    lines.push(...wrap(fitWords(printable(item.sentence), room - INDENT.length)).map((line) => INDENT + line));
    if (item.kind !== "number") lines.push(...drawShares(item).map((line) => INDENT + line));
  }
  lines.push("", ...rest.map((line) => fitWords(printable(line), room)));
  process.stdout.write(`${lines.join("\n")}\n`);
}

function titleOf({ title, inherited, from }: WhyItem): string {
  return inherited ? `${title} ↑ ${from}` : title;
}

function drawBar(effect: number): string {
  const full = Math.round(effect * BAR);
  return "━".repeat(full) + "─".repeat(BAR - full);
}

/** ○ is the rest's share, ● the selection's, on an axis from 0 to 100 %. */
function drawShares({ rows, otherRows }: CategoryItem | ErrorItem): string[] {
  if (rows.length < 2 && otherRows === null) return [];
  const all = rows.map((row) => ({ ...row, label: row.value === null ? MISSING : formatText(row.value) }));
  if (otherRows) all.push({ ...otherRows, value: "", label: `the other ${otherRows.count}` });
  const cells = all.map(({ label, ofRest, ofSelected }) => [
    cutText(joinText(label), 24),
    drawLine(ofRest, ofSelected),
    `${formatWholeShare(ofRest)} to ${formatWholeShare(ofSelected)}`,
  ]);
  const [, ...lines] = formatTable([UNTITLED, UNTITLED, UNTITLED], cells);
  return lines;
}

function drawLine(from: number, to: number): string {
  const line = new Array<string>(AXIS).fill("·");
  const place = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * (AXIS - 1));
  const [a, b] = [place(from), place(to)];
  line.fill("─", Math.min(a, b), Math.max(a, b));
  line[a] = "○";
  line[b] = "●";
  return line.join("");
}

/** Shortens names in a sentence to less than a line. */
function fitWords(text: string, room: number): string {
  return text
    .split(" ")
    .map((word) => fitText(word, room))
    .join(" ");
}

/** Sentences that fit on a line of 80 are not wrapped. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && width(line) + width(word) + 1 > 80 - INDENT.length) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
