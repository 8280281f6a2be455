/**
 * `node bench/kill.mjs [runs] [pace …]`: what a `kill -9` costs. Kills programs at random moments and compares the
 * spans they had ended by then with the file. Prints a table, or every run with `--json`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { median } from "./figures.mjs";
import { prepare } from "./measure.mjs";

/** What to kill, and when: a range after the first span, ms. */
const PACES = {
  slow: { title: "a span each 20 ms", from: 0, to: 1000 },
  some: { title: "2,000 a second, past the first thousand turns", from: 1200, to: 2200 },
  load: { title: "100,000 a second, yielding", from: 0, to: 1000 },
  blocked: { title: "100,000 a second, event loop blocked", from: 0, to: 1000 },
  tight: { title: "a loop that only ends spans", from: 0, to: 1000 },
};

const json = process.argv.includes("--json");
const args = process.argv.slice(2).filter((arg) => arg !== "--json");
const runs = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 60);
const names = args.filter((arg) => !/^\d+$/.test(arg));
for (const name of names.filter((name) => !Object.hasOwn(PACES, name))) {
  console.error(`bench: ${name}: no such pace; there are ${Object.keys(PACES).join(", ")}`);
  process.exit(1);
}

const root = fileURLToPath(new URL("..", import.meta.url));
const { dir, lib } = prepare({ node: process.execPath, driver: root });
const Database = createRequire(join(lib, "index.js"))("better-sqlite3");
const [file, counter] = [join(dir, "spans.db"), join(dir, "count")];

/** `last` is the end of the file's last span; absent if the kill preceded the first commit. */
function readWritten() {
  if (!existsSync(file)) return { written: 0 };
  const db = new Database(file, { readonly: true });
  try {
    const made = db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'spans'").pluck().get() > 0;
    return made
      ? db.prepare("SELECT count(*) AS written, max(start + duration) AS last FROM spans").get()
      : { written: 0 };
  } finally {
    db.close();
  }
}

/** Starts a program and kills it. Returns how many spans it had ended, how many are lost, and over how many ms. */
async function kill(pace) {
  for (const path of [counter, file, `${file}-wal`, `${file}-shm`]) rmSync(path, { force: true });
  const task = JSON.stringify({ pace, lib, file, counter });
  const child = spawn(process.execPath, [join(root, "bench/killed.mjs"), task], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  const startedAt = now();
  const { from, to } = PACES[pace];
  const after = from + Math.random() * (to - from);
  await sleep(after);
  const killedAt = now();
  child.kill("SIGKILL");
  await once(child, "close");
  const ended = new Float64Array(new Uint8Array(readFileSync(counter)).buffer)[0];
  const { written, last } = readWritten();
  // A span may be written but not yet reported, if the kill came in between.
  const lost = Math.max(0, ended - written);
  return { after, ended, lost, ms: lost > 0 ? Math.max(0, (killedAt - (last ?? startedAt)) * 1000) : 0 };
}

/** Seconds since the epoch. */
const now = () => (performance.timeOrigin + performance.now()) / 1000;
const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * part) - 1];
const short = (value) => String(Number(value.toFixed(1)));

const results = {};
for (const pace of names.length > 0 ? names : Object.keys(PACES)) {
  results[pace] = [];
  for (let run = 0; run < runs; run++) results[pace].push(await kill(pace));
}
if (json) console.log(JSON.stringify(results, null, 1));
else {
  console.log(`Killed ${runs} times each: what was lost of what had been ended.\n`);
  console.log("| program | ms: median | p95 | largest | spans: median | p95 | largest |");
  console.log("| --- | --: | --: | --: | --: | --: | --: |");
  for (const [pace, all] of Object.entries(results)) {
    const cells = ["ms", "lost"].flatMap((key) => {
      const values = all.map((one) => one[key]);
      return [median(values), quantile(values, 0.95), quantile(values, 1)].map(short);
    });
    console.log(`| ${[PACES[pace].title, ...cells].join(" | ")} |`);
  }
}
