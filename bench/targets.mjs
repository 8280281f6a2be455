/** The project's targets, and how each figure is derived from a result. */
import { falseShare, leastPower } from "./compare/tables.mjs";
import { VIEWS } from "./dashboard/views.mjs";
import {
  count,
  difference,
  duration,
  figure,
  kilobytes,
  megabytes,
  milliseconds,
  percent,
  ratio,
  size,
  times,
} from "./figures.mjs";

/** Since Node 24, `AsyncLocalStorage.run`, which all such tracers need, costs about five times as much. */
const major = (result) => Number(/\d+/.exec(result.node)[0]);
const byNode = (before24, from24) => (result) => (major(result) < 24 ? before24 : from24);
const always = (value) => () => value;

const timesSpantom = (caseName, peer, path) => (result) => ratio(result, caseName, [peer, path], ["spantom", path]);
const ofRaw = (caseName) => (result) => ratio(result, caseName, ["spantom", "rate"], ["raw-multi", "rate"]);
const ofPaced = (other) => (result) => ratio(result, "paced", ["spantom", "traced.p999"], ["spantom", other]);

const ofPackage = (path) => (result) => figure(result, "package", "spantom", path);

/** How much longer than a bare request the slowest view takes, on the slower of the two files. */
const overBare = (result) => {
  const over = ["plain", "indexed"].flatMap((peer) =>
    VIEWS.map(({ name }) => difference(result, "dashboard", [peer, `views.${name}`], [peer, "bare"])),
  );
  return largest(over);
};
/** The largest slowdown of a view by a long query, as a multiple of its time alone, on either file. */
const beside = (result) =>
  largest(
    ["plain", "indexed"].flatMap((peer) =>
      VIEWS.map(({ name }) => ratio(result, "dashboard", [peer, `beside.views.${name}`], [peer, `views.${name}`])),
    ),
  );
const onBoth = (path) => (result) =>
  largest(["plain", "indexed"].map((peer) => ratio(result, "dashboard", [peer, `${path}.ms`], [peer, `${path}.bare`])));

const ofCompared = (read) => (result) => {
  const [round] = result.cases.compare?.peers.spantom ?? [];
  return round && read(round);
};

/** The slowest picture of a run. */
const ofRun = (name, what) => (result) =>
  largest(["overview", "explore", "compare"].map((view) => figure(result, name, "indexed", `views.${view}.${what}`)));
const onRuns = (what) => (result) => largest(["run-1m", "run-10m"].map((name) => ofRun(name, what)(result)));

function largest(values) {
  const measured = values.filter((value) => value !== undefined);
  return measured.length > 0 ? Math.max(...measured) : undefined;
}

export const TARGETS = [
  {
    title: "Processor time in the calls: OpenTelemetry, no-op exporter, takes so many times as much",
    value: timesSpantom("one-tag", "otel-noop", "hot"),
    least: byNode(8, 4.5),
    stretch: byNode(10, undefined),
    format: times,
  },
  {
    title: "Main thread until the rows are in the file: OpenTelemetry, SQLite exporter, takes so many times as much",
    value: timesSpantom("one-tag", "otel-sqlite", "main"),
    least: byNode(10, 5),
    stretch: byNode(13, undefined),
    format: times,
  },
  {
    title: "Spans a second into the file, of what better-sqlite3 alone can do with 64 rows a statement",
    value: ofRaw("one-tag"),
    least: always(0.75),
    stretch: always(0.9),
    format: times,
  },
  {
    title: "The same in a loop that never yields",
    value: ofRaw("tight"),
    least: always(0.75),
    stretch: always(0.9),
    format: times,
  },
  {
    title: "Processor time of the most expensive call, the first ones included",
    value: (result) => figure(result, "single", "spantom", "largest"),
    most: always(1e6),
    format: duration,
  },
  {
    title: "The same after the first 20,000 spans",
    value: (result) => figure(result, "single", "spantom", "settledLargest"),
    most: always(1e6),
    format: duration,
  },
  {
    title: "99.9th percentile of a call at 20,000 a second, of that of a no-op sink",
    value: ofPaced("floor.p999"),
    most: always(2),
    format: times,
  },
  {
    title: "The same, of that of a call without tracing",
    value: ofPaced("none.p999"),
    most: always(2),
    format: times,
  },
  {
    title: "A program that imports it, makes 100 spans and exits, of one without",
    value: (result) => ratio(result, "startup", ["spantom", "wall"], ["none", "wall"]),
    most: always(1.4),
    format: times,
  },
  {
    title: "The same, longer by",
    value: (result) => difference(result, "startup", ["spantom", "wall"], ["none", "wall"]),
    most: always(20),
    format: milliseconds,
  },
  {
    title: "Memory over that of no tracing, in a loop that never yields",
    value: (result) => difference(result, "tight", ["spantom", "memory"], ["none", "memory"]),
    most: always(60),
    format: megabytes,
  },
  {
    title: "The first row of data of any view, on a file of 1,000,000 spans, after that of a bare request",
    value: overBare,
    most: always(300),
    format: milliseconds,
  },
  {
    title: "The same while why slow runs on a million calls, of the time without it",
    value: beside,
    most: always(3),
    format: times,
  },
  {
    title: "Percentiles of that file, of their bare SELECTs",
    value: onBoth("percentiles"),
    most: always(3),
    format: times,
  },
  {
    title: "Why slow, of its bare SELECTs",
    value: onBoth("why"),
    most: always(3),
    format: times,
  },
  {
    title: "The picture of any view of a run of 1,000,000 or 10,000,000 spans from its sample, after a bare request",
    value: onRuns("sample"),
    most: always(500),
    format: milliseconds,
  },
  {
    title: "The same exact, of 1,000,000 spans and 3,000,000 tags",
    value: ofRun("run-1m", "exact"),
    most: always(1_500),
    format: milliseconds,
  },
  {
    title: "The same exact, of 10,000,000 spans and 30,000,000 tags",
    value: ofRun("run-10m", "exact"),
    most: always(15_000),
    format: milliseconds,
  },
  {
    title: "The next question about the same run, of either size",
    value: onRuns("second"),
    most: always(300),
    format: milliseconds,
  },
  {
    title: "The call tree of 1,000,000 spans that were read, as a multiple of reading them for the overview",
    value: (result) =>
      ratio(result, "run-1m", ["indexed", "views.callTree.second"], ["indexed", "views.overview.exact"]),
    most: always(1),
    format: times,
  },
  {
    title: "Memory of a reader on 10,000,000 spans",
    value: (result) => figure(result, "run-10m", "indexed", "memory"),
    most: always(512),
    format: megabytes,
  },
  {
    title: "Verdicts on two sides of five runs of 100,000 calls",
    value: (result) => figure(result, "compare", "spantom", "speed.verdicts"),
    most: always(2_000),
    format: milliseconds,
  },
  {
    title: "Comparisons of runs of the same code that report a change, real runs or made ones, in turn or not",
    value: ofCompared(falseShare),
    most: always(0.05),
    format: percent,
  },
  {
    title: "A change of 5 % is found with five runs a side, and one of 3 % with twelve, in",
    value: ofCompared(leastPower),
    least: always(0.9),
    format: percent,
  },
  {
    title: "Tarball",
    value: ofPackage("tarball"),
    most: always(2),
    format: size,
  },
  {
    title: "Packages after `npm i spantom`, from Node 22 on",
    value: ofPackage("packages"),
    most: always(3),
    format: count,
  },
  {
    title: "Their size on disk",
    value: ofPackage("installed"),
    most: always(36),
    format: size,
  },
  {
    title: "From starting `spantom dashboard` to the first 200, of `node -e 0`",
    value: ofPackage("startTimes"),
    most: always(8),
    format: times,
  },
  {
    title: "First load of the overview, JavaScript without plotly, gzipped",
    value: ofPackage("firstLoad"),
    most: always(200),
    format: kilobytes,
  },
  {
    title: "Importing `spantom`, over importing an empty module",
    value: ofPackage("importMore"),
    most: always(15),
    format: milliseconds,
  },
  {
    title: "Memory of the idle dashboard, all processes",
    value: ofPackage("idle"),
    most: always(130),
    format: megabytes,
  },
];

/** `undefined` if the case was not run. */
export function judge({ value, least, most, stretch }, result) {
  const reached = value(result);
  if (reached === undefined) return undefined;
  if (most) return { value: reached, verdict: reached <= most(result) ? "reached" : "missed" };
  const further = stretch?.(result);
  if (further !== undefined && reached >= further) return { value: reached, verdict: "stretch reached" };
  return { value: reached, verdict: reached >= least(result) ? "reached" : "missed" };
}
