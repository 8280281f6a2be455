/** `npm start`: traces the sample program and opens the dashboard on what it recorded. */
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { mustRun, step } from "./step.mjs";

const SAMPLE = "examples/compress.mjs";

/** npm runs this through a shell, which a signal to npm ends without telling us; the dashboard must not stay behind. */
function endWithParent() {
  const parent = process.ppid;
  const look = () => process.ppid !== parent && process.kill(process.pid, "SIGTERM");
  setInterval(look, 500).unref();
}

/** @param {string[]} args for the dashboard, such as `--port 9000` or `--no-open` */
export async function run(args) {
  await install();
  await build();
  const database = join(tmpdir(), "spantom-sample.db");
  for (const suffix of ["", "-wal", "-shm"]) rmSync(database + suffix, { force: true });
  await step(`Tracing ${SAMPLE} into ${database}`, () =>
    mustRun(SAMPLE, [process.execPath, SAMPLE], { env: { SPANTOM_DB: database } }),
  );
  console.log("\n▸ Opening the dashboard; Ctrl-C ends it");
  if (process.env.npm_execpath && process.platform !== "win32") endWithParent();
  // In this process, so that there is no other to leave behind.
  const bin = resolve("dist/cli/index.js");
  process.argv.splice(1, process.argv.length, bin, "dashboard", "--db-path", database, ...args);
  // Ctrl-C is how `npm start` is meant to end; with another code npm would print an error about it.
  process.on("exit", (code) => {
    if (code === 130) process.exitCode = 0;
  });
  await import(pathToFileURL(bin).href);
}
