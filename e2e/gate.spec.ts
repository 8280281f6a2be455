import { join } from "node:path";
import { ask, send } from "../cli/fixtures/raw-http.ts";
import { expect, OWN, queryPage, test } from "./dashboard.ts";
import { startDashboard } from "./running.ts";

test("it listens on 127.0.0.1 and answers to loopback names on any port", async ({ dashboard }) => {
  expect(new URL(dashboard.url).hostname).toBe("127.0.0.1");
  for (const host of ["localhost:9999", "spantom.localhost", "127.0.0.1", "[::1]:1"])
    expect((await ask(dashboard.url, "/", { host })).status, host).toBe(200);
});

test("another name is refused, with a line that says what to do", async ({ dashboard }) => {
  for (const host of ["evil.com", "localhost.evil.com", "0.0.0.0"]) {
    const { status, headers, body } = await ask(dashboard.url, "/", { host });
    expect([status, headers["content-type"]], host).toEqual([403, "text/plain; charset=utf-8"]);
    expect(body).toContain(`--allow-host ${host}`);
    expect(body.trim().split("\n")).toHaveLength(1);
  }
});

test("--allow-host lets a name in", async ({ folder }) => {
  const dashboard = await startDashboard(join(folder, "spans.db"), { more: ["--allow-host", "dev.box"] });
  try {
    expect((await ask(dashboard.url, "/", { host: "dev.box:8050" })).status).toBe(200);
    expect((await ask(dashboard.url, "/", { host: "other.box" })).status).toBe(403);
  } finally {
    await dashboard.stop();
  }
});

test("pages elsewhere can link to it and do no more", async ({ dashboard }) => {
  const from = (site: string, mode: string, dest: string) => ({
    "sec-fetch-site": site,
    "sec-fetch-mode": mode,
    "sec-fetch-dest": dest,
  });
  const paths = ["/", "/query?sql=SELECT%201", "/_next/static/none.js", "/api/none"];
  for (const path of paths) {
    expect((await ask(dashboard.url, path, from("cross-site", "cors", "empty"))).status).toBe(403);
    expect((await ask(dashboard.url, path, from("same-site", "no-cors", "image"))).status).toBe(403);
    expect((await ask(dashboard.url, path, from("cross-site", "navigate", "iframe"))).status).toBe(403);
    expect((await ask(dashboard.url, path, { origin: "null" })).status).toBe(403);
    expect((await ask(dashboard.url, path, { origin: "http://localhost:3000" })).status).toBe(403);
  }
  expect((await ask(dashboard.url, "/", from("cross-site", "navigate", "document"))).status).toBe(200);
  // Downloads and expensive requests cannot be linked to.
  for (const path of ["/query.json?sql=SELECT%201", "/query.csv", "/export", "/overview.json", "/span/2.json"])
    expect((await ask(dashboard.url, path, from("cross-site", "navigate", "document"))).status, path).toBe(403);
  expect((await ask(dashboard.url, "/", { "next-action": "1" }, "POST")).status).toBe(405);
  expect((await ask(dashboard.url, "/api/query", { "next-action": "1" }, "POST")).status).toBe(400);
  expect((await ask(dashboard.url, "/", { "x-middleware-subrequest": "middleware" })).status).toBe(400);
  expect((await ask(dashboard.url, "/", {}, "OPTIONS")).status).toBe(405);
});

test("every answer carries the security headers and lets no other origin read it", async ({ dashboard }) => {
  const script = /\/_next\/static\/[^"]+\.js/.exec((await ask(dashboard.url, "/")).body)?.[0] ?? "";
  for (const [path, status] of [
    ["/", 200],
    ["/query", 200],
    [script, 200],
    ["/nope", 404],
    ["//evil.com", 400],
  ] as const) {
    const { headers, status: found } = await ask(dashboard.url, path);
    expect(found, path).toBe(status);
    expect(headers["x-frame-options"], path).toBe("DENY");
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["referrer-policy"], path).toBe("no-referrer");
    expect(headers["cross-origin-opener-policy"], path).toBe("same-origin");
    expect(headers["cross-origin-resource-policy"], path).toBe("same-origin");
    expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect(headers["x-powered-by"]).toBeUndefined();
  }
});

test("no path leads out of the dashboard's files", async ({ dashboard }) => {
  for (const path of [
    "/_next/static/../../manifest.json",
    "/_next/static/..%2f..%2fmanifest.json",
    "/..%2f..%2fpackage.json",
    "/manifest.json",
    "/package.json",
    "/.next/required-server-files.json",
    "/vendor/next/package.json",
    "/%5ce.com",
    "/%E0%A4%A",
    "/query.rsc",
    "/_next/image?url=%2Ficon.svg&w=64&q=75",
    "/_next/image?url=http%3A%2F%2F169.254.169.254%2F&w=64&q=75",
    "/_next/data/x/query.json",
    "/_next/webpack-hmr",
    "/__nextjs_original-stack-frame?file=/etc/passwd",
    "/@fs/etc/passwd?raw??",
    "/etc/passwd",
  ]) {
    const { status, body } = await ask(dashboard.url, path);
    expect(status, path).toBe(404);
    expect(body).not.toMatch(/nextVersion|root:/);
  }
});

test("anything but a plain request is refused or cut off", async ({ dashboard: { url } }) => {
  const host = `Host: ${new URL(url).host}\r\n`;
  const end = "Connection: close\r\n\r\n";
  expect(await send(url, `GET / HTTP/1.1\r\n${host}Host: evil.com\r\n${end}`)).toMatch(/^HTTP\/1\.1 400 /);
  expect(await send(url, `GET / HTTP/1.1\r\n${end}`)).toMatch(/^HTTP\/1\.1 400 /);
  expect(await send(url, `GET http://169.254.169.254/ HTTP/1.1\r\n${host}${end}`)).toMatch(/^HTTP\/1\.1 400 /);
  expect(await send(url, `GET /\\evil.com HTTP/1.1\r\n${host}${end}`)).toMatch(/^HTTP\/1\.1 400 /);
  expect(await send(url, `GET /${"a".repeat(20_000)} HTTP/1.1\r\n${host}${end}`)).toMatch(/^HTTP\/1\.1 414 /);
  expect(await send(url, `GET /${"a".repeat(70_000)} HTTP/1.1\r\n${host}${end}`)).toMatch(/^HTTP\/1\.1 431 /);
  expect(await send(url, `TRACE / HTTP/1.1\r\n${host}${end}`)).toMatch(/^HTTP\/1\.1 405 /);
  const upgrade = `${host}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: a\r\nSec-WebSocket-Version: 13\r\n\r\n`;
  expect(await send(url, `GET / HTTP/1.1\r\n${upgrade}`)).toBe("");
  expect(await send(url, `CONNECT evil.com:80 HTTP/1.1\r\n${host}\r\n`)).toBe("");
});

test("Ctrl-C during a query ends everything at once", OWN, async ({ page, dashboard, faults }) => {
  const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
  await page.goto("/query");
  const query = queryPage(page);
  await query.drawn(100);
  await query.type(endless);
  await query.run.click();
  await expect(query.stop).toBeEnabled();
  const start = performance.now();
  expect((await dashboard.stop()).code).toBe(process.platform === "win32" ? null : 130);
  expect(performance.now() - start).toBeLessThan(2000);
  // The browser reports that its connection was closed.
  faults.splice(0);
});
