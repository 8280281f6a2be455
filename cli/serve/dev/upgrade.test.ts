/** Who may open the hot reload socket: real upgrade requests. */
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { send } from "../../fixtures/raw-http.ts";
import { hostNames } from "../gate.ts";
import { createHttpServer } from "../http-server.ts";
import { createUpgrade } from "./upgrade.ts";

const PATH = "/_next/hmr";
let server: Server;
afterEach(() => server.close());

/** Requests the socket with these headers and returns what is received before the connection closes. */
async function askFor(
  headers: Record<string, string>,
  { path = `${PATH}?id=1`, token = undefined as string | undefined } = {},
) {
  const guard = { gate: { names: hostNames(["dev.box"]) }, token };
  const upgrade = createUpgrade(guard, PATH, (_, socket) => socket.end("passed"));
  server = createHttpServer((_, response) => response.end("page"), { upgrade });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const all = { Connection: "Upgrade", Upgrade: "websocket", ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return send(`http://127.0.0.1:${port}`, `GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
}

const OWN = { Host: "127.0.0.1:8050", Origin: "http://127.0.0.1:8050" };

test.each([
  ["a page of this dashboard", OWN],
  ["a page under a name that was allowed", { Host: "dev.box", Origin: "https://dev.box" }],
])("%s gets it", async (_, headers) => {
  expect(await askFor(headers)).toBe("passed");
});

test.each([
  ["a page of another site", { ...OWN, Origin: "http://evil.com" }],
  ["a page of another port", { ...OWN, Origin: "http://127.0.0.1:8051" }],
  ["a page without an origin of its own", { ...OWN, Origin: "null" }],
  ["a page of another site, as its browser says", { ...OWN, "Sec-Fetch-Site": "cross-site" }],
  ["a name that was made to point here", { Host: "evil.com", Origin: "http://evil.com" }],
  ["what is no browser", { Host: OWN.Host }],
])("%s does not", async (_, headers) => {
  expect(await askFor(headers)).toBe("");
});

test("there is no other socket", async () => {
  for (const path of ["/", "/_next/hmr2", "/api/newest", "//_next/hmr"]) {
    expect(await askFor(OWN, { path }), path).toBe("");
    server.close();
  }
});

test("where a token is asked for, it is asked for here too", async () => {
  expect(await askFor(OWN, { token: "secret" })).toBe("");
  server.close();
  expect(await askFor({ ...OWN, Cookie: "spantom_8050=secret" }, { token: "secret" })).toBe("passed");
});
