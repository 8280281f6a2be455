/** The text of docs/benchmarks.md around its tables. */
export const page = ({ targets, cases, runs }) => `# Benchmarks

<!-- Written by bench/render.mjs. Change the words in bench/page.mjs, and the figures by measuring. -->

What a span costs the program that is traced, side by side with other ways to get it. The figures of a case come from one run on one machine, described [at the end](#the-runs) or, where it was measured apart from the rest, with the case: read them as ratios.

\`\`\`sh
npm run bench                # all of it, about twenty minutes; saves bench/results/node-*.json and writes this page
npm run bench -- --quick     # about three minutes; saves nothing
npm run bench -- --case one-tag --peer spantom,otel-noop
npm run bench -- --node /path/to/node24 --better-sqlite3 /folder/with/13
\`\`\`

The last one measures another version of Node than the one that \`npm ci\` installed for: make the folder with \`npm install better-sqlite3@13.2.0 --prefix /folder/with/13\`.

## What is wanted

${targets}

## What is missed, and why

- **In the calls.** OpenTelemetry takes ten times as much as the no-op sink on Node 20, and the sink more than half of what Spantom takes: eight times leaves a span, its tag and its record about a third of the sink's cost. Kept, for what they gain: no atomic store where the processor keeps stores in order (30 ns of 450 at the time), no \`types.isMap\` for plain objects (100), objects made in place by a constructor without initialisers, no rest parameters, the last name and key remembered, \`Object.keys\` for \`for…in\`. Tried without gain: \`enterWith\` twice for \`run\`, \`process.hrtime\` for \`performance.now\`, the start computed later, a larger young generation, no encoding at all (some 70 ns of 350).
- **On which machine.** On a Xeon at 2.5 GHz commit 4b828f1 measured 6.4 and 9.2 times (Node 20). On an AMD EPYC the same commit measures 3.3 in the calls, and what is committed now 3.7: there the sink and OpenTelemetry take a third of what they took, and what Spantom does beyond the sink takes as long as before, 360 ns and 380. Why has not been found out. Ratios hold for the machine they are of.
- **From Node 24 on** \`AsyncLocalStorage.run\` costs about five times as much; no public API is cheaper.
- **The first call** turns on Node's async hooks, 2 to 3 ms, which the sink pays too. Nothing is turned on by an import.
- **A short program** pays for loading better-sqlite3 (about a third), for the import, and for making the file. Making it does not wait for the disk any more, and worker_threads is loaded under load only.
- **99.9 of a hundred calls** meet no writer; of the last, some wake the writing thread, a system call, or meet the collection of garbage.
- **The tarball**: half of it is for the browser (Plotly's third that is used takes 0.47 MB, the SQL editor 0.1), two fifths Next's renderer and the compiled pages, the rest the library and the commands. Taken out already: source maps, polyfills, modules that no route reaches, comments, chunks that are there twice.
- **The start of the dashboard**: it listens after a quarter of the time; the rest is Node compiling Next's renderer and the overview's code, while a process of its own validates the file. From Node 22.8 on compiled code is kept for the next start.
- **The first row of the comparison** comes when both runs are read whole, 100,000 spans each: it holds their p50 and p95, and rows are in the order of how much their totals changed.
- **Memory** in a loop that never yields is the ring, and the heap and SQLite of the writing thread.

## How it is measured

- Each peer runs in a process of its own, and the rounds go around: every peer's first, then every peer's second. What disturbs the machine disturbs all alike. Figures are medians of the rounds. Numbers in brackets say how many times Spantom's figure it is: the median of each round's own ratio, so not quite the ratio of the two figures.
- A process warms up with 20,000 spans, writes them, and then makes its calls in slices of 500 with a turn of the event loop between, in which tracers that export on the main thread can do so.
- *In the calls* is the processor time of the main thread inside the slices, the calls' own work included (first row). *On the main thread in all* goes on until everything is written or exported, turns between the slices included. *The whole process* adds all other threads. *Spans/s* is by the wall clock, until everything is written.
- Node 20 cannot tell the processor time of a thread. \`bench/thread-clock.c\`, forty lines of C that \`cc\` compiles when they are first needed, asks \`CLOCK_THREAD_CPUTIME_ID\`. What a reading costs is measured in every process and subtracted.
- *Memory* is the largest resident set of the process, less that of no tracing.
- Spans are counted afterwards where they were to end up: rows in the file, spans that the exporter got, lines. A peer that lost some without saying so fails. OpenTelemetry's queue drops what it has no room for, by design; that is shown.
- SQLite is better-sqlite3 in all rows that use it, in the same version, with \`journal_mode=WAL\` and \`synchronous=NORMAL\`, the same two tables and the same index.

The peers:

- **No tracing** calls the same functions without a tracer.
- **The no-op sink** is a tracer with nothing behind it: \`AsyncLocalStorage.run\`, an object, two clock readings, nothing kept. Less than that, no tracer of this kind can cost.
- **OpenTelemetry** is the SDK with \`AsyncLocalStorageContextManager\` and \`BatchSpanProcessor\` at their defaults. The no-op exporter counts the spans and lets go of them. The SQLite exporter writes what Spantom writes and how Spantom does, except for parents: 64 rows a statement, ids left to SQLite, one transaction a batch. Versions are the newest that run on Node 20.
- **Sentry** samples all traces and runs without its integrations; its transport counts and lets go. It makes a fifth of the calls.
- **dd-trace** runs without plugins; its exporter is replaced by one that counts and lets go.
- **pino** writes one JSON line a span, buffered by 4,096 bytes.
- **\`performance.mark\` and \`measure\`** are cleared at once, and nobody reads them.
- **better-sqlite3 alone** is no tracer: values ready made, 4,096 spans a transaction. It is the limit of what any tracer on better-sqlite3 can write.

## The cases

${cases}

## The runs

${runs}
`;

export const NOTES = {
  "one-tag":
    'The unit of all that follows: `SP.span("foo", () => { SP.tag({ index: i }); return i; })`, and what each peer\'s documentation shows for it.',
  "handle-tag": '`SP.span("foo", (span) => { span.tag({ index: i }); return i; })`.',
  nested: "Each with a tag; per span, so half of a call.",
  async:
    "The function awaits once. The promise and the turn that it takes are in the first figure, and taken off in the second.",
  wrapped:
    "`SP.span()(function foo(i) { … })`: a decorated method is the same. Peers without such a thing get a function written by hand.",
  "disabled-wrapped": "Spantom then gives back the function itself.",
  tight:
    "Nothing can be exported on the main thread while the loop runs, so OpenTelemetry keeps the 2,048 spans that its queue holds and drops the rest.",
  processes: "All start at the same moment. Figures are means of the processes; spans/s is of all of them together.",
  single:
    "No warm-up: the first call of the process is in it. Spantom's first calls prepare the file; later, once, the load makes it start its writer. Every call has the clock read around it, in a pass of its own. Interruptions and garbage collection that fall into a call count as the call's, also without tracing.",
  paced:
    "By the wall clock, which takes about 50 ns itself. Each peer's calls take turns with calls without tracing and with the no-op sink in one process, so that what the machine does to one it does to all.",
  dashboard:
    "Files of 1,000,000 spans and 3,000,000 tags by `bench/make-file.mjs`, in ten runs. Of each view, ms until the first row of data is in the page, as sent by the built dashboard; views are of the latest run unless they say otherwise. *Beside why slow* is the wait for that row while the page of explore is told why all calls of `compress` are slow. Percentiles are `spantom summary --json`, why slow `spantom why compress --run all --json`, both beside a process that only asks SQLite for the rows they are made from.",
  package:
    "What is downloaded and installed, packed from this checkout and installed into an empty folder with the better-sqlite3 that Node 22 and later get; once a run. The start is from before the process is spawned until the overview of a file of 10,000 spans is answered with 200, in turns with `node -e 0`. Imports are timed inside of fresh processes. Memory is what Linux calls resident, of the dashboard and all of its processes, a minute after it has shown the overview; once a run.",
  tests:
    "From a checkout that is installed and built, as each runner reports it. A file counts once for both writers, and for the sum of its tests where these run side by side. Only when it is named; no test asserts any of it.",
  startup:
    "A script that imports the library, makes 100 spans with a tag and exits, everything written; of the whole process, from start to exit. The first row is the same script without tracing.",
};
