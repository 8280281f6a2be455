/** `npm run dev`: the dashboard from its sources, on a sample database, rebuilt and reloaded on change. */
import { fork } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { install } from "./install.mjs";
import { removeDatabase, traceSample } from "./sample.mjs";
import { endWithParent } from "./step.mjs";

/** Next's output folder. Tests use another, so that they can run alongside a developer's server. */
const folder = process.env.SPANTOM_DEV_FOLDER || ".next";
/** Laid out like dist/, so that the server finds its child programs. `next build` leaves caches alone. */
const out = join(folder, "cache/loop");
const server = resolve(out, "cli/index.js");
/** Written by cli/build/bootstrap/build.mjs. */
const BUILT = ".next/spantom-built.json";

/** The lock of a server running in the same folder; undefined without one. */
async function findRunning() {
  const lock = join(folder, "dev/lock");
  try {
    const { pid, port, hostname } = JSON.parse(readFileSync(lock, "utf8"));
    process.kill(pid, 0);
    const socket = connect(port, hostname);
    const answers = await new Promise((done) => socket.on("connect", () => done(true)).on("error", () => done(false)));
    socket.destroy();
    return answers ? { pid, url: `http://${hostname}:${port}/` } : undefined;
  } catch {
    return undefined;
  }
}

/** Declares the folder's module type, as Next declares another in a parent folder. */
function makeRoom(name, type) {
  mkdirSync(join(out, name), { recursive: true });
  writeFileSync(join(out, name, "package.json"), JSON.stringify({ type }));
}

/** Writes atomically, because a process may be about to read the file. */
function writeWhole(file, contents) {
  writeFileSync(`${file}.part`, contents);
  renameSync(`${file}.part`, file);
}

/**
 * Builds now and on every change of a source. On errors, prints them and keeps the last build.
 * @param changed called when the output has changed, including the first time
 * @throws Error if the first build fails
 */
async function keepBuilt(options, changed) {
  const { context } = await import("esbuild");
  let before;
  const tell = {
    name: "tell",
    setup: (build) =>
      build.onEnd(async ({ errors, outputFiles }) => {
        const now = outputFiles?.map(({ hash }) => hash).join();
        if (errors.length > 0 || now === before) return;
        const isFirst = before === undefined;
        before = now;
        await changed(outputFiles, isFirst);
      }),
  };
  const watched = await context({ ...options, write: false, plugins: [...(options.plugins ?? []), tell] });
  await watched.rebuild();
  await watched.watch();
}

const CHILDREN = { reader: "lib/reader/child.ts", export: "lib/export/child.ts", queries: "lib/queries/registry.ts" };

/** The reader's processes: killed on change, so that the next ones run the new code. */
async function keepChildren(rebuilt) {
  const { SHARED } = await import("../../../lib/bundle.mjs");
  makeRoom("lib", "module");
  for (const [room, entry] of Object.entries(CHILDREN)) {
    const outfile = join(out, `lib/${room === "queries" ? room : `${room}-child`}.js`);
    const options = { ...SHARED, entryPoints: [entry], format: "esm", sourcemap: "inline", outfile };
    await keepBuilt(options, async ([{ contents }], isFirst) => {
      writeWhole(outfile, contents);
      if (!isFirst) await rebuilt(room);
    });
  }
}

/** What the server needs of the queries: their names, parameters and urgencies. It runs none of them. */
async function describeQueries() {
  const { QUERIES } = await import(`${pathToFileURL(join(out, "lib/queries.js"))}?${Date.now()}`);
  return JSON.stringify(QUERIES);
}

/** The tracer, where a program's `import { SP } from "spantom"` finds it. */
async function keepLibrary() {
  const { bundleLibrary, SHARED } = await import("../../../lib/bundle.mjs");
  const entryPoints = ["lib/index.ts", "lib/noop.ts", "lib/writer/thread.ts"];
  const files = ["dist/lib/index.js", "dist/lib/noop.js"];
  const read = () => files.map((file) => (existsSync(file) ? readFileSync(file, "utf8") : "")).join("\0");
  mkdirSync("dist/lib", { recursive: true });
  await keepBuilt({ ...SHARED, entryPoints, outdir: join(out, "library"), format: "esm" }, async (_, isFirst) => {
    const before = read();
    await bundleLibrary("dist/lib");
    if (read() === before) return;
    // Invalidates the result of `npm run build`, which must be rebuilt with its types and children.
    rmSync(BUILT, { force: true });
    if (!isFirst) console.log("▸ The library is built");
  });
}

/** The server's own code, which cannot be hot-reloaded: restarts it. */
async function keepServer(rebuilt) {
  const { COMMAND, defineCommand, queriesFromLibrary } = await import("../bundle.mjs");
  makeRoom("cli", "commonjs");
  const options = {
    ...COMMAND,
    entryPoints: ["cli/serve/dev/index.ts"],
    outfile: server,
    external: [...COMMAND.external, "next"],
    define: defineCommand("dev"),
    sourcemap: "inline",
    plugins: [queriesFromLibrary],
  };
  await keepBuilt(options, ([{ contents }], isFirst) => {
    writeWhole(server, contents);
    if (!isFirst) rebuilt();
  });
}

/** Runs the server and restarts it on request, on the same port. Both end together. */
function createRunner(args) {
  const env = { ...process.env, NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1", SPANTOM_DEV_FOLDER: folder };
  const options = { env, execArgv: ["--enable-source-maps"] };
  let child;
  let port;
  let restarting = false;
  let ending = false;

  function start() {
    child = fork(server, ["dashboard", ...args, ...(port === undefined ? [] : ["--port", String(port)])], options);
    child.on("message", (message) => {
      port = message.port;
    });
    child.on("exit", (code, signal) => {
      child = undefined;
      if (restarting && !ending) {
        restarting = false;
        start();
      } else if (ending || port === undefined) {
        // Ctrl-C is the normal end; with any other code, npm would print an error.
        process.exit(signal === "SIGINT" || code === 130 ? 0 : (code ?? 1));
      } else console.log("▸ The server has ended; it restarts when its code changes");
    });
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => {
      if (!child) process.exit(signal === "SIGINT" ? 0 : 143);
      ending = true;
      // A terminal signals both processes; a signal sent only to this one is forwarded.
      setTimeout(() => child?.kill(signal), 200);
    });
  // Ctrl-C also ends esbuild's process, perhaps before this one gets the signal: resulting errors are ignored.
  for (const kind of ["uncaughtException", "unhandledRejection"])
    process.on(kind, (error) => {
      setTimeout(() => {
        if (ending) return;
        console.error(error);
        process.exit(1);
      }, 200);
    });

  return {
    start,
    tell: (message) => child?.connected && child.send(message),
    restart() {
      console.log("▸ The server's own code has changed; restarting it");
      if (!child) return start();
      restarting = true;
      child.kill("SIGTERM");
    },
  };
}

function isDatabaseGiven(args) {
  return Boolean(process.env.SPANTOM_DB) || args.some((arg) => /^--db-path(=|$)/.test(arg));
}

/** @param {string[]} args for the dashboard, such as `--port 9000` or `--db-path spans.db` */
export async function run(args) {
  await install();
  await serve(args);
}

/** Like `run`, once everything is installed. */
export async function serve(args) {
  const running = await findRunning();
  if (running) throw new Error(`already running at ${running.url} (process ${running.pid}); open it, or stop it first`);
  endWithParent();
  if (folder !== ".next") {
    mkdirSync(dirname(folder), { recursive: true });
    writeFileSync(`${folder}.tsconfig.json`, JSON.stringify({ extends: relative(dirname(folder), "tsconfig.json") }));
  }
  await keepLibrary();
  const runner = createRunner(isDatabaseGiven(args) ? args : ["--db-path", await findSample(), ...args]);
  let known;
  await keepChildren(async (room) => {
    if (room === "queries") {
      const now = await describeQueries();
      if (now !== known) runner.restart();
      known = now;
      return;
    }
    console.log(`▸ The ${room} process is built`);
    runner.tell(`${room} rebuilt`);
  });
  known = await describeQueries();
  await keepServer(() => runner.restart());
  runner.start();
}

/** The sample database, kept between starts. */
async function findSample() {
  const database = join(tmpdir(), "spantom-dev.db");
  if (existsSync(database)) return database;
  const part = `${database}.part`;
  removeDatabase(part);
  await traceSample(part);
  renameSync(part, database);
  return database;
}
