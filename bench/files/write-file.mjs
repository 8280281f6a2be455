/** Writes synthetic spans to a database with exactly the tables of the file format. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { makeSpans } from "./synthetic-spans.mjs";

const ROWS = 128;
const SIDE_TABLES = ["span_links", "span_errors", "run_spans", "run_tags", "runs"];
const MORE_INDEXES = `
CREATE INDEX spans_name_duration ON spans (name, duration);
CREATE INDEX spans_start ON spans (start);
CREATE INDEX span_tags_key_value ON span_tags (key, value, span_id);`;

/** Loads the DDL, which exists only in TypeScript. */
async function loadSchema() {
  const entry = fileURLToPath(new URL("../../lib/store/schema.ts", import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", write: false });
  const { creationSql } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  return creationSql(new Set());
}

/** Loads a module of the tests' fixtures, which exists only in TypeScript. */
async function loadFixtures(Database, name) {
  const entry = fileURLToPath(new URL(`../../lib/fixtures/${name}.ts`, import.meta.url));
  const options = { bundle: true, format: "cjs", platform: "node", external: ["better-sqlite3"], write: false };
  const { outputFiles } = await build({ entryPoints: [entry], ...options });
  const module = { exports: {} };
  new Function("require", "module", outputFiles[0].text)(() => Database, module);
  return module.exports;
}

function countRows(Database, path) {
  const db = new Database(path, { readonly: true });
  const count = (table) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  const made = { spans: count("spans"), tags: count("span_tags"), runs: count("runs") };
  db.close();
  return made;
}

/**
 * Two runs of half of the spans each: calls of `handle` get slower in the course of the first one, and faster in that of
 * the second, so that the newest spans are not like the rest.
 */
export async function writeDriftingFile(Database, path, { spans, seed }) {
  const fixtures = await loadFixtures(Database, "drifting-file");
  fixtures.writeDriftingFile(path, Math.floor(spans / 2), seed);
  return countRows(Database, path);
}

/** A file on which views are looked at, by its name; without one of that name, the error lists them. */
export async function writeOddFile(Database, path, { name, seed }) {
  const { ODD_FILES, writeOddFile } = await loadFixtures(Database, "odd-files");
  if (!Object.hasOwn(ODD_FILES, name))
    throw new Error(`no file ${name}; there are ${Object.keys(ODD_FILES).join(", ")}`);
  writeOddFile(name, path, seed);
  return countRows(Database, path);
}

/** Buffers rows for multi-row inserts, four times as fast as single ones. */
function createTable(db, table, width) {
  const row = `(${Array(width).fill("?").join(", ")})`;
  const insert = (rows) => db.prepare(`INSERT INTO ${table} VALUES ${Array(rows).fill(row).join(", ")}`);
  const full = insert(ROWS);
  let values = [];
  let count = 0;
  return {
    add(...cells) {
      for (const cell of cells) values.push(cell);
      count++;
      if (values.length < ROWS * width) return;
      full.run(values);
      values = [];
    },
    end() {
      if (values.length > 0) insert(values.length / width).run(values);
      return count;
    },
  };
}

/** Tag values as text; Python capitalises booleans. */
function toText(value, indexed) {
  if (typeof value !== "boolean" || indexed) return String(value);
  return value ? "True" : "False";
}

function fill(db, options) {
  const { indexed } = options;
  const spans = createTable(db, "spans", 4);
  const tags = createTable(db, "span_tags", 4);
  const links = indexed ? createTable(db, "span_links", 2) : undefined;
  const errors = indexed ? createTable(db, "span_errors", 4) : undefined;
  let tagId = 0;
  const runs = makeSpans(options, (span) => {
    spans.add(span.id, span.name, span.start, span.duration);
    for (const [key, value] of span.tags) tags.add(++tagId, span.id, key, toText(value, indexed));
    if (!indexed) return;
    for (const child of span.children) links?.add(child, span.id);
    if (span.failed)
      errors?.add(span.id, "Error", "the restored file differs", "Error: the restored file differs\n    at verify");
  });
  links?.end();
  errors?.end();
  return { runs, counts: { spans: spans.end(), tags: tags.end(), runs: runs.length } };
}

function writeRuns(db, runs) {
  const run = db.prepare("INSERT INTO runs VALUES (?, ?, ?, 'bench', ?, ?, '/bench')");
  const range = db.prepare("INSERT INTO run_spans VALUES (?, ?, ?)");
  for (const { number, started, firstId, lastId } of runs) {
    run.run(`made-${number}`, started, 1000 + number, "node compress.mjs", process.version);
    range.run(`made-${number}`, firstId, lastId);
  }
}

export async function writeFile(Database, path, options) {
  const db = new Database(path);
  db.pragma("journal_mode = OFF");
  db.pragma("synchronous = OFF");
  db.pragma("foreign_keys = OFF");
  db.exec(await loadSchema());
  // Creating the index last, in one go, is faster and gives the same order as inserting into it.
  db.exec("DROP INDEX span_tags_span_id");
  if (!options.indexed) for (const table of SIDE_TABLES) db.exec(`DROP TABLE ${table}`);
  db.exec("BEGIN");
  const { runs, counts } = fill(db, options);
  if (options.indexed) {
    writeRuns(db, runs);
    db.exec("CREATE INDEX span_tags_span_id ON span_tags (span_id)");
  }
  if (options.moreIndexes) db.exec(MORE_INDEXES);
  db.exec("COMMIT");
  if (options.indexed) db.pragma("journal_mode = WAL");
  db.close();
  return counts;
}
