/** What the file records about the start of a program: its command, without secrets. */
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProject, type Project } from "../fixtures/project.ts";
import { ask } from "../fixtures/recorded.ts";

let project: Project;
beforeAll(() => {
  project = createProject();
  project.write(
    "started.mjs",
    `
    import { fork } from "node:child_process";
    import cluster from "node:cluster";
    import { isMainThread, Worker } from "node:worker_threads";
    import { SP } from "spantom";

    const [way, ...args] = process.argv.slice(2);
    if (cluster.isWorker) SP.span("worker", () => process.disconnect());
    else if (!isMainThread || way === "itself") SP.span("here", () => {});
    else if (way === "a thread") new Worker(process.argv[1], { argv: ["itself", ...args] });
    else if (way === "a fork") fork(process.argv[1], ["itself", ...args]);
    else if (way === "a cluster") cluster.fork();
    else if (way === "a program of odd arguments") {
      process.argv.push(5, { toString: () => { throw new Error("no text") } });
      SP.span("here", () => {});
    }
  `,
  );
});
afterAll(() => project.remove());

const ARGS = ["--password", "hunter2", "--db=postgres://me:hunter2@h/db", "--token=hunter2 hunter2", "--port=80"];

async function start(way: string, env: Readonly<Record<string, string>> = {}) {
  const file = project.at(`${way}-${Object.values(env)}.db`);
  const { code, stderr } = await project.run("started.mjs", [way, ...ARGS], { env: { SPANTOM_DB: file, ...env } });
  expect([code, stderr]).toEqual([0, ""]);
  const bytes = [file, `${file}-wal`].filter((name) => existsSync(name)).map((name) => readFileSync(name, "latin1"));
  return { command: ask(file, "SELECT command FROM runs")[0], bytes: bytes.join("") };
}

describe.each(["itself", "a thread", "a fork", "a cluster"])("a program that traces in %s", (way) => {
  test("is kept with its command, in which secrets are masked", async () => {
    const { command, bytes } = await start(way);
    const said = way === "a thread" || way === "a fork" ? "itself" : way;
    expect(command).toBe(
      `${basename(process.execPath)} ${project.at("started.mjs")} ${said} --password … --db=postgres://…@h/db --token=… --port=80`,
    );
    expect(bytes).not.toContain("hunter2");
  });

  test.each(["0", "false"])("is kept without it where SPANTOM_COMMAND=%s", async (off) => {
    const { command, bytes } = await start(way, { SPANTOM_COMMAND: off });
    expect(command).toBe("");
    expect(bytes).not.toContain("started.mjs");
  });
});

test("arguments that are no text cost the command, and nothing else", async () => {
  expect((await start("a program of odd arguments")).command).toBe("");
});
