/** The command's environment: terminals, browsers, users, an unsuitable Node or driver. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { because } from "../../lib/fixtures/because.ts";
import { nameless } from "../../lib/fixtures/nameless.ts";
import { waitFor, waitForOutput } from "../../lib/fixtures/project.ts";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";
import { startRunning } from "../fixtures/running.ts";
import { hasTerminals, runOnTerminal } from "../fixtures/terminal.ts";

let cli: BuiltCli;
let db: string;
beforeAll(() => {
  cli = copyCli();
  db = cli.copyDatabase("traced.db");
});
afterAll(() => cli.remove());

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

describe.skipIf(because(!hasTerminals, "no script here, which makes terminals"))("on a terminal", () => {
  /** A folder with a fake browser that records its arguments. */
  function fakeBrowser(name: string): { path: string; opened: () => string } {
    const folder = join(cli.folder, name);
    mkdirSync(folder);
    writeFileSync(join(folder, "xdg-open"), `#!/bin/sh\nprintf %s "$1" > '${join(folder, "opened")}'\n`);
    chmodSync(join(folder, "xdg-open"), 0o755);
    const file = join(folder, "opened");
    return { path: `${folder}:/usr/bin:/bin`, opened: () => (existsSync(file) ? readFileSync(file, "utf8") : "") };
  }

  function start(env: Record<string, string>, ...args: string[]) {
    const { CI: _, BROWSER: __, DISPLAY: ___, WAYLAND_DISPLAY: ____, ...rest } = process.env;
    const command = [process.execPath, cli.bin, "--db-path", db, "--port", "0", ...args];
    return runOnTerminal(command, cli.folder, { ...rest, ...env } as NodeJS.ProcessEnv);
  }

  test("the browser is opened at the address, and Ctrl-C ends it", async () => {
    const { path, opened } = fakeBrowser("there");
    const terminal = start({ PATH: path, DISPLAY: ":0" });
    await expect.poll(opened).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    await expect.poll(terminal.text).toContain(`Spantom dashboard  ${opened()}  reading ${db}\r\nCtrl-C stops it.\r\n`);
    terminal.write("\x03");
    expect(await terminal.ended).toBe(130);
  });

  test.each<[string, Record<string, string>, string[]]>([
    ["there is no screen", {}, []],
    ["it is not wanted", { DISPLAY: ":0", BROWSER: "none" }, []],
    ["it is not wanted this time", { DISPLAY: ":0" }, ["--no-open"]],
    ["a machine runs it", { DISPLAY: ":0", CI: "1" }, []],
    ["its command line would show others a token", { DISPLAY: ":0" }, ["--token"]],
  ])("no browser where %s: the address is printed", async (why, env, args) => {
    const { path, opened } = fakeBrowser(why);
    const terminal = start({ PATH: path, ...env }, ...args);
    await expect.poll(terminal.text).toContain("Ctrl-C stops it.");
    expect(terminal.text()).toContain("Spantom dashboard  http://127.0.0.1:");
    terminal.write("\x03");
    expect(await terminal.ended).toBe(130);
    expect(opened()).toBe("");
  });

  test("a browser that cannot be found is no fault", async () => {
    const { CI: _, BROWSER: __, ...env } = process.env;
    const command = [
      "/usr/bin/env",
      "PATH=/nowhere",
      "DISPLAY=:0",
      process.execPath,
      cli.bin,
      "--db-path",
      db,
      "--port",
      "0",
    ];
    const terminal = runOnTerminal(command, cli.folder, env as NodeJS.ProcessEnv);
    await expect.poll(terminal.text).toContain("Ctrl-C stops it.");
    terminal.write("\x03");
    expect(await terminal.ended).toBe(130);
    expect(terminal.text()).not.toContain("ENOENT");
  });

  test("colour is for people: not where NO_COLOR says so, not in a pipe", async () => {
    const { NO_COLOR: _, FORCE_COLOR: __, ...rest } = process.env;
    const command = [process.execPath, cli.bin, "summary", "--db-path", db];
    const run = async (env: NodeJS.ProcessEnv) => {
      const terminal = runOnTerminal(command, cli.folder, env);
      await terminal.ended;
      return terminal.text();
    };
    expect(await run({ ...rest, TERM: "xterm" } as NodeJS.ProcessEnv)).toContain("\x1b[");
    expect(await run({ ...rest, TERM: "xterm", NO_COLOR: "1" } as NodeJS.ProcessEnv)).not.toContain("\x1b");
    expect((await cli.run(command.slice(2))).stdout).not.toContain("\x1b");
  });
});

describe.skipIf(because(process.platform === "win32", "Windows has other pipes"))("nobody reads what it prints", () => {
  const sh = (script: string) => spawnSync("sh", ["-c", script], { encoding: "utf8", cwd: cli.folder });
  const command = (args: string) => `"${process.execPath}" "${cli.bin}" ${args} --db-path "${db}"`;

  test.each([
    ["standard output is closed", ">&-", 0],
    ["both are closed", ">&- 2>&-", 0],
    ["the disk is full", "> /dev/full", 1],
  ])("%s", (_, where, code) => {
    if (where.includes("/dev/full") && !existsSync("/dev/full")) return;
    const { stdout } = sh(`(${command("summary")}) ${where} 2> err.txt; echo "code $?"; cat err.txt`);
    expect(stdout.split("\n")[0]).toBe(`code ${code}`);
    expect(stdout).not.toMatch(/\n\s+at |EPIPE/);
  });

  test("a reader goes away early, also one of errors", () => {
    const script = `(${command("query 'SELECT id FROM spans'")}; echo "code $?" >&2) | head -1`;
    expect(sh(script)).toMatchObject({ stderr: "code 0\n" });
    expect(sh(`(${command("query nonsense")} 2>&1 1>&-; echo "code $?" >&2) | true`).stderr).toBe("code 1\n");
  });

  test("the dashboard goes on when only its first line was read", async () => {
    const running = await startRunning(cli, ["--db-path", db, "--port", "0"]);
    running.child.stdout.destroy();
    running.child.stderr.destroy();
    expect((await fetch(running.url)).status).toBe(200);
    running.child.kill("SIGTERM");
    expect((await running.ended).code).toBe(143);
  });
});

describe("a Node or a driver that will not do is one line", () => {
  test.each(["v18.20.8", "v22.13.1"])("Node %s", async (version) => {
    const preload = join(cli.folder, `as-${version}.cjs`);
    writeFileSync(preload, `Object.defineProperty(process, "version", { value: "${version}" });`);
    for (const args of [["summary"], ["--help"]]) {
      const { code, stdout, stderr } = await cli.run(args, { node: ["--require", preload] });
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toBe(`spantom: this is Node ${version}; it needs 20.19 or newer, 22.14 or newer, or 24 and up\n`);
    }
  });

  /** A copy of the command with its own better-sqlite3. */
  function elsewhere(name: string, install: (modules: string) => void): string {
    const root = join(mkdtempSync(join(tmpdir(), "spantom-")), name);
    cpSync(join(dirname(cli.bin), ".."), join(root, "dist"), { recursive: true });
    writeFileSync(join(root, "package.json"), '{ "type": "module" }');
    const modules = join(root, "node_modules");
    mkdirSync(modules);
    install(modules);
    return join(root, "dist/cli/index.js");
  }

  function copyPackage(name: string, modules: string): string {
    const from = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    cpSync(from, join(modules, name), {
      recursive: true,
      filter: (path) => !/[\\/](build|prebuilds|deps|src)$/.test(path),
    });
    return join(modules, name);
  }

  test("better-sqlite3 that was not compiled", () => {
    const bin = elsewhere("uncompiled", (modules) => {
      for (const name of ["better-sqlite3", "bindings", "file-uri-to-path"]) {
        try {
          copyPackage(name, modules);
        } catch {
          // Only version 12 needs the others.
        }
      }
    });
    for (const args of [["--port", "0"], ["summary"], ["query", "SELECT 1"], ["export"]]) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args, "--db-path", db], {
        encoding: "utf8",
      });
      expect([args[0], status, stdout]).toEqual([args[0], 1, ""]);
      expect(stderr).toMatch(/^spantom: [^\n]+\n$/);
      expect(stderr).toMatch(
        /: better-sqlite3 has no native binary for this Node; .*run: npm (rebuild better-sqlite3|explore better-sqlite3 -- .+)\n$/,
      );
    }
    rmSync(dirname(dirname(dirname(dirname(bin)))), { recursive: true });
  });
});

// Docker lets every user bind low ports.
const lowest = existsSync("/proc/sys/net/ipv4/ip_unprivileged_port_start")
  ? Number(readFileSync("/proc/sys/net/ipv4/ip_unprivileged_port_start", "utf8"))
  : 1024;

describe.skipIf(because(process.platform === "win32" || lowest <= 80, "every user may have port 80 here"))(
  "users",
  () => {
    test("a port that is the system's: one line", async ({ skip }) => {
      const user = isRoot ? { uid: NOBODY } : {};
      if (isRoot) {
        chmodSync(join(dirname(cli.bin), "../.."), 0o755);
        const look = ["-e", `require("fs").accessSync(${JSON.stringify(cli.bin)})`];
        const { status } = spawnSync(process.execPath, look, { uid: NOBODY, gid: NOBODY });
        skip(because(status !== 0, "other users cannot read this checkout"));
      }
      const { code, stdout, stderr } = await cli.run(["--port", "80", "--db-path", "/tmp/none.db"], user);
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toBe("spantom: this user may not use port 80; choose one from 1024 on with --port\n");
    });

    test.skipIf(because(!isRoot, "files of another user need root"))(
      "root on a user's file: a warning, and the files beside it stay the user's",
      async () => {
        const folder = join(cli.folder, "of-a-user");
        mkdirSync(folder);
        const path = join(folder, "spans.db");
        copyFileSync(db, path);
        const writer = new Database(path);
        writer.pragma("journal_mode = WAL");
        writer.close();
        for (const one of [folder, path]) chownSync(one, NOBODY, NOBODY);

        const running = await startRunning(cli, ["--db-path", path, "--port", "0"]);
        running.child.kill("SIGTERM");
        expect((await running.ended).stderr).toBe(
          `spantom: this runs as root, but ${path} belongs to user ${NOBODY}; run it as that user instead\n`,
        );

        const holder = new Database(path);
        holder.prepare("SELECT count(*) FROM spans").get();
        expect((await cli.run(["summary", "--db-path", path])).code).toBe(0);
        for (const suffix of ["-wal", "-shm"]) expect(statSync(path + suffix).uid, suffix).toBe(NOBODY);
        holder.close();
        rmSync(folder, { recursive: true });
      },
    );

    test("on one's own file there is none", async () => {
      const running = await startRunning(cli, ["--db-path", db, "--port", "0"]);
      running.child.kill("SIGTERM");
      expect((await running.ended).stderr).toBe("");
    });
  },
);

describe("a user without a home or a name, on a machine without one", () => {
  test.each([["doctor"], ["summary"]])("%s does what it does elsewhere", async (command) => {
    expect(await cli.run([command, "--db-path", db], { node: nameless })).toMatchObject({ code: 0, stderr: "" });
  });

  test.each([["summary"], ["dashboard", "--no-open"]])("%s of a file in the home is one line", async (...args) => {
    const { code, stderr } = await cli.run([...args, "--db-path", "~/x.db"], { node: nameless });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "spantom: ~/x.db: this user has no home folder; set HOME or choose another path\n",
    });
  });

  test("the dashboard starts, on all addresses too", async () => {
    for (const host of ["127.0.0.1", "0.0.0.0"]) {
      const args = ["dashboard", "--no-open", "--port", "0", "--host", host, "--db-path", db];
      const child = cli.start(args, { node: nameless });
      const ended = waitFor(child);
      await waitForOutput(child, "http://127.0.0.1:");
      child.kill("SIGINT");
      expect((await ended).code).toBe(130);
    }
  });
});
