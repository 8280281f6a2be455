/** The peers that Spantom is compared with, and the cases. */
export const PEERS = {
  none: "no tracing",
  floor: "no-op sink",
  spantom: "**Spantom**",
  "spantom-disabled": "Spantom, `SPANTOM_DISABLED=1`",
  "otel-noop": "OpenTelemetry, no-op exporter",
  "otel-sqlite": "OpenTelemetry, SQLite exporter",
  "otel-disabled": "OpenTelemetry, API without an SDK",
  sentry: "Sentry `startSpan`, no-op transport",
  "dd-trace": "dd-trace, no-op exporter",
  "pino-sync": "pino, a line a span, `sync: true`",
  "pino-async": "pino, a line a span, `sync: false`",
  performance: "`performance.mark` and `measure`",
  "raw-multi": "better-sqlite3 alone, 64 rows a statement",
  "raw-multi-no-index": "the same, without the index",
  "raw-row": "better-sqlite3 alone, a row a statement",
  plain: "as the Python package writes it, without an index",
  indexed: "as Spantom writes it",
};

/** For a peer that takes ten times as long, a fifth of the calls suffices. */
export const SHARE = { sentry: 0.2 };

/** Quick runs include them only in the first case: importing them alone takes a second or two. */
const SLOW = ["sentry", "dd-trace", "pino-async"];

const FEW = ["none", "floor", "spantom", "otel-noop", "otel-sqlite", "pino-sync", "performance"];
const ALL = [...FEW, ...SLOW];
const RAW = ["raw-multi", "raw-multi-no-index", "raw-row"];
const OFF = ["none", "spantom-disabled", "otel-disabled"];

const DEFAULTS = {
  pass: "slices",
  op: "oneTag",
  /** Spans per call. */
  spans: 1,
  warmup: 20_000,
  full: { calls: 100_000, rounds: 5 },
  quick: { calls: 30_000, rounds: 1 },
};

const GIVEN = [
  {
    name: "one-tag",
    title: "One span with one tag",
    peers: [...ALL, ...RAW],
    full: { calls: 100_000, rounds: 7 },
    quick: { calls: 50_000, rounds: 3 },
  },
  {
    name: "handle-tag",
    title: "The tag set on the span itself",
    op: "handleTag",
    peers: ["none", "spantom", "otel-noop"],
  },
  { name: "no-tag", title: "No tag", op: "noTag", peers: FEW },
  { name: "five-tags", title: "Five tags", op: "fiveTags", peers: FEW },
  { name: "nested", title: "A span in a span", op: "nested", spans: 2, peers: ALL },
  { name: "async", title: "An async function", op: "awaited", awaits: true, peers: ALL },
  { name: "wrapped", title: "A wrapped function", op: "wrapped", peers: FEW.filter((peer) => peer !== "performance") },
  { name: "disabled", title: "Turned off", peers: OFF },
  { name: "disabled-wrapped", title: "Turned off, a wrapped function", op: "wrapped", peers: OFF },
  {
    name: "tight",
    title: "A loop that never yields",
    pass: "tight",
    full: { calls: 1_000_000, rounds: 5 },
    quick: { calls: 300_000, rounds: 1 },
    peers: [...FEW, ...RAW],
  },
  {
    name: "processes",
    title: "Three processes, one file",
    pass: "processes",
    processes: 3,
    peers: ["spantom", "otel-sqlite", "raw-multi", "raw-row"],
  },
  {
    name: "single",
    title: "The most expensive call",
    pass: "single",
    warmup: 0,
    settled: 20_000,
    full: { calls: 100_000, rounds: 7 },
    quick: { calls: 40_000, rounds: 2 },
    peers: ALL,
  },
  {
    name: "paced",
    title: "20,000 single calls a second",
    pass: "paced",
    perSecond: 20_000,
    full: { calls: 60_000, rounds: 5 },
    quick: { calls: 20_000, rounds: 1 },
    peers: ALL.filter((peer) => peer !== "performance"),
  },
  {
    name: "startup",
    title: "Import, 100 spans, exit",
    pass: "startup",
    full: { calls: 100, rounds: 40 },
    quick: { calls: 100, rounds: 8 },
    peers: ALL.filter((peer) => peer !== "performance" && peer !== "pino-async"),
  },
  {
    name: "dashboard",
    title: "The dashboard on large files",
    pass: "dashboard",
    size: "spans",
    full: { calls: 1_000_000, rounds: 3, times: 3 },
    quick: { calls: 100_000, rounds: 1, times: 1 },
    peers: ["plain", "indexed"],
  },
  {
    name: "run-1m",
    title: "A run of a million spans: from a sample, then exact",
    pass: "scopes",
    size: "spans",
    full: { calls: 1_000_000, rounds: 5 },
    quick: { calls: 400_000, rounds: 1 },
    peers: ["indexed"],
  },
  {
    name: "run-10m",
    title: "A run of ten million spans",
    pass: "scopes",
    size: "spans",
    full: { calls: 10_000_000, rounds: 3 },
    quick: { calls: 10_000_000, rounds: 1 },
    peers: ["indexed"],
    /** Its file takes a minute to make and 1.6 GB. */
    onlyWhenNamed: true,
  },
  {
    name: "package",
    title: "The package: size, start, memory",
    pass: "package",
    size: "spans",
    full: { calls: 10_000, rounds: 5, times: 3 },
    quick: { calls: 10_000, rounds: 1, times: 3 },
    peers: ["spantom"],
  },
  {
    name: "compare",
    title: "Comparing two sides of five runs",
    pass: "compare",
    size: "calls in each run",
    seed: 1,
    full: { calls: 100_000, rounds: 1, times: 5, realRuns: 40, realPairs: 400, madePairs: 2_000, powerPairs: 1_000 },
    quick: { calls: 100_000, rounds: 1, times: 3, realRuns: 24, realPairs: 200, madePairs: 200, powerPairs: 100 },
    peers: ["spantom"],
  },
  {
    name: "tests",
    title: "The project's own tests",
    pass: "tests",
    size: "suites",
    full: { calls: 2, rounds: 1 },
    quick: { calls: 2, rounds: 1 },
    peers: ["spantom"],
    /** Measures no tracer and takes as long as all other cases together. */
    onlyWhenNamed: true,
  },
];

export const CASES = GIVEN.map((given) => ({ ...DEFAULTS, ...given }));

/** The requested peers of a case, or its default ones. */
export function peersOf({ name, peers }, { quick, peers: asked }) {
  if (asked) return peers.filter((peer) => asked.includes(peer));
  return quick && name !== "one-tag" ? peers.filter((peer) => !SLOW.includes(peer)) : peers;
}
