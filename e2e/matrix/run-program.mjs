/** Runs programs to completion and reports failures in full. */
import { spawn } from "node:child_process";

/** The environment without variables from this script's npm or a developer's shell. */
export function cleanEnvironment(more = {}) {
  const own = Object.entries(process.env).filter(([name]) => !/^(SPANTOM|NODE_OPTIONS$|npm_|CI$)/i.test(name));
  return { ...Object.fromEntries(own), NO_COLOR: "1", ...more };
}

/**
 * @param {string[]} command program and arguments
 * @param {{cwd: string, env?: object, uid?: number}} options
 * @returns {Promise<{code: number | null, signal: string | null, stdout: string, stderr: string}>}
 */
export function runProgram([program, ...args], { cwd, env = {}, uid }) {
  const user = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(program, args, { cwd, env: cleanEnvironment(env), stdio: ["ignore", "pipe", "pipe"], ...user });
  const [out, err] = [[], []];
  child.stdout.on("data", (chunk) => out.push(chunk));
  child.stderr.on("data", (chunk) => err.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout: out.join(""), stderr: err.join("") }));
  });
}

/** @throws Error when the program fails. */
export async function mustRun(command, options) {
  const ended = await runProgram(command, options);
  if (ended.code === 0) return ended.stdout;
  const said = `${ended.stderr}\n${ended.stdout}`.trim().split("\n").slice(-12).join("\n");
  throw new Error(`${command.slice(0, 6).join(" ")} ended with ${ended.signal ?? ended.code}: ${said}`);
}
