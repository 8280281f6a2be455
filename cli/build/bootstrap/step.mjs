/** Runs the bootstrap's programs in sequence and reports how long each took. */
import { spawn } from "node:child_process";

/** For all programs: no telemetry, no update checks. */
const ENVIRONMENT = { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1", NEXT_TELEMETRY_DISABLED: "1" };

/**
 * Runs a program to its end. Stop signals are left to the program, which also gets them from the terminal; a signal
 * sent only to this process is forwarded.
 * @param {string[]} command program and arguments
 * @returns {Promise<number>} its exit code; 128 plus the signal's number if a signal ended it
 */
export function runProgram([program, ...args], { cwd, env = {}, onOutput, shell = false } = {}) {
  const stdio = onOutput ? ["inherit", "pipe", "pipe"] : "inherit";
  const child = spawn(program, args, { cwd, stdio, shell, env: { ...process.env, ...ENVIRONMENT, ...env } });
  if (onOutput)
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])
      from.on("data", (chunk) => {
        to.write(chunk);
        onOutput(String(chunk));
      });
  const passOn = (signal) => setTimeout(() => child.kill(signal), 200).unref();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, passOn);
  return new Promise((resolve, reject) => {
    child.on("error", (cause) => reject(new Error(`${program} cannot be started: ${cause.message}`)));
    child.on("close", (code, signal) => {
      for (const name of signals) process.off(name, passOn);
      resolve(code ?? (signal === "SIGINT" ? 130 : signal === "SIGTERM" ? 143 : 1));
    });
  });
}

/** The npm that called this, so that the same one runs everywhere; on Windows it is not an executable. */
export function npm(...args) {
  const path = process.env.npm_execpath;
  if (path) return { command: [process.execPath, path, ...args], shell: false };
  return { command: ["npm", ...args], shell: process.platform === "win32" };
}

/** Announces a step, runs it, and reports how long it took. */
export async function step(title, work) {
  console.log(`\n▸ ${title}`);
  const start = performance.now();
  const result = await work();
  console.log(`  ${title.split(",")[0]}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/** Throws an error that names the step if its program fails; exits silently after Ctrl-C. */
export async function mustRun(what, command, options) {
  const code = await runProgram(command, options);
  if (code === 130 || code === 143) process.exit(code);
  if (code !== 0) throw new Error(`${what} failed (exit code ${code}); see its output above`);
}

/** npm runs scripts through a shell, which a signal to npm ends without notifying us; no process must be orphaned. */
export function endWithParent() {
  if (!process.env.npm_execpath || process.platform === "win32") return;
  const parent = process.ppid;
  const look = () => process.ppid !== parent && process.kill(process.pid, "SIGTERM");
  setInterval(look, 500).unref();
}
