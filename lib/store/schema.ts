/**
 * The file format: the only DDL in the project.
 *
 * `spans` and `span_tags` are the Python package's tables, word for word; both packages read and write them.
 * Everything else is additive, and its foreign keys cascade: without that, Python's `SP.clear()` fails.
 */

const SPANS = `CREATE TABLE IF NOT EXISTS spans (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            start TIMESTAMP NOT NULL,
            duration FLOAT NOT NULL
        )`;

const SPAN_TAGS = `CREATE TABLE IF NOT EXISTS span_tags (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            span_id INTEGER NOT NULL,
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            FOREIGN KEY (span_id) REFERENCES spans (id)
        )`;

/**
 * The only index a tracer creates, and only together with the table: building it on a large file stalls the traced
 * program for 1.2 s per million spans, and every further index slows tracing (one on names, 3 to 6 times).
 */
const SPAN_TAGS_INDEX = "CREATE INDEX IF NOT EXISTS span_tags_span_id ON span_tags (span_id)";

const SIDE_TABLES = `
CREATE TABLE IF NOT EXISTS span_links (
  span_id INTEGER PRIMARY KEY REFERENCES spans (id) ON DELETE CASCADE,
  parent_id INTEGER NOT NULL REFERENCES spans (id) ON DELETE CASCADE
);
CREATE TABLE IF NOT EXISTS span_errors (
  span_id INTEGER PRIMARY KEY REFERENCES spans (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  message TEXT NOT NULL,
  stack TEXT
);
CREATE TABLE IF NOT EXISTS runs (
  id TEXT PRIMARY KEY,
  started REAL NOT NULL,
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  command TEXT NOT NULL,
  node TEXT NOT NULL,
  cwd TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS run_spans (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  first_span_id INTEGER NOT NULL,
  last_span_id INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS run_tags (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run_id, key)
);`;

/**
 * Spans that are still running, as their program last reported them. Not rows of `spans`: a span gets its id when it
 * ends, and a child's is lower than its parent's. Created when first needed: most programs have no span that takes so
 * long. `tags` is a JSON object, `duration` and `tags` are those so far, `seen` is when they were so, and `among` is how
 * many spans of that reporter (a session in a thread of a process) had been running for a second by then: at most some
 * hundred of them have rows.
 */
export const RUNNING_SPANS = `CREATE TABLE IF NOT EXISTS running_spans (
  reporter TEXT NOT NULL,
  number INTEGER NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  parent INTEGER,
  name TEXT NOT NULL,
  start REAL NOT NULL,
  duration REAL NOT NULL,
  tags TEXT NOT NULL,
  error TEXT,
  seen REAL NOT NULL,
  among INTEGER NOT NULL,
  PRIMARY KEY (reporter, number)
)`;

/** Columns a file must have to count as ours, by table. More are allowed, fewer are not. */
export const REQUIRED_COLUMNS: Readonly<Record<"spans" | "span_tags", readonly string[]>> = {
  spans: ["id", "name", "start", "duration"],
  span_tags: ["id", "span_id", "key", "value"],
};

/** The same for the tables that a tracer adds; a file may lack any of them. */
export const SIDE_COLUMNS: Readonly<
  Record<"span_links" | "span_errors" | "runs" | "run_spans" | "run_tags" | "running_spans", readonly string[]>
> = {
  span_links: ["span_id", "parent_id"],
  span_errors: ["span_id", "type", "message", "stack"],
  runs: ["id", "started", "pid", "host", "command", "node", "cwd"],
  run_spans: ["run_id", "first_span_id", "last_span_id"],
  run_tags: ["run_id", "key", "value"],
  running_spans: [
    ...["reporter", "number", "run_id", "pid", "host", "parent"],
    ...["name", "start", "duration", "tags", "error", "seen", "among"],
  ],
};

/** Those that a file has from the start. */
const TABLES = Object.keys({ ...REQUIRED_COLUMNS, ...SIDE_COLUMNS }).filter((table) => table !== "running_spans");

/** The DDL that prepares a file for a tracer, given its existing tables; empty if it has them all. */
export function creationSql(existingTables: ReadonlySet<string>): string {
  if (TABLES.every((table) => existingTables.has(table))) return "";
  const index = existingTables.has("span_tags") ? "" : `${SPAN_TAGS_INDEX};`;
  return `${SPANS};\n${SPAN_TAGS};\n${index}\n${SIDE_TABLES}`;
}
