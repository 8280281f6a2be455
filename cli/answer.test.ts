import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { createAnswer } from "./answer.ts";
import { ask } from "./fixtures/raw-http.ts";
import { hostNames } from "./gate.ts";
import type { Pages } from "./pages.ts";
import { CLOSED_POLICY, pagePolicy, SECURITY_HEADERS } from "./policy.ts";
import type { Site } from "./site.ts";

let server: Server;
afterEach(() => {
  vi.restoreAllMocks();
  server.close();
});

/** A server in which files are found under /file, and pages are what `serve` does. */
async function listen(serve: Pages["serve"]): Promise<string> {
  const gate = { names: hostNames([]) };
  const pages = { serve, start: () => undefined, signal: () => undefined };
  const serveFile: Site["serveFile"] = (path, _, response) => {
    if (path !== "/file") return false;
    response.end("file");
    return true;
  };
  server = createServer(createAnswer({ gate, token: undefined }, { serveFile, pages, policyOf: pagePolicy })).listen(
    0,
    "127.0.0.1",
  );
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const expected = Object.fromEntries(
  Object.entries(SECURITY_HEADERS).map(([name, value]) => [name.toLowerCase(), value]),
);

test("a page has a nonce of its own, which it is told, and files have none", async () => {
  const told: (string | undefined)[] = [];
  const url = await listen(async (_, request, response) => {
    told.push(/'nonce-([^']+)'/.exec(String(request.headers["content-security-policy"]))?.[1]);
    response.end("page");
  });
  const policies = [];
  for (const path of ["/", "/"]) {
    const { headers } = await ask(url, path, { "content-security-policy": "script-src 'nonce-mine'" });
    expect(headers).toMatchObject(expected);
    policies.push(headers["content-security-policy"]);
  }
  expect(new Set(told).size).toBe(2);
  expect(told).not.toContain("mine");
  for (const [i, policy] of policies.entries()) expect(policy).toContain(`'nonce-${told[i]}'`);
  expect((await ask(url, "/file")).headers).toMatchObject({ ...expected, "content-security-policy": CLOSED_POLICY });
});

test("a page that fails is one line without its error, with all the headers; the terminal has the rest", async () => {
  const told = vi.spyOn(console, "error").mockReturnValue();
  const url = await listen(async () => {
    throw new Error("secret of the file");
  });
  const { status, headers, body } = await ask(url, "/");
  expect([status, body]).toEqual([500, "the dashboard failed to answer; its terminal says more\n"]);
  expect(headers).toMatchObject(expected);
  expect(told).toHaveBeenCalledOnce();
});

test("a page that fails half-way is cut off, and the next one is answered", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const url = await listen(async (path, _, response) => {
    response.write("begun");
    if (path === "/fails") throw new Error("half-way");
    response.end();
  });
  await expect(ask(url, "/fails")).rejects.toThrow(/aborted|hang up|ECONNRESET/);
  expect((await ask(url, "/")).body).toBe("begun");
});

test("a refusal has all the headers and is the end of its connection", async () => {
  const url = await listen(async () => undefined);
  const { status, headers, body } = await ask(url, "/", { host: "evil.com" });
  expect([status, headers.connection]).toEqual([403, "close"]);
  expect(headers).toMatchObject({ ...expected, "content-security-policy": CLOSED_POLICY });
  expect(body).toMatch(/^evil\.com is not a name of this dashboard; [^\n]+\n$/);
});
