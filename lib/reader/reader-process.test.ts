import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { because } from "../fixtures/because.ts";
import { built } from "../fixtures/built.ts";
import type { SqlOutcome, SqlResult } from "../model/outcome.ts";
import type { Reader } from "./reader.ts";
import { createReader } from "./reader.ts";

const folder = mkdtempSync(join(tmpdir(), "spantom-reader-process-"));
const file = join(folder, "traced.db");
const ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";
let childFile: string;

function result(outcome: SqlOutcome): SqlResult {
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome;
}

/** A program whose reader keeps idle processes for an hour; its arguments are the child's file and the database. */
const program = (rest: string) => `
  import { createReader } from ${JSON.stringify(pathToFileURL(join(folder, "built-reader.mjs")).href)};
  const reader = createReader(process.argv[1], 3_600_000);
  ${rest}`;

beforeAll(async () => {
  copyFileSync(fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url)), file);
  childFile = built("dist/lib/reader-child.js");
  await build({
    entryPoints: [fileURLToPath(new URL("./reader.ts", import.meta.url))],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: join(folder, "built-reader.mjs"),
  });
});

test("does not keep its parent alive after a query, though it is warm", () => {
  const script = program(`console.log((await reader.run(process.argv[2], "SELECT 42")).rows[0][0]);`);
  const args = ["--input-type=module", "-e", script, childFile, file];
  expect(execFileSync(process.execPath, args, { encoding: "utf8" })).toBe("42\n");
});

test.each([
  ["in the middle of a query that never ends", `${ENDLESS} SELECT count(*) FROM n`],
  ["in the middle of one that eats memory", `${ENDLESS} SELECT max(hex(zeroblob(1000000 + i % 7))) FROM n`],
  ["after a query, when it is idle", "SELECT 1"],
])("dies with a parent that is killed %s", async (_, sql) => {
  const script = program(`
      import { execSync } from "node:child_process";
      reader.run(process.argv[2], ${JSON.stringify(sql)}, { limits: { ms: 600000 } });
      setInterval(() => {
        const children = execSync("ps -A -o pid=,ppid=,args=", { encoding: "utf8" });
        const pid = new RegExp("(\\\\d+) +" + process.pid + " .*reader-child").exec(children)?.[1];
        if (pid) console.log(pid);
      }, 300);`);
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script, childFile, file]);
  const pid = await new Promise<number>((resolve) => {
    // By the third report, the process has started and runs the query.
    let reports = 0;
    parent.stdout.on("data", (data) => ++reports > 2 && resolve(Number(String(data).trim().split("\n")[0])));
  });
  parent.kill("SIGKILL");
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test.skipIf(because(process.platform !== "linux", "an environment can be seen in /proc only"))(
  "is told nothing of the environment but where temporary files go",
  async () => {
    process.env.SPANTOM_TEST_SECRET = "a password";
    const own = createReader(childFile);
    const pid = await startedBy(own);
    delete process.env.SPANTOM_TEST_SECRET;
    const told = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").filter(Boolean);
    own.close();
    // Node itself sets the variables of its IPC channel, and how memory is allocated is set for the process.
    const names = told.map((line) => line.split("=")[0] ?? "").filter((name) => !/^(NODE_CHANNEL|MALLOC)_/.test(name));
    expect(["TMPDIR", "SQLITE_TMPDIR", "TMP", "TEMP", "TZ", "LD_LIBRARY_PATH", "SPANTOM_DRIVER"]).toEqual(
      expect.arrayContaining(names),
    );
  },
);

test("ends by itself when it has been idle", async () => {
  const own = createReader(childFile, 500);
  const pid = await startedBy(own);
  await expect.poll(readerProcesses).not.toContain(pid);
  expect(result(await own.run(file, "SELECT 2")).rows).toEqual([[2]]);
  own.close();
});

test("is replaced when something kills it between queries", async () => {
  const own = createReader(childFile);
  const pid = await startedBy(own);
  process.kill(pid, "SIGKILL");
  await expect.poll(readerProcesses).not.toContain(pid);
  expect(result(await own.run(file, "SELECT 2")).rows).toEqual([[2]]);
  own.close();
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the reader's first query and returns the pid of the process started for it. */
async function startedBy(own: Reader): Promise<number> {
  const before = readerProcesses();
  result(await own.run(file, "SELECT 1"));
  const started = readerProcesses().filter((pid) => !before.includes(pid));
  expect(started.length).toBe(1);
  return started[0] ?? 0;
}

/** The pids of this process's readers, including zombies, whose names may be lost. */
function readerProcesses(): number[] {
  const list = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  return list.split("\n").flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/);
    return Number(parent) === process.pid && !line.includes(" ps -A ") ? [Number(pid)] : [];
  });
}

/** A zombie, which has ended but was not reaped by its new parent, counts as gone. */
function isAlive(pid: number): boolean {
  try {
    return !execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).startsWith("Z");
  } catch {
    return false;
  }
}
