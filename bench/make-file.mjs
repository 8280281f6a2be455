/** `node bench/make-file.mjs FILE`: writes a large file of spans, reproducible by seed. */
import { existsSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { CAUSES } from "./files/synthetic-spans.mjs";
import { writeDriftingFile, writeFile, writeOddFile } from "./files/write-file.mjs";

const HELP = `node bench/make-file.mjs FILE [options]
  --spans N          spans to make, each with three tags (1000000)
  --seed N           the same seed makes the same file (1)
  --runs N           runs, an hour apart (10)
  --python           as the Python package writes it: two tables, no index (the default)
  --indexed          as this package writes it: an index on span_tags(span_id), parents, errors, runs
  --more-indexes     with --indexed: also spans(name, duration), spans(start), span_tags(key, value, span_id)
  --drifting         another file, as this package writes it: two runs of \`handle\`, whose calls get slower in the
                     first and faster in the second, so that the newest spans are not like the rest
  --odd NAME         one of the files on which the dashboard's views are tested, such as \`days\` or \`parallel\`
  --force            write over FILE
${CAUSES}`;

function fail(text) {
  console.error(`make-file: ${text}`);
  process.exit(2);
}

function parse() {
  const text = { type: "string" };
  const flag = { type: "boolean", default: false };
  const options = {
    spans: text,
    seed: text,
    runs: text,
    python: flag,
    indexed: flag,
    "more-indexes": flag,
    drifting: flag,
    odd: text,
  };
  try {
    return parseArgs({ allowPositionals: true, options: { ...options, force: flag, help: flag } });
  } catch (error) {
    return fail(error.message);
  }
}

function wholeNumber(name, given, usual) {
  if (given === undefined) return usual;
  const number = Number(given);
  return Number.isSafeInteger(number) && number > 0 ? number : fail(`--${name} ${given}: not a number above 0`);
}

const { values, positionals } = parse();
if (values.help || positionals.length !== 1) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const [path] = positionals;
const indexed = values.indexed || values["more-indexes"];
if (indexed && values.python) fail("--python files have no index");
if (existsSync(path) && !values.force) fail(`${path} exists; --force writes over it`);
for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(path + end, { force: true });

const began = performance.now();
const Database = createRequire(import.meta.url)("better-sqlite3");
const spans = wholeNumber("spans", values.spans, 1_000_000);
const seed = wholeNumber("seed", values.seed, 1);
const runs = wholeNumber("runs", values.runs, 10);
const made = values.odd
  ? await writeOddFile(Database, path, { name: values.odd, seed }).catch((error) => fail(error.message))
  : values.drifting
    ? await writeDriftingFile(Database, path, { spans, seed })
    : await writeFile(Database, path, { spans, seed, runs, indexed, moreIndexes: values["more-indexes"] });
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(`${path}: ${made.spans} spans and ${made.tags} tags in ${made.runs} runs, ${seconds} s`);
