/** `npm start`: traces the sample program and opens the dashboard on what it recorded. */
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { removeDatabase, traceSample } from "./sample.mjs";
import { endWithParent } from "./step.mjs";

/** @param {string[]} args for the dashboard, such as `--port 9000` or `--no-open` */
export async function run(args) {
  await install();
  await build();
  const database = join(tmpdir(), "spantom-sample.db");
  removeDatabase(database);
  await traceSample(database);
  console.log("\n▸ Opening the dashboard; Ctrl-C ends it");
  endWithParent();
  // Runs in this process, so that none can be left behind.
  const bin = resolve("dist/cli/index.js");
  process.argv.splice(1, process.argv.length, bin, "dashboard", "--db-path", database, ...args);
  // Ctrl-C is the normal end of `npm start`; with any other code, npm would print an error.
  process.on("exit", (code) => {
    if (code === 130) process.exitCode = 0;
  });
  await import(pathToFileURL(bin).href);
}
