/** Who can reach the dashboard with `--host` and `--token`; run as a separate process. */
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { because } from "../../lib/fixtures/because.ts";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";
import { ask } from "../fixtures/raw-http.ts";
import { type Running, startRunning } from "../fixtures/running.ts";

let cli: BuiltCli;
const started: Running[] = [];
beforeAll(() => {
  cli = copyCli();
});
afterEach(() => {
  for (const { child } of started.splice(0)) child.kill("SIGKILL");
});
afterAll(() => cli.remove());

async function start(...args: string[]): Promise<Running> {
  const running = await startRunning(cli, ["--db-path", "x.db", "--port", "0", ...args]);
  started.push(running);
  return running;
}

async function stop({ child, ended }: Running) {
  child.kill("SIGTERM");
  return ended;
}

/** A non-loopback address of this machine. */
const outside = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ internal, family }) => !internal && family === "IPv4")?.address;

const canConnect = (host: string, port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, host, () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });

const tokenOf = ({ url }: Running) => new URL(url).searchParams.get("t") ?? "";
const cookieOf = (headers: { "set-cookie"?: string[] | undefined }) => headers["set-cookie"]?.[0]?.split(";")[0] ?? "";

test("by default nobody outside of this machine can connect, and no token is asked for", async () => {
  const running = await start();
  const port = Number(new URL(running.url).port);
  expect(running.url).toBe(`http://127.0.0.1:${port}/`);
  if (outside) expect(await canConnect(outside, port)).toBe(false);
  expect((await ask(running.url, "/")).status).toBe(200);
});

describe("a token is made, and one line says why, for", () => {
  const hosts = ["0.0.0.0", "0", "0x0", "::", "[::]", "::ffff:0.0.0.0", ...(outside ? [outside] : [])];
  test.each(process.platform === "win32" ? hosts.filter((host) => !host.startsWith("0")) : hosts)(
    "--host %s",
    async (host) => {
      const running = await start("--host", host).catch((error: Error) => error);
      // No IPv6 here.
      if (running instanceof Error) return expect(running.message).toContain("is not an address of this machine");
      expect(tokenOf(running)).toMatch(/^[\w-]{43}$/);
      expect((await ask(running.url, "/")).status).toBe(401);
      const { stderr } = await stop(running);
      expect(stderr).toMatch(/^spantom: [^\n]+\n$/);
      expect(stderr).toContain(`${host} can be reached from other machines: they need the token`);
    },
  );
});

test.each(["localhost", "127.0.0.2", "127.1", "::1"])("none for --host %s", async (host) => {
  const running = await start("--host", host).catch((error: Error) => error);
  if (running instanceof Error) return expect(running.message).toContain("is not an address of this machine");
  expect(running.url).toMatch(/^http:\/\/[^/]+:\d+\/$/);
  expect((await ask(running.url, "/")).status).toBe(200);
  expect((await stop(running)).stderr).toBe("");
});

test.skipIf(because(outside === undefined, "this machine has no address but its own"))(
  "every address is opened under this machine's own, and under no other name",
  async () => {
    const running = await start("--host", "0.0.0.0");
    const { port } = new URL(running.url);
    const address = `http://${outside}:${port}`;
    expect((await ask(address, `/?t=${tokenOf(running)}`)).status).toBe(303);
    expect((await ask(address, "/", { host: "evil.com" })).status).toBe(403);
    expect((await ask(address, "/", { host: "0.0.0.0" })).status).toBe(403);
    // The printed address, too: on another machine, 127.0.0.1 is that machine itself.
    const { stdout } = await stop(running);
    expect(stdout).toContain(`\nFrom other machines  ${address}/?t=${tokenOf(running)}\n`);
  },
);

describe("--token", () => {
  test("asks for it on every path, whether there is something or not, with one line", async () => {
    const { url } = await start("--token");
    for (const [path, method] of [
      ["/", "GET"],
      ["/", "HEAD"],
      ["/nowhere", "GET"],
      ["/api/query", "POST"],
      ["/query.json?sql=SELECT+1", "GET"],
      ["/_next/static/x.js", "GET"],
      ["/favicon.ico", "GET"],
    ] as const) {
      const { status, headers, body } = await ask(url, path, {}, method);
      expect([status, headers["www-authenticate"]], path).toEqual([401, "Bearer"]);
      if (method !== "HEAD") expect(body).toMatch(/^this dashboard requires a token: [^\n]+\n$/);
      expect(headers["x-frame-options"]).toBe("DENY");
    }
  });

  test("lets in whoever has the address, who then has a cookie and a clean address", async () => {
    const running = await start("--token");
    const arrived = await ask(running.url, `/?t=${tokenOf(running)}&run=all`);
    expect([arrived.status, arrived.headers.location]).toEqual([303, "./?run=all"]);
    expect(arrived.headers["set-cookie"]).toEqual([
      `spantom_${new URL(running.url).port}=${tokenOf(running)}; HttpOnly; SameSite=Strict`,
    ]);
    expect(arrived.headers["referrer-policy"]).toBe("no-referrer");
    const cookie = cookieOf(arrived.headers);
    expect(await ask(running.url, "/", { cookie })).toMatchObject({ status: 200, body: "page" });
    expect((await ask(running.url, "/", { authorization: `Bearer ${tokenOf(running)}` })).status).toBe(200);
  });

  test("a link on another page arrives too: by a page that goes on by itself, for the cookie to come along", async () => {
    const running = await start("--token");
    const link = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    const arrived = await ask(running.url, `/query?t=${tokenOf(running)}`, link);
    expect([arrived.status, arrived.headers.refresh]).toEqual([200, "0; url=./query"]);
    expect(cookieOf(arrived.headers)).toContain(tokenOf(running));
    // The page itself does not reveal the token.
    expect(arrived.body).not.toContain(tokenOf(running));
  });

  test("is of no use to another site that got hold of it", async () => {
    const running = await start("--token");
    for (const dest of ["iframe", "image", "empty"]) {
      const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": dest };
      expect((await ask(running.url, `/?t=${tokenOf(running)}`, headers)).status).toBe(403);
    }
    expect((await ask(running.url, `/?t=${tokenOf(running)}`, { host: "evil.com" })).status).toBe(403);
  });

  test("is printed once, and is another one after the next start", async () => {
    const first = await start("--token");
    const second = await start("--token");
    const cookie = cookieOf((await ask(first.url, `/?t=${tokenOf(first)}`)).headers);
    await ask(first.url, "/", { cookie });
    expect((await ask(second.url, `/?t=${tokenOf(first)}`)).status).toBe(401);
    const { stdout, stderr } = await stop(first);
    expect((stdout + stderr).split(tokenOf(first))).toHaveLength(2);
  });
});

test.each(["999.1.1.1", "no-such-machine.invalid", "203.0.113.7", "http://127.0.0.1"])(
  "--host %s is no address of this machine: one line, exit code 1",
  async (host) => {
    const { code, stdout, stderr } = await cli.run(["--db-path", "x.db", "--port", "0", "--host", host]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      `spantom: ${host} is not an address of this machine; omit --host to listen on this machine only\n`,
    );
  },
);
