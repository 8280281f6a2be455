/** The command line of `npm run bench`. */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CASES, PEERS } from "./cases.mjs";

const NAMES = { case: CASES.map(({ name }) => name), peer: Object.keys(PEERS) };

const HELP = `npm run bench -- [options]
  --quick                 fewer calls, rounds and peers: about three minutes
  --case A,B --peer A,B   only these
  --rounds N --calls N    instead of each case's own
  --node PATH             run the measured processes under another Node
  --better-sqlite3 DIR    a folder with a node_modules/better-sqlite3 for that Node
  --save                  a run with any of the first five is not saved otherwise
cases: ${NAMES.case.join(", ")}
peers: ${NAMES.peer.join(", ")}`;

function fail(text) {
  console.error(`bench: ${text}`);
  process.exit(1);
}

function parse() {
  const text = { type: "string" };
  const flag = { type: "boolean" };
  const options = { quick: flag, case: text, peer: text, rounds: text, calls: text, node: text };
  try {
    return parseArgs({ options: { ...options, "better-sqlite3": text, save: flag, help: flag } }).values;
  } catch (error) {
    return fail(`${error.message}; see npm run bench -- --help`);
  }
}

/** The names after an option, all of which must be known. */
function namesOf(option, given) {
  const names = given?.split(",");
  const wrong = names?.find((name) => !NAMES[option].includes(name));
  if (wrong !== undefined) fail(`--${option} ${wrong}: no such ${option}; there are ${NAMES[option].join(", ")}`);
  return names;
}

function numberOf(option, given) {
  if (given !== undefined && !/^[1-9]\d*$/.test(given)) fail(`--${option} ${given}: not a number above 0`);
  return given && Number(given);
}

export function readOptions() {
  const given = parse();
  if (given.help) {
    console.log(HELP);
    process.exit();
  }
  const partial = given.quick || given.case || given.peer || given.rounds || given.calls;
  return {
    quick: given.quick ?? false,
    cases: namesOf("case", given.case),
    peers: namesOf("peer", given.peer),
    rounds: numberOf("rounds", given.rounds),
    calls: numberOf("calls", given.calls),
    node: given.node ?? process.execPath,
    driver: given["better-sqlite3"] ?? fileURLToPath(new URL("..", import.meta.url)),
    save: given.save || !partial,
  };
}
