/** `npm run bench`: measures Spantom and its peers side by side. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CASES, peersOf, SHARE } from "./cases.mjs";
import { describeCommit, describeMachine, describeVersions } from "./machine.mjs";
import { readOptions } from "./options.mjs";
import { caseTable, targetTable } from "./tables.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const here = join(root, "bench");
const options = readOptions();
const say = (text) => process.stderr.write(`${text}\n`);

const needsApp = ({ pass }) => ["dashboard", "package", "tests"].includes(pass);
const needsPeers = (given) => given.pass !== "compare" && !needsApp(given);
const wanted = CASES.filter(({ name, onlyWhenNamed }) => options.cases?.includes(name) ?? !onlyWhenNamed);

if (!existsSync(join(root, "dist/lib/index.js"))) {
  say("bench: dist/lib is not built; run: npm run build:lib");
  process.exit(1);
}
if (!existsSync(join(here, "node_modules")) && wanted.some(needsPeers)) {
  execFileSync("npm", ["ci", "--prefix", here, "--ignore-scripts", "--no-audit", "--no-fund"], { stdio: "inherit" });
}
if (wanted.some(needsApp) && !existsSync(join(root, "dist/dashboard/manifest.json"))) {
  for (const part of ["build:app", "build:cli"]) execFileSync("npm", ["run", part], { cwd: root, stdio: "inherit" });
}
const { prepare } = await import("./measure.mjs");
const { dir, lib, measure, version } = prepare(options);
let failed = false;

function complain(text) {
  failed = true;
  say(`bench: ${text}`);
}

/** All rounds of a case: the first round of every peer before any second. */
function measureCase(given) {
  const { full, quick, peers: _, ...rest } = given;
  const size = { ...(options.quick ? quick : full) };
  const task = { ...rest, ...size };
  if (options.rounds) size.rounds = options.rounds;
  if (options.calls && task.pass !== "startup") size.calls = options.calls;
  const results = Object.fromEntries(peersOf(given, options).map((peer) => [peer, []]));
  for (let round = 1; round <= size.rounds; round++) {
    say(`${task.name}: round ${round} of ${size.rounds}`);
    for (const peer of Object.keys(results)) {
      if (results[peer].error) continue;
      const share = task.pass === "startup" ? 1 : (SHARE[peer] ?? 1);
      try {
        const result = measure({ ...task, peer, calls: Math.round(size.calls * share), warmup: task.warmup * share });
        if (result.broken) complain(`${task.name}: ${peer}: ${result.lost} spans are lost`);
        for (const text of result.failed ?? []) complain(`${task.name}: ${peer}: ${text}`);
        results[peer].push(result);
      } catch (error) {
        complain(`${task.name}: ${peer}: ${error.message}`);
        results[peer] = { error: error.message };
      }
    }
  }
  return { ...size, peers: results };
}

/** JSON with one line per round and only significant digits. */
function toText(value) {
  const short = (_key, item) => (typeof item === "number" ? Number(item.toPrecision(5)) : item);
  const text = JSON.stringify(value, short, 1);
  return `${text.replace(/\{\n[^{}[\]]*\}(?=,?\n\s+[{\]])/g, (round) => round.replace(/\s+/g, " "))}\n`;
}

/** Merges this run's cases into the saved results; each keeps its date. */
function addTo(path) {
  if (!existsSync(path)) return result;
  const saved = JSON.parse(readFileSync(path, "utf8"));
  const { date, commit, quick, machine } = result;
  const apart = { date, commit, quick, cpu: machine.cpu, loadBefore: machine.loadBefore };
  for (const [name, measured] of Object.entries(result.cases)) saved.cases[name] = { ...measured, apart };
  return saved;
}

const peers = Object.keys(JSON.parse(readFileSync(join(here, "package.json"), "utf8")).devDependencies);
const result = {
  date: new Date().toISOString(),
  node: version,
  commit: describeCommit(root),
  machine: describeMachine(dir),
  versions: describeVersions(root, lib, peers),
  quick: options.quick,
  cases: {},
};
say(`${version}, better-sqlite3 ${result.versions["better-sqlite3"]}, ${result.machine.cpu}`);
for (const given of wanted) {
  if (peersOf(given, options).length === 0) continue;
  result.cases[given.name] = measureCase(given);
  console.log(`\n${given.title}\n\n${caseTable(given, [result])}`);
}
const targets = targetTable([result]);
if (targets) console.log(`\n${targets}`);

if (options.save) {
  const path = join(here, `results/node-${/\d+/.exec(version)[0]}.json`);
  mkdirSync(join(here, "results"), { recursive: true });
  writeFileSync(path, toText(options.cases ? addTo(path) : result));
  execFileSync(process.execPath, [join(here, "render.mjs")], { stdio: "inherit" });
  say(`saved ${path}`);
}
process.exitCode = failed ? 1 : 0;
