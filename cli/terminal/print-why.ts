/** The human-readable answer of `spantom why`: each item with how much it explains, a sentence and a text chart. */

import type { CategoryItem, ErrorItem, TimeItem, WhyAnswer, WhyItem } from "../../lib/analysis/why/answer.ts";
import { formatWholeShare } from "../../lib/analysis/why/words.ts";
import { formatDurationText, MISSING } from "../../lib/model/format.ts";
import { KINDS, SPAN_MARKS } from "../../lib/model/kinds.ts";
import { cutText, formatText, joinText } from "../../lib/model/shown-text.ts";
import { bold, fitText, formatTable, lineWidth, pad, printable, width } from "./print.ts";

const BAR = 10;
const AXIS = 25;
const MAX_TITLE = 40;
/** Columns of rank, mark, bar and figure. */
const BESIDE_TITLE = 7 + 2 + BAR + 6;
const UNTITLED = { title: "", right: false };
const INDENT = "       ";

export function printWhy(name: string, where: string, answer: WhyAnswer): void {
  const { items, selectedWords, othersWords, rest } = answer;
  const room = lineWidth();
  const lines = [`${bold(fitText(printable(name), room - where.length - 2))}  ${where}`];
  if (answer.selected > 0) {
    const measured = items.length === 0 ? "" : answer.slower ? "  ━ of their extra time" : "  ━ effect";
    lines.push(`● ${selectedWords}  ○ ${othersWords}${measured}`);
  }
  const titles = items.map((item) => fitText(printable(titleOf(item)), room - BESIDE_TITLE));
  const widest = Math.min(MAX_TITLE, Math.max(0, ...titles.map(width)));
  for (const [index, item] of items.entries()) {
    const title = pad(titles[index] ?? "", widest);
    const rank = String(index + 1).padStart(2);
    lines.push("", `${rank}  ${markOf(item).padEnd(2)} ${bold(title)}  ${drawMeasure(item, answer.slower)}`);
    lines.push(...wrap(fitWords(printable(item.sentence), room - INDENT.length)).map((line) => INDENT + line));
    if (item.kind === "time") lines.push(INDENT + drawTime(item));
    else if ("rows" in item) lines.push(...drawShares(item).map((line) => INDENT + line));
  }
  if (rest.length > 0) lines.push("", ...rest.map((line) => fitWords(printable(line), room)));
  process.stdout.write(`${lines.join("\n")}\n`);
}

function titleOf(item: WhyItem): string {
  return "inherited" in item && item.inherited ? `${item.title} ↑ ${item.from}` : item.title;
}

function markOf(item: WhyItem): string {
  if (item.kind === "error") return "✕";
  if (item.kind === "child" || item.kind === "overlap") return SPAN_MARKS[item.kind];
  return item.kind === "time" ? KINDS.time.mark : KINDS[item.valueKind].mark;
}

/** How much of the time it explains, or how far apart the two groups are if there is no time to explain. */
function drawMeasure({ effect, coverage }: WhyItem, slower: boolean): string {
  const share = slower ? coverage : effect;
  const full = Math.round(share * BAR);
  return `${"━".repeat(full)}${"─".repeat(BAR - full)} ${slower ? formatWholeShare(coverage).padStart(5) : effect.toFixed(2)}`;
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

const LEVELS = "▁▂▃▄▅▆▇█";

/** The median duration over the run, from the fastest part of it to the slowest. */
function drawTime({ picture: { medians } }: TimeItem): string {
  const known = medians.filter((value) => value !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const level = (value: number) => (most > least ? Math.round(((value - least) / (most - least)) * 7) : 0);
  const bars = medians.map((value) => (value === null ? " " : (LEVELS[level(value)] ?? "")));
  return `${bars.join("")}  p50 ${formatDurationText(least)} to ${formatDurationText(most)}`;
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
