/** The tables of docs/compare.md: how often a comparison errs, and how often it finds what there is. */
import { percent } from "../figures.mjs";
import { ORDERS, SPREADS } from "./calibration.mjs";
import { CHANGES, RUNS } from "./power.mjs";

const whole = (share) => `${Math.round(100 * share)} %`;
const count = (value) => value.toLocaleString("en-US");

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

const titleOf = ({ runs, older }) => (older > 0 ? `${runs}, and ${older} older` : String(runs));
const shareOf = (counted) =>
  counted.reduce((sum, one) => sum + one.false, 0) / counted.reduce((sum, one) => sum + one.pairs, 0);

/** The largest share of false verdicts, of real runs or of made ones with one spread, all sides in one order. */
export function falseShare({ real, made }) {
  const kinds = [real, ...SPREADS.map((spread) => made.filter((one) => one.spread === spread))];
  return Math.max(
    ...kinds.flatMap((kind) => ORDERS.map((order) => shareOf(kind.filter((one) => one.order === order)))),
  );
}

/** The smaller share of two changes that ought to be found nine times in ten. */
export function leastPower({ power }) {
  const of = (change, runs) => power.find((one) => one.change === change && one.runs === runs);
  return Math.min(...[of(0.05, 5), of(0.03, 12)].map(({ found, pairs }) => found / pairs));
}

function calibrationTable({ real, made }, order) {
  const sides = real.filter((one) => one.order === order);
  const row = (title, kind) => [
    title,
    ...sides.map(({ runs, older }) => {
      const one = kind.find((cell) => cell.order === order && cell.runs === runs && cell.older === older);
      return percent(one.false / one.pairs);
    }),
  ];
  const rows = [
    row("the sample program", real),
    ...SPREADS.map((spread) =>
      row(
        `made runs that differ by ${whole(spread)}`,
        made.filter((one) => one.spread === spread),
      ),
    ),
  ];
  return table([`${order}, runs a side:`, ...sides.map(titleOf)], rows);
}

function calibration({ result, round }) {
  const [real] = round.real;
  const [made] = round.made;
  const { date, machine } = ofCase(result);
  return [
    `${count(real.pairs)} pairs of sides a cell, drawn from ${round.realRuns} runs of examples/compress.mjs made on ${result.machine.cores} × ${machine} (load before ${ofCase(result).load}); ${count(made.pairs)} of made runs, seed ${round.seed}. ${date}.`,
    ...ORDERS.map((order) => calibrationTable(round, order)),
  ].join("\n\n");
}

function power({ round }) {
  const [{ pairs }] = round.power;
  const rows = CHANGES.map((change) => [
    whole(change),
    ...RUNS.map((runs) => {
      const one = round.power.find((cell) => cell.change === change && cell.runs === runs);
      return `${whole(one.found / one.pairs)} (${whole(one.formula)})`;
    }),
  ]);
  return [
    `${count(pairs)} pairs of sides a cell, in turn, of made runs that differ by 2 %, seed ${round.seed}; in brackets, the power of the two-sided t test by its formula.`,
    table(["change, runs a side:", ...RUNS.map(String)], rows),
  ].join("\n\n");
}

/** When and on what a case was measured, if apart from the others. */
function ofCase({ date, machine, cases }) {
  const { date: when, cpu, loadBefore } = { date, cpu: machine.cpu, ...machine, ...cases.compare.apart };
  return { date: `Measured ${when.slice(0, 10)}`, machine: cpu, load: loadBefore.toFixed(1) };
}

/** Puts the tables between the comments that name them. */
export function fillTables(text, results) {
  const measured = results.filter(({ cases }) => cases.compare).at(-1);
  if (!measured) return text;
  const of = { result: measured, round: measured.cases.compare.peers.spantom[0] };
  return [
    ["calibration", calibration(of)],
    ["power", power(of)],
  ].reduce((filled, [name, content]) => {
    const [start, end] = [`<!-- ${name} -->\n`, `<!-- end of ${name} -->`];
    const [from, to] = [filled.indexOf(start), filled.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`docs/compare.md has no ${start.trim()} … ${end}`);
    return `${filled.slice(0, from + start.length)}\n${content}\n\n${filled.slice(to)}`;
  }, text);
}
