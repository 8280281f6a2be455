/** Uses an installed package: traces from both module kinds, runs commands, opens the dashboard. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanEnvironment, mustRun, runProgram } from "./run-program.mjs";

const BODY = `
for (let n = 1; n <= 20; n++) SP.span("outer", () => { SP.tag({ n }); SP.span("inner", () => Math.sqrt(n)); });
console.log("went on");
`;
/** Spans per program. */
const SPANS = 40;

/** @param {string} folder the project's folder */
export function writePrograms(folder) {
  writeFileSync(join(folder, "esm.mjs"), `import { SP } from "spantom";${BODY}`);
  writeFileSync(join(folder, "common.cjs"), `const { SP } = require("spantom");${BODY}`);
}

function check(holds, what) {
  if (!holds) throw new Error(what);
}

/** Modification time and content of each file in the installed package. */
export function fingerprint(folder) {
  const prints = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => {
    const stats = statSync(join(folder, name));
    if (!stats.isFile()) return `${name} ${stats.mtimeMs}`;
    const content = createHash("sha256").update(readFileSync(join(folder, name)));
    return `${name} ${stats.mtimeMs} ${content.digest("hex")}`;
  });
  return prints.sort().join("\n");
}

/** Starts the dashboard, requests its first page, and ends it like Ctrl-C. */
async function openDashboard(command, options) {
  const { cwd, env, uid } = options;
  const [program, ...args] = [...command, "dashboard", "--port", "0", "--no-open"];
  const user = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(program, args, { cwd, env: cleanEnvironment(env), stdio: ["ignore", "pipe", "pipe"], ...user });
  let said = "";
  const ended = new Promise((resolve) => child.once("close", resolve));
  try {
    const url = await new Promise((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk) => {
          said += chunk;
          const found = /http:\/\/\S+/.exec(said)?.[0];
          if (found) resolve(found);
        });
      child.once("error", reject);
      child.once("close", (code) => reject(new Error(`the dashboard ended with ${code}: ${said}`)));
    });
    const answer = await fetch(url);
    const page = await answer.text();
    check(answer.status === 200, `the dashboard answered ${answer.status}: ${page.slice(0, 300)} ${said}`);
    check(page.includes("inner"), "the dashboard's first page does not show what was traced");
  } finally {
    child.kill("SIGINT");
    await ended;
  }
}

/** @throws Error that names what does not work */
export async function checkUse(node, { folder, env, package: installed }, { database, uid }) {
  const options = { cwd: folder, env: { ...env, SPANTOM_DB: database }, uid };
  const before = fingerprint(installed);
  for (const [program, writer] of [
    ["esm.mjs", "main"],
    ["common.cjs", "main"],
    ["esm.mjs", "thread"],
  ]) {
    const traced = await runProgram([node, program], { ...options, env: { ...options.env, SPANTOM_WRITER: writer } });
    check(traced.code === 0 && traced.stdout === "went on\n", `${program} ended with ${traced.signal ?? traced.code}`);
    check(traced.stderr === "", `${program} said: ${traced.stderr}`);
  }
  const bin = [node, join(installed, "dist/cli/index.js")];
  const { spanCount } = JSON.parse(await mustRun([...bin, "summary", "--json"], options));
  check(spanCount === 3 * SPANS, `summary counts ${spanCount} spans of ${3 * SPANS}`);
  const rows = await mustRun([...bin, "query", "--format", "json", "SELECT count(*) AS n FROM span_tags"], options);
  check(/"n":\s*60\b/.test(rows), `query answers ${rows}`);
  await openDashboard(bin, options);
  check(fingerprint(installed) === before, "something was written into the package's folder");
}

/**
 * Expects an unsupported combination to print one line and crash nothing. @throws Error that reports what happened
 * instead
 */
export async function checkRefusal(node, { folder, env, package: installed }, { database, says }) {
  const options = { cwd: folder, env: { ...env, SPANTOM_DB: database } };
  const isLine = (text) => text.trim().split("\n").length === 1 && says.test(text);
  for (const program of ["esm.mjs", "common.cjs"]) {
    const traced = await runProgram([node, program], options);
    check(traced.code === 0 && traced.stdout === "went on\n", `${program} ended with ${traced.signal ?? traced.code}`);
    check(isLine(traced.stderr), `${program} said: ${traced.stderr}`);
  }
  // A file of another program, as a missing file would be reported first.
  writeFileSync(database, readFileSync(new URL("../../lib/fixtures/python-written.db", import.meta.url)));
  for (const args of [["summary"], ["query", "SELECT 1"], ["dashboard", "--port", "0", "--no-open"]]) {
    const asked = await runProgram([node, join(installed, "dist/cli/index.js"), ...args], options);
    check(asked.code === 1, `spantom ${args[0]} ended with ${asked.signal ?? asked.code}: ${asked.stderr}`);
    check(isLine(asked.stderr), `spantom ${args[0]} said: ${asked.stderr}`);
  }
}
