/** Commands end immediately when signalled or when their parent dies, and leave nothing behind. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../../lib/fixtures/because.ts";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";
import { type Running, startRunning } from "../fixtures/running.ts";

const ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
/** A page that runs an endless query and reports that it has begun. */
const PAGE = `
  const { reader } = globalThis[Symbol.for("spantom.host")];
  exports.handler = async (request, response) => {
    const outcome = reader.run(process.env.SPANTOM_DB, ${JSON.stringify(ENDLESS)}, { limits: { ms: 600_000 } });
    response.write("begun");
    response.end(JSON.stringify(await outcome));
  };`;

let cli: BuiltCli;
let db: string;
beforeAll(() => {
  cli = copyCli();
  db = cli.copyDatabase("traced.db");
  writeFileSync(cli.page, PAGE);
});
afterAll(() => cli.remove());

interface Process {
  readonly pid: number;
  readonly parent: number;
}

/** All running processes, without zombies. */
function listProcesses(): Process[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" });
  return stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith("Z"))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

/** Waits until the process has started children. */
async function startedBy(parent: number | undefined): Promise<Process[]> {
  const find = () => listProcesses().filter((process) => process.parent === parent);
  await expect.poll(() => find().length).toBeGreaterThan(0);
  return find();
}

async function allGone(processes: readonly Process[]): Promise<void> {
  const pids = new Set(processes.map(({ pid }) => pid));
  await expect.poll(() => listProcesses().filter(({ pid }) => pids.has(pid))).toEqual([]);
}

const START = ["--port", "0", "--db-path"];

/** A dashboard in the middle of a query, and the processes it started. */
async function startBusy(): Promise<Running & { readonly children: readonly Process[] }> {
  const running = await startRunning(cli, [...START, db]);
  const response = await fetch(running.url);
  void response.text().catch(() => undefined);
  return { ...running, children: await startedBy(running.child.pid) };
}

// Windows has neither these signals nor `ps`.
describe.skipIf(because(process.platform === "win32", "Windows has none of these signals, and no ps"))(
  "in the middle of a query",
  () => {
    test.each([
      ["Ctrl-C", ["SIGINT"], 130, null],
      ["Ctrl-C twice", ["SIGINT", "SIGINT"], 130, null],
      ["an end that is asked for", ["SIGTERM"], 143, null],
      ["a terminal that is closed", ["SIGHUP"], 129, null],
      ["kill -9", ["SIGKILL"], null, "SIGKILL"],
    ] as const)("%s ends the dashboard and the query's process", async (_, signals, code, signal) => {
      const { child, children, ended } = await startBusy();
      for (const one of signals) child.kill(one);
      expect(await ended).toMatchObject({ code, signal, stderr: "" });
      await allGone(children);
    });

    test.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const)(
      "%s ends spantom query and its process",
      async (signal) => {
        const child = cli.start(["query", ENDLESS, "--timeout", "600", "--db-path", db]);
        const ended = new Promise((resolve) => child.on("close", (_, how) => resolve(how)));
        const children = await startedBy(child.pid);
        child.kill(signal);
        expect(await ended).toBe(signal);
        await allGone(children);
      },
    );
  },
);

test.skipIf(because(process.platform === "win32", "Windows has no such signals")).each([
  ["it has heard of signals", 'process.kill(process.pid, "SIGINT");', "SIGINT"],
  [
    "it listens",
    `const { Server } = require("node:net");
    const { listen } = Server.prototype;
    Server.prototype.listen = function (...args) {
      process.kill(process.pid, "SIGINT");
      setTimeout(() => listen.apply(this, args), 50);
      return this;
    };`,
    130,
  ],
])("Ctrl-C before %s ends it too", async (_, code, end) => {
  const preload = join(cli.folder, "preload.cjs");
  writeFileSync(preload, code);
  const child = cli.start([...START, db], { node: ["--require", preload] });
  expect(await new Promise((resolve) => child.on("close", (code, signal) => resolve(code ?? signal)))).toBe(end);
});
