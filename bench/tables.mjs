/** Results as Markdown tables: a case with all its peers, and the targets. */
import { PEERS } from "./cases.mjs";
import { VIEWS } from "./dashboard/views.mjs";
import {
  count,
  difference,
  duration,
  figure,
  kilobytes,
  megabytes,
  milliseconds,
  ns,
  ratio,
  seconds,
  size,
  times,
} from "./figures.mjs";
import { judge, TARGETS } from "./targets.mjs";

/** A peer's figure, or its ratio to another peer's. */
const plain = (path) => (result, name, peer, other) =>
  other ? ratio(result, name, [peer, path], [other, path]) : figure(result, name, peer, path);
const overNone = (path) => (result, name, peer, other) => {
  if (peer === "none") return undefined;
  const over = (of) => difference(result, name, [of, path], ["none", path]);
  return other ? over(peer) / over(other) : over(peer);
};

const HOT = { title: "ns in the calls", value: plain("hot"), format: ns, against: "spantom" };
const MAIN = { title: "ns on the main thread in all", value: plain("main"), format: ns, against: "spantom" };
const NET = { title: "ns less those of no tracing", value: overNone("hot"), format: ns, against: "spantom" };
const DETAILS = [
  HOT,
  MAIN,
  { title: "ns of the whole process", value: plain("process"), format: ns },
  { title: "spans/s until all is written", value: plain("rate"), format: count },
  { title: "memory over no tracing", value: overNone("memory"), format: megabytes },
  { title: "spans lost", value: plain("lost"), format: count },
];
const MOMENTS = {
  sample: "from the sample",
  started: "the same just after the start",
  exact: "exact",
  second: "the next question",
};
const METRICS = {
  slices: [HOT, MAIN],
  tight: DETAILS,
  processes: DETAILS.filter(({ title }) => !title.startsWith("memory")),
  single: [
    { title: "first call", value: plain("first"), format: duration },
    { title: "largest", value: plain("largest"), format: duration },
    { title: "which was call", value: plain("largestAt"), format: count },
    { title: "largest after 20,000", value: plain("settledLargest"), format: duration },
    { title: "longest turn between calls", value: plain("pause"), format: duration },
  ],
  paced: [
    { title: "p50", value: plain("traced.p50"), format: duration },
    { title: "p99", value: plain("traced.p99"), format: duration },
    { title: "p99.9", value: plain("traced.p999"), format: duration },
    { title: "p99.9 without", value: plain("none.p999"), format: duration },
    { title: "p99.9 no-op sink", value: plain("floor.p999"), format: duration },
  ],
  dashboard: [
    { title: "bare request", value: plain("bare"), format: milliseconds },
    ...VIEWS.map(({ name }) => ({ title: name, value: plain(`views.${name}`), format: milliseconds })),
    ...VIEWS.map(({ name }) => ({
      title: `${name}, during why slow`,
      value: plain(`beside.views.${name}`),
      format: milliseconds,
    })),
    { title: "why slow, in the dashboard", value: plain("beside.long"), format: milliseconds },
    { title: "percentiles, in a terminal", value: plain("percentiles.ms"), format: milliseconds },
    { title: "bare SELECTs of percentiles", value: plain("percentiles.bare"), format: milliseconds },
    { title: "why slow, in a terminal", value: plain("why.ms"), format: milliseconds },
    { title: "bare SELECTs of why slow", value: plain("why.bare"), format: milliseconds },
  ],
  scopes: [
    ...["overview", "callTree", "explore", "rows", "compare"].flatMap((view) =>
      Object.entries(MOMENTS).map(([moment, title]) => ({
        title: `${view}, ${title}`,
        value: plain(`views.${view}.${moment}`),
        format: milliseconds,
      })),
    ),
    { title: "memory of a reader", value: plain("memory"), format: megabytes },
  ],
  package: [
    { title: "tarball", value: plain("tarball"), format: size },
    { title: "packages after install", value: plain("packages"), format: count },
    { title: "on the disk after install", value: plain("installed"), format: size },
    { title: "of that its own", value: plain("own"), format: size },
    { title: "first load of the overview, JavaScript, gzipped", value: plain("firstLoad"), format: kilobytes },
    { title: "`node -e 0`", value: plain("bare"), format: milliseconds },
    { title: "`spantom dashboard` until the first 200", value: plain("start"), format: milliseconds },
    { title: "of `node -e 0`", value: plain("startTimes"), format: times },
    { title: "import", value: plain("imported"), format: milliseconds },
    { title: "import, over that of an empty module", value: plain("importMore"), format: milliseconds },
    { title: "memory of the idle dashboard, all processes", value: plain("idle"), format: megabytes },
  ],
  compare: [
    { title: "verdicts", value: plain("speed.verdicts"), format: milliseconds },
    { title: "of processor time", value: plain("speed.verdictsCpu"), format: milliseconds },
    { title: "the first answer", value: plain("speed.first"), format: milliseconds },
    { title: "of processor time", value: plain("speed.firstCpu"), format: milliseconds },
    { title: "verdicts, of the first answer, in processor time", value: plain("speed.timesFirst"), format: times },
  ],
  startup: [
    { title: "wall", value: plain("wall"), format: milliseconds, against: "none" },
    { title: "processor", value: plain("cpu"), format: milliseconds, against: "none" },
  ],
};

const TEST_SUITES = { test: "`npm test`", compat: "`npm run test:compat`" };

/** Rows for suites, runners, and the slowest files. */
function testMetrics(results) {
  const rounds = results.flatMap(({ cases }) => cases.tests?.peers.spantom ?? []);
  const lines = (part, titleOf) =>
    [...new Set(rounds.flatMap((round) => Object.keys(round[part] ?? {})))].map((key) => ({
      title: titleOf(key),
      value: (result) => {
        const measured = result.cases.tests?.peers.spantom;
        return Array.isArray(measured) ? measured[0]?.[part]?.[key] : undefined;
      },
      format: seconds,
    }));
  return [
    { title: "tests that passed", value: plain("tests"), format: count },
    ...lines("suites", (suite) => TEST_SUITES[suite]),
    ...lines("runners", (title) => `of that ${title}`),
    ...lines("slowest", (file) => `\`${file}\``),
  ];
}

function metricsOf({ name, pass, awaits }, results) {
  if (name === "one-tag") return DETAILS;
  if (pass === "tests") return testMetrics(results);
  return awaits ? [HOT, NET] : METRICS[pass];
}

function cell(result, { name }, peer, { value, format, against }) {
  if (result.cases[name]?.peers[peer]?.error) return "failed";
  const own = value(result, name, peer);
  if (own === undefined) return "";
  const compared = against && peer !== against && peer !== "none" && value(result, name, peer, against);
  return compared ? `${format(own)} (${times(compared)})` : format(own);
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

const versionOf = (result) => result.node.replace(/^v/, "Node ");

/** With few columns, all Node versions side by side; with many, a table for each. */
export function caseTable(given, results) {
  const measured = results.filter(({ cases }) => cases[given.name]);
  const metrics = metricsOf(given, measured);
  const peers = given.peers.filter((peer) => measured.some(({ cases }) => cases[given.name].peers[peer]));
  if (["dashboard", "package", "compare", "tests"].includes(given.pass))
    return turnedTable(given, measured, metrics, peers);
  const of = (group) => {
    const head = ["", ...group.flatMap((result) => metrics.map((metric) => `${versionOf(result)}: ${metric.title}`))];
    const cells = (peer) => group.flatMap((result) => metrics.map((metric) => cell(result, given, peer, metric)));
    return table(
      head,
      peers.map((peer) => [PEERS[peer], ...cells(peer)]),
    );
  };
  if (metrics.length <= 2) return of(measured);
  return measured
    .map((result) =>
      of([result])
        .replaceAll(`${versionOf(result)}: `, "")
        .replace("|  |", `| ${versionOf(result)} |`),
    )
    .join("\n\n");
}

/** For more figures than peers: one row per figure. */
function turnedTable(given, measured, metrics, peers) {
  const columns = measured.flatMap((result) => peers.map((peer) => ({ result, peer })));
  return table(
    ["", ...columns.map(({ result, peer }) => `${versionOf(result)}: ${PEERS[peer]}`)],
    metrics.map((metric) => [metric.title, ...columns.map(({ result, peer }) => cell(result, given, peer, metric))]),
  );
}

/** The targets and the value on every Node version, omitting what was not measured. */
export function targetTable(results) {
  const wanted = ({ least, most, stretch, format }) => {
    const limits = (limit) =>
      [...new Set(results.map(limit))]
        .filter((value) => value !== undefined)
        .map(format)
        .join(" / ");
    if (most) return `at most ${limits(most)}`;
    const further = stretch ? limits(stretch) : "";
    return `at least ${limits(least)}${further ? `, better ${further}` : ""}`;
  };
  const measured = TARGETS.filter((target) => results.some((result) => judge(target, result)));
  if (measured.length === 0) return "";
  const rows = measured.map((target) => [
    target.title,
    wanted(target),
    ...results.map((result) => {
      const judged = judge(target, result);
      return judged ? `${target.format(judged.value)}, ${judged.verdict}` : "not measured";
    }),
  ]);
  return table(["", "target", ...results.map(versionOf)], rows);
}

/** The machine and versions behind every measurement. */
export function runTable(results) {
  const names = [...new Set(results.flatMap(({ versions }) => Object.keys(versions)))];
  const of = (title, pick) => [title, ...results.map((result) => String(pick(result) ?? ""))];
  return table(
    ["", ...results.map(versionOf)],
    [
      of("date", ({ date }) => `${date.slice(0, 16).replace("T", " ")} UTC`),
      of("run", ({ quick }) => (quick ? "quick" : "whole")),
      of("commit", ({ commit }) => commit.replace(/^[0-9a-f]{40}/, (hash) => hash.slice(0, 12))),
      of("processor", ({ machine }) => `${machine.cores} × ${machine.cpu}`),
      of("memory", ({ machine }) => machine.memory),
      of("kernel", ({ machine }) => machine.kernel),
      of("file system", ({ machine }) => machine.fileSystem),
      of("load before", ({ machine }) => machine.loadBefore.toFixed(2)),
      ...names.map((name) => of(name, ({ versions }) => versions[name])),
    ],
  );
}
