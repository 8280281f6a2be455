/** `npm run bench`: measures Spantom and its peers side by side, each round of each in a process of its own. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CASES, PEERS, peersOf, SHARE } from "./cases.mjs";
import { describeCommit, describeMachine, describeVersions } from "./machine.mjs";
import { caseTable, targetTable } from "./tables.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const here = join(root, "bench");

const HELP = `npm run bench -- [options]
  --quick                 fewer calls and rounds: about three minutes; not saved
  --case a,b --peer a,b   only these; not saved
  --rounds N --calls N    instead of each case's own; not saved
  --node PATH             run the measured processes under another Node
  --better-sqlite3 DIR    a folder with a node_modules/better-sqlite3 for that Node
  --save                  save what would not be saved
cases: ${CASES.map(({ name }) => name).join(", ")}
peers: ${Object.keys(PEERS).join(", ")}`;

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean" },
    case: { type: "string" },
    peer: { type: "string" },
    rounds: { type: "string" },
    calls: { type: "string" },
    node: { type: "string", default: process.execPath },
    "better-sqlite3": { type: "string", default: root },
    save: { type: "boolean" },
    help: { type: "boolean" },
  },
});
if (options.help) {
  console.log(HELP);
  process.exit();
}

const say = (text) => process.stderr.write(`${text}\n`);

/** The names after an option, each of them a known one. */
function namesOf(option, known) {
  const names = options[option]?.split(",");
  const wrong = names?.find((name) => !known.includes(name));
  if (wrong !== undefined) {
    say(`bench: --${option} ${wrong}: there is no such ${option}; there are ${known.join(", ")}`);
    process.exit(1);
  }
  return names;
}

const askedCases = namesOf(
  "case",
  CASES.map(({ name }) => name),
);
const asked = namesOf("peer", Object.keys(PEERS));
const cases = CASES.filter(({ name }) => !askedCases || askedCases.includes(name));

if (!existsSync(join(here, "node_modules"))) {
  execFileSync("npm", ["ci", "--prefix", here, "--ignore-scripts", "--no-audit", "--no-fund"], { stdio: "inherit" });
}
const { childrenCpu } = await import("./thread-clock.mjs");

/** A copy of the build beside the chosen better-sqlite3: a later build does not get into a run that has begun. */
mkdirSync(join(here, ".out"), { recursive: true });
const dir = mkdtempSync(join(here, ".out/run-"));
process.on("exit", () => rmSync(dir, { recursive: true, force: true }));
const lib = join(dir, "lib");
cpSync(join(root, "dist/lib"), lib, { recursive: true });
mkdirSync(join(dir, "node_modules"));
const driver = join(options["better-sqlite3"], "node_modules/better-sqlite3");
symlinkSync(realpathSync(driver), join(dir, "node_modules/better-sqlite3"));
writeFileSync(join(dir, "package.json"), '{ "type": "module" }');

const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(SPANTOM|NODE_|npm_)/.test(name)));
const file = join(dir, "spans.db");
let failed = false;

function start(script, task) {
  const done = spawnSync(options.node, [join(here, script), JSON.stringify(task)], {
    env,
    encoding: "utf8",
    timeout: 300_000,
    maxBuffer: 1 << 24,
  });
  if (done.status === 0) return done.stdout;
  const lines = done.stderr.trim().split("\n");
  const reason = lines.find((line) => /\w*Error: /.test(line)) ?? lines.at(-1);
  throw new Error(reason || done.error?.message || `ended with ${done.signal ?? done.status}`);
}

/** Wall time and processor time of a whole process, in ms. */
function measureStartup(task) {
  const cpu = childrenCpu();
  const before = performance.now();
  start("startup.mjs", task);
  const result = { wall: performance.now() - before, cpu: childrenCpu() - cpu };
  const isDatabase = existsSync(file) && readFileSync(file, "latin1").startsWith("SQLite format 3");
  return isDatabase ? { ...result, ...JSON.parse(start("child.mjs", { ...task, pass: "count" })) } : result;
}

/** JSON with a line for each round, and no more digits than mean something. */
function toText(value) {
  const short = (_key, item) => (typeof item === "number" ? Number(item.toPrecision(5)) : item);
  const text = JSON.stringify(value, short, 1);
  return `${text.replace(/\{\n[^{}[\]]*\}(?=,?\n\s+[{\]])/g, (round) => round.replace(/\s+/g, " "))}\n`;
}

function measure(task) {
  for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(file + end, { force: true });
  const result = task.pass === "startup" ? measureStartup(task) : JSON.parse(start("child.mjs", task));
  if (result.broken) {
    failed = true;
    say(`bench: ${task.peer}: ${result.lost} spans are lost`);
  }
  return result;
}

function measureCase(given) {
  const { full, quick, peers: _, ...task } = given;
  const size = options.quick ? quick : full;
  const rounds = Number(options.rounds ?? size.rounds);
  const results = Object.fromEntries(peersOf(given, { quick: options.quick, asked }).map((peer) => [peer, []]));
  for (let round = 1; round <= rounds; round++) {
    say(`${task.name}: round ${round} of ${rounds}`);
    for (const peer of Object.keys(results)) {
      if (results[peer].error) continue;
      const share = task.pass === "startup" ? 1 : (SHARE[peer] ?? 1);
      const calls = Math.round(Number(options.calls ?? size.calls) * share);
      try {
        results[peer].push(measure({ ...task, peer, calls, warmup: task.warmup * share, file, lib }));
      } catch (error) {
        failed = true;
        results[peer] = { error: error.message };
        say(`bench: ${task.name}: ${peer}: ${error.message}`);
      }
    }
  }
  return { calls: size.calls, rounds, peers: results };
}

const modules = JSON.parse(readFileSync(join(here, "package.json"), "utf8")).devDependencies;
const result = {
  date: new Date().toISOString(),
  node: execFileSync(options.node, ["--version"], { encoding: "utf8", env }).trim(),
  commit: describeCommit(root),
  machine: describeMachine(dir),
  versions: describeVersions(root, lib, Object.keys(modules)),
  quick: options.quick ?? false,
  cases: {},
};
say(`${result.node}, better-sqlite3 ${result.versions["better-sqlite3"]}, ${result.machine.cpu}`);
for (const given of cases) {
  const measured = measureCase(given);
  if (Object.keys(measured.peers).length === 0) continue;
  result.cases[given.name] = measured;
  console.log(`\n${given.title}\n\n${caseTable(given, [result])}`);
}
console.log(`\n${targetTable([result])}`);

const whole = !options.quick && !options.case && !options.peer && !options.rounds && !options.calls;
if (whole || options.save) {
  const path = join(here, `results/node-${/\d+/.exec(result.node)[0]}.json`);
  mkdirSync(join(here, "results"), { recursive: true });
  writeFileSync(path, toText(result));
  execFileSync(process.execPath, [join(here, "render.mjs")], { stdio: "inherit" });
  say(`saved ${path}`);
}
process.exitCode = failed ? 1 : 0;
