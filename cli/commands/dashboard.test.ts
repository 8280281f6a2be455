import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import module from "node:module";
import { createServer, type Server } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";
import { type Running, startRunning } from "../fixtures/running.ts";

let cli: BuiltCli;
const started: ChildProcessWithoutNullStreams[] = [];
const taken: Server[] = [];
beforeAll(() => {
  cli = copyCli();
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  for (const server of taken.splice(0)) server.close();
});
afterAll(() => cli.remove());

async function start(...args: string[]): Promise<Running> {
  return startWith({}, ...args);
}

async function startWith(env: Record<string, string>, ...args: string[]): Promise<Running> {
  const running = await startRunning(cli, args, { env });
  started.push(running.child);
  return running;
}

async function takePort(port: number): Promise<number> {
  const server = createServer();
  taken.push(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

test("prints one line with the URL once it answers, and nothing else", async () => {
  const path = cli.copyDatabase("traced.db");
  const { child, line, url, ended } = await start("--db-path", path, "--port", "0");
  expect(line).toBe(`Spantom dashboard  ${url}  reading ${path}\n`);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const response = await fetch(url);
  expect([response.status, await response.text()]).toEqual([200, "page"]);
  child.kill();
  expect(await ended).toMatchObject({ stdout: line, stderr: "" });
});

test("`spantom dashboard` is the same, and a file that is not there yet is fine", async () => {
  const { line } = await start("dashboard", "--port", "0", "--no-open", "--db-path", "later.db");
  expect(line).toContain(`reading ${join(cli.folder, "later.db")}\n`);
});

test("takes the next port when the default one is in use", async () => {
  // Another program may already use it, which serves as well.
  await takePort(8050).catch(() => undefined);
  const { url } = await start("--db-path", "later.db");
  const port = Number(new URL(url).port);
  expect(port).toBeGreaterThan(8050);
  expect(port).toBeLessThanOrEqual(8060);
});

test("does not when the port was asked for", async () => {
  const port = await takePort(0);
  expect(await cli.run(["--db-path", "later.db", "--port", String(port)])).toEqual({
    code: 1,
    stdout: "",
    stderr: `spantom: port ${port} is in use; choose another with --port, or --port 0 for any free one\n`,
  });
});

test("a port that no browser opens is refused, before anything is listened on", async () => {
  for (const port of ["6000", "1", "10080"])
    expect(await cli.run(["--db-path", "later.db", "--port", port])).toEqual({
      code: 2,
      stdout: "",
      stderr: `spantom: browsers refuse to open port ${port}; choose another with --port, or --port 0 for any free one\n`,
    });
});

test("--base-path is part of the printed address, which answers with it and without", async () => {
  for (const given of ["/proxy/8050", "/proxy/8050/", "proxy/8050"]) {
    const { child, url } = await start("--db-path", "later.db", "--port", "0", "--base-path", given, "--token");
    const { origin, pathname, search } = new URL(url);
    expect([pathname, search.slice(0, 3)], given).toEqual(["/proxy/8050/", "?t="]);
    for (const path of ["/", pathname])
      expect(
        (await fetch(`${origin}${path}`, { headers: { authorization: `Bearer ${search.slice(3)}` } })).status,
      ).toBe(200);
    child.kill();
  }
});

test.each(["//evil.com", "https://example.org/x", "/a/../b", "/span", "/a b", "/%2e%2e"])(
  "--base-path %s is refused in one line",
  async (path) => {
    const { code, stdout, stderr } = await cli.run(["--db-path", "later.db", "--base-path", path]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^spantom: [^\n]*--base-path[^\n]*Expected a path like \/proxy\/8050[^\n]*\n$/);
  },
);

test("says what is wrong with the database's place", async () => {
  const cases = [
    [["--db-path", "no/such/x.db"], `the folder ${join(cli.folder, "no/such")} does not exist; create it`],
    [["--db-path", "."], `${cli.folder} is a directory; name a file in it with --db-path`],
    [["--db-path", "http://example.com/x.db"], "http://example.com/x.db is not a file path"],
  ] as const;
  for (const [args, message] of cases) {
    const { code, stderr } = await cli.run(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^spantom: [^\n]+\n$/);
    expect(stderr).toContain(message);
  }
});

test("--compare names another file, which is checked like the first", async () => {
  const path = cli.copyDatabase("after.db");
  const before = cli.copyDatabase("before.db");
  const { line } = await start("--db-path", path, "--compare", "before.db", "--port", "0");
  expect(line).toContain(`reading ${path}, compared with ${before}\n`);
  const { code, stderr } = await cli.run(["--db-path", path, "--compare", ".", "--port", "0"]);
  expect([code, stderr]).toEqual([1, `spantom: ${cli.folder} is a directory; name a file in it with --compare\n`]);
  const missing = await cli.run(["--db-path", path, "--compare", "gone.db", "--port", "0"]);
  const gone = join(cli.folder, "gone.db");
  expect([missing.code, missing.stderr]).toEqual([
    1,
    `spantom: ${gone}: no such file; choose another with --compare\n`,
  ]);
  expect((await cli.run(["--db-path", path, "--compare", ""])).code).toBe(2);
});

test("compiled code is kept in the user's cache, where Node can and the user has a folder", async () => {
  const files = () => readdirSync(dirname(dirname(cli.bin)), { recursive: true });
  const shipped = files();
  const [cache, home] = [join(cli.folder, "cache"), join(cli.folder, "no-home")];
  for (const env of [
    { XDG_CACHE_HOME: cache, LOCALAPPDATA: cli.folder, HOME: cli.folder },
    { XDG_CACHE_HOME: "", LOCALAPPDATA: home, HOME: home, USERPROFILE: home },
  ]) {
    const { child, url, ended } = await startWith(env, "--db-path", "later.db", "--port", "0");
    expect((await fetch(url)).status).toBe(200);
    child.kill("SIGTERM");
    await ended;
  }
  if (process.platform === "linux") expect(existsSync(join(cache, "spantom"))).toBe("enableCompileCache" in module);
  expect(existsSync(home)).toBe(false);
  expect(files()).toEqual(shipped);
});
