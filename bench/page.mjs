/** The text of docs/benchmarks.md around its tables. */
export const page = ({ targets, cases, runs }) => `# Benchmarks

<!-- Written by bench/render.mjs. Change the words in bench/page.mjs, and the figures by measuring. -->

What a span costs the program that is traced, side by side with its alternatives. The figures of a case come from one run on one machine, described [at the end](#the-runs) or, if it was measured separately, with the case: read them as ratios.

\`\`\`sh
npm run bench                # all of it, about twenty minutes; saves bench/results/node-*.json and writes this page
npm run bench -- --quick     # about three minutes; saves nothing
npm run bench -- --case one-tag --peer spantom,otel-noop
npm run bench -- --node /path/to/node24 --better-sqlite3 /folder/with/13
\`\`\`

The last one measures a Node version other than that of \`npm ci\`: make the folder with \`npm install better-sqlite3@13.2.0 --prefix /folder/with/13\`.

## Targets

${targets}

## Missed targets, and why

- **In the calls.** OpenTelemetry takes ten times as much as the no-op sink on Node 20, and the sink more than half of what Spantom takes: eight times leaves a span, its tag and its record about a third of the sink's cost. Kept, for their gain: no atomic store where the processor keeps stores in order (30 ns of 450 at the time), no \`types.isMap\` for plain objects (100), objects created in place by a constructor without initialisers, no rest parameters, the last name and key remembered, \`Object.keys\` for \`for…in\`. Tried without benefit: \`enterWith\` twice for \`run\`, \`process.hrtime\` for \`performance.now\`, the start computed later, a larger young generation, no encoding at all (some 70 ns of 350).
- **Depending on the machine.** On a Xeon at 2.5 GHz commit 4b828f1 measured 6.4 and 9.2 times (Node 20). On an AMD EPYC the same commit measures 3.3 in the calls, and the current code 3.7: there the sink and OpenTelemetry take a third of the time, and what Spantom does beyond the sink takes as long as before, 360 ns and 380. The cause is unknown. A ratio holds only for the machine it was measured on.
- **From Node 24 on** \`AsyncLocalStorage.run\` costs about five times as much; no public API is cheaper.
- **The first call** turns on Node's async hooks, 2 to 3 ms, which the sink pays too. Importing the library turns nothing on.
- **A short program** pays for loading better-sqlite3 (about a third), for the import, and for creating the file. Creating it no longer waits for the disk, and worker_threads is loaded only under load.
- **99.9 % of calls** do not involve the writer; of the rest, some wake the writing thread, a system call, or coincide with a garbage collection.
- **The tarball**: half of it is for the browser (the third of Plotly that is used takes 0.47 MB, the SQL editor 0.1), two fifths are Next's renderer and the compiled pages, the rest the library and the commands. Already removed: source maps, polyfills, modules that no route reaches, comments, duplicate chunks.
- **The start of the dashboard**: it listens after a quarter of the time; the rest is Node compiling Next's renderer and the overview's code, while a separate process validates the file. From Node 22.8 on compiled code is kept for the next start.
- **Explore from its sample** takes 0.8 to 0.9 s, the overview and the comparison 0.3: it needs tags. SQLite alone takes 0.2 s for 200,000 spans with their parents and 600,000 tags, as much again goes into the columns that are made of them, and 0.1 s finds the shortest and longest duration of a million spans, so that no axis moves later. Asked again, the sample takes 0.05 to 0.1 s. The slowest rows of ten million are no estimate: SQLite sorts them, 0.5 s of which is reading. Just after the start, 0.4 s more start the process that reads and compile its code. Tried without benefit: tags by their own ids instead of the index; JSON arrays instead of a SQL function.
- **Explore, exact**, reads all tags of a million spans for the columns' heads and for why slow: spans 0.5 s, parents 0.2 s, tags 1.3 s, inherited values and columns 0.7 s. Plain SELECTs of the same rows take 1 s. Reading one key takes half the time, but all are needed a moment later.
- **The next question about ten million spans** computes on ten million values, in one thread, 0.1 to 1.5 s; nothing is read. Of a million, 0.01 to 0.12 s.
- **Comparing runs**: half of the processor time reads the million spans, and no other part takes a tenth. The time by the clock is that of a machine that other programs used meanwhile. How often a verdict is false, and what it takes to find a change, is in [compare.md](compare.md).
- **Memory** in a loop that never yields is the ring, and the writing thread's heap and SQLite.

## How it is measured

- Each peer runs in a separate process, and the rounds alternate: every peer's first, then every peer's second, so that a disturbance of the machine affects all alike. Figures are medians of the rounds. Numbers in brackets are multiples of Spantom's figure: the median of each round's own ratio, so not quite the ratio of the two figures.
- A process warms up with 20,000 spans, writes them, and then makes its calls in slices of 500 with a turn of the event loop between, in which tracers that export on the main thread can do so.
- *In the calls* is the processor time of the main thread inside the slices, the calls' own work included (first row). *On the main thread in all* goes on until everything is written or exported, turns between the slices included. *The whole process* adds all other threads. *Spans/s* is by the wall clock, until everything is written.
- Node 20 cannot measure the processor time of a thread. \`bench/thread-clock.c\`, forty lines of C that \`cc\` compiles on first use, reads \`CLOCK_THREAD_CPUTIME_ID\`. The cost of a reading is measured in every process and subtracted.
- *Memory* is the largest resident set of the process, minus that without tracing.
- Spans are counted afterwards at their destination: rows in the file, spans that the exporter received, lines. A peer that lost some without reporting it fails. OpenTelemetry's queue drops what does not fit, by design; the count is shown.
- SQLite is better-sqlite3 in all rows that use it, in the same version, with \`journal_mode=WAL\` and \`synchronous=NORMAL\`, the same two tables and the same index.

The peers:

- **No tracing** calls the same functions without a tracer.
- **The no-op sink** is a tracer that discards everything: \`AsyncLocalStorage.run\`, an object, two clock readings. No tracer of this kind can cost less.
- **OpenTelemetry** is the SDK with \`AsyncLocalStorageContextManager\` and \`BatchSpanProcessor\` at their defaults. The no-op exporter counts the spans and discards them. The SQLite exporter writes the same as Spantom in the same way, except for parents: 64 rows per statement, ids assigned by SQLite, one transaction per batch. Versions are the newest that run on Node 20.
- **Sentry** samples all traces and runs without its integrations; its transport counts and discards. It makes a fifth of the calls.
- **dd-trace** runs without plugins; its exporter is replaced by one that counts and discards.
- **pino** writes one JSON line per span, with a buffer of 4,096 bytes.
- **\`performance.mark\` and \`measure\`** are cleared at once and never read.
- **better-sqlite3 alone** is not a tracer: values made in advance, 4,096 spans per transaction. It is the upper limit for any tracer on better-sqlite3.

## The cases

${cases}

## The runs

${runs}
`;

export const NOTES = {
  "one-tag":
    'The basis of all other cases: `SP.span("foo", () => { SP.tag({ index: i }); return i; })`, and what each peer\'s documentation shows for it.',
  "handle-tag": '`SP.span("foo", (span) => { span.tag({ index: i }); return i; })`.',
  nested: "Each with a tag; figures are per span, so half of a call.",
  async:
    "The function awaits once. The promise and its turn are included in the first figure and subtracted in the second.",
  wrapped:
    "`SP.span()(function foo(i) { … })`: a decorated method is the same. Peers without such a wrapper get one written by hand.",
  "disabled-wrapped": "Spantom then returns the function itself.",
  tight:
    "Nothing can be exported on the main thread while the loop runs, so OpenTelemetry keeps the 2,048 spans that its queue holds and drops the rest.",
  processes: "All start at the same moment. Figures are means of the processes; spans/s is their total.",
  single:
    "No warm-up: the first call of the process is included. Spantom's first calls prepare the file; later, once, the load makes it start its writer. The clock is read around every call, in a separate pass. Interruptions and garbage collection during a call count as the call's, also without tracing.",
  paced:
    "By the wall clock, which takes about 50 ns itself. Each peer's calls alternate with calls without tracing and with the no-op sink in one process, so that disturbances of the machine affect all alike.",
  dashboard:
    "Files of 1,000,000 spans and 3,000,000 tags by `bench/make-file.mjs`, in ten runs. Of each view, ms until the first row of data is in the page, as sent by the built dashboard; views are of the latest run unless they say otherwise. *During why slow* is the wait for that row while the explore page computes why all calls of `compress` are slow. Percentiles are `spantom summary --json`, why slow `spantom why compress --run all --json`, each next to a process that only reads the rows they are computed from.",
  "run-1m":
    "A file of one run with its tags, by `bench/make-file.mjs`. What a view's query takes over a bare request, the first time that a dashboard which has shown another scope is asked about the run: first from the even sample that is shown at once (just after the start, that includes starting the process that reads), then exact, then something else about the same run (one name of the overview or of the call tree, start as the axis, another order, one name of the comparison).",
  "run-10m": "The same on ten times as many spans and tags.",
  package:
    "What is downloaded and installed, packed from this checkout and installed into an empty folder with the better-sqlite3 that Node 22 and later get; once per run. The start is from before the process is spawned until the overview of a file of 10,000 spans is answered with 200, alternating with `node -e 0`. Imports are timed inside fresh processes. Memory is resident memory on Linux, of the dashboard and all of its processes, a minute after it has shown the overview; once per run.",
  compare:
    "Files of ten runs of one program by `lib/fixtures/made-runs.ts`, five a side in turn. The verdicts read every call of all ten and pair them; the first answer is what a page shows before, from an even sample. Each query in a process of its own, medians. How far the verdicts can be trusted is measured by the same case: [compare.md](compare.md).",
  tests:
    "From a checkout that is installed and built, as each runner reports it. A file counts once for both writers, and for the sum of its tests if these run in parallel. Runs only when named; no test asserts any of it.",
  startup:
    "A script that imports the library, records 100 spans with a tag and exits with everything written; for the whole process, from start to exit. The first row is the same script without tracing.",
};
