/** The dashboard's startup time and memory. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import http from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Readers end a minute after the last query. */
const IDLE_MS = 65_000;

export function timeBare() {
  const began = performance.now();
  spawnSync(process.execPath, ["-e", "0"], { stdio: "ignore" });
  return performance.now() - began;
}

/** Milliseconds from just before the start until `/` is answered with 200. */
export async function timeDashboard(build, file) {
  const port = await freePort();
  const began = performance.now();
  const child = start(build, file, port);
  try {
    while ((await ask(port)) !== 200) await sleep(1);
    return performance.now() - began;
  } finally {
    await stop(child);
  }
}

/** Calls a function with a running dashboard. */
export async function withDashboard(build, file, use) {
  const port = await freePort();
  const child = start(build, file, port);
  try {
    while ((await ask(port)) !== 200) await sleep(10);
    return await use(`http://127.0.0.1:${port}/`, child.pid);
  } finally {
    await stop(child);
  }
}

/** MB of all processes, a minute after the first page; undefined without /proc. */
export async function measureIdle(pid) {
  if (process.platform !== "linux") return undefined;
  await sleep(IDLE_MS);
  const status = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readStatus);
  const tree = [pid];
  for (const parent of tree) tree.push(...status.filter((one) => one.parent === parent).map((one) => one.pid));
  return status.filter((one) => tree.includes(one.pid)).reduce((sum, { resident }) => sum + resident, 0) / 1024;
}

function readStatus(name) {
  try {
    const text = readFileSync(`/proc/${name}/status`, "utf8");
    const field = (key) => Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
    return [{ pid: Number(name), parent: field("PPid"), resident: field("VmRSS") }];
  } catch {
    return [];
  }
}

function start(build, file, port) {
  const args = ["dashboard", "--port", String(port), "--no-open", "--db-path", file];
  return spawn(process.execPath, [join(build, "cli/index.js"), ...args], { stdio: ["ignore", "ignore", "inherit"] });
}

async function stop(child) {
  const ended = once(child, "exit");
  child.kill("SIGINT");
  await ended;
}

/** The page's status, or undefined while nothing listens. */
function ask(port) {
  return new Promise((resolve, reject) => {
    const request = http.get({ port, host: "127.0.0.1", path: "/", agent: false }, (response) => {
      resolve(response.statusCode);
      response.resume();
    });
    request.on("error", (error) => (error.code === "ECONNREFUSED" ? resolve(undefined) : reject(error)));
  });
}

async function freePort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
