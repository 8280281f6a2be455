/** The dashboard and pages of other origins, including other ports, in a real browser. */
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import type { Browser, Page, Request } from "playwright/test";
import { ask } from "../cli/fixtures/raw-http.ts";
import { awaken, expect, listen, queryPage, test } from "./dashboard.ts";
import { startDashboard } from "./running.ts";

const SQL = "SELECT id, duration FROM spans WHERE id <= 7";
const LINK = `/query?sql=${encodeURIComponent(SQL)}`;
const servers: Server[] = [];

test.afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function portOf(server: Server): Promise<number> {
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/**
 * Serves a foreign page. `localhost` is a different site from 127.0.0.1; another port of 127.0.0.1 is the same site.
 */
async function otherPage(html: string, name = "localhost"): Promise<string> {
  const server = createHttpServer((_, response) => response.setHeader("content-type", "text/html").end(html));
  return `http://${name}:${await portOf(server)}/`;
}

/** Opens a page without the fixture's error checks, as it is foreign. */
async function openPage(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

for (const [what, name] of [
  ["another site", "localhost"],
  ["another port", "127.0.0.1"],
] as const)
  test(`a link on ${what} opens the query, which runs once the user says so`, async ({ browser, dashboard }) => {
    const page = await openPage(browser);
    await page.goto(await otherPage(`<a href="${dashboard.url}${LINK}">look</a>`, name));
    await page.getByRole("link").click();
    const query = queryPage(page);
    await expect(query.sql).toContainText(SQL);
    await expect(page.getByText("It has not been run: read it, then press Run.")).toBeVisible();
    await awaken(page);
    await expect(query.results).toHaveCount(0);
    await query.run.click();
    await query.drawn(7);
    await expect(page.getByText("It has not been run")).toHaveCount(0);
    await page.goBack();
    await page.goForward();
    await expect(query.sql).toContainText(SQL);
    // A reload is the user's own action.
    await page.reload();
    await query.drawn(7);
    await page.context().close();
  });

test("the query of one's own link runs at once, and so does a link without SQL", async ({
  browser,
  dashboard,
  page,
}) => {
  await page.goto(LINK);
  await queryPage(page).drawn(7);
  const foreign = await openPage(browser);
  await foreign.goto(await otherPage(`<a href="${dashboard.url}/query">look</a>`));
  await foreign.getByRole("link").click();
  await queryPage(foreign).drawn(100);
  await foreign.context().close();
});

test("another page can neither frame it, nor load from it, nor ask it", async ({ browser, dashboard: { url } }) => {
  const page = await openPage(browser);
  /** Each request's outcome: its status, or that the browser blocked the answer. */
  const ends: string[] = [];
  const note = (request: Request, end: string) => {
    if (request.url().startsWith(url)) ends.push(`${new URL(request.url()).pathname} ${end}`);
  };
  page.on("response", (response) => note(response.request(), String(response.status())));
  page.on("requestfailed", (request) => note(request, "kept"));
  await page.goto(
    await otherPage(`<iframe src="${url}/"></iframe><img src="${url}/icon.svg"><script src="${url}/a.js"></script>
      <form action="${url}/api/query" method="post" enctype="text/plain" target="frame"><input name='{"sql":"' value='"}'></form>
      <iframe name="frame"></iframe>`),
  );
  const failed = await page.evaluate(async (to) => {
    document.forms[0]?.submit();
    const asks = [
      fetch(`${to}/overview.json`),
      fetch(`${to}/query.json?sql=SELECT+1`, { mode: "no-cors" }),
      fetch(`${to}/api/query`, { method: "POST", body: '{"sql":"SELECT 1"}' }),
      fetch(`${to}/api/query`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }),
    ];
    return (await Promise.allSettled(asks)).map((one) => one.status);
  }, url);
  // Not even blind requests, whose answers it cannot see.
  expect(failed).toEqual(["rejected", "rejected", "rejected", "rejected"]);
  // Framing is refused, and subresources are hidden from the other page's scripts.
  const refused = ["/ 403", "/api/query 403"];
  const kept = ["/", "/a.js", "/api/query", "/icon.svg", "/overview.json", "/query.json"].map((path) => `${path} kept`);
  await expect.poll(() => [...new Set(ends)].sort()).toEqual([...refused, ...kept].sort());
  await page.context().close();
});

test("a port forwarded by SSH or an editor shows all of it", async ({ browser, dashboard, faults }) => {
  const target = new URL(dashboard.url);
  const tunnel = createServer((socket) => {
    const through = connect(Number(target.port), target.hostname);
    for (const end of [socket, through]) end.on("error", () => undefined);
    socket.pipe(through).pipe(socket);
  });
  const url = `http://localhost:${await portOf(tunnel)}`;
  const page = await openPage(browser);
  await listen(page, url, faults);
  await page.goto(`${url}/`);
  await awaken(page);
  await page.getByRole("link", { name: "Query" }).first().click();
  const query = queryPage(page);
  await query.drawn(100);
  await query.type(SQL);
  await query.run.click();
  await query.drawn(7);
  expect(page.url()).toMatch(`${url}/query`);
  await page.context().close();
});

test("a token: who has the address is in, and keeps nothing of it in sight", async ({ browser, folder, faults }) => {
  const dashboard = await startDashboard(join(folder, "spans.db"), { more: ["--token"] });
  try {
    const { origin, searchParams } = new URL(dashboard.url);
    const token = searchParams.get("t") ?? "";
    const page = await openPage(browser);
    await page.goto(`${origin}/query`);
    await expect(page.getByText("this dashboard requires a token")).toBeVisible();

    const bodies: Promise<string>[] = [];
    await listen(page, origin, faults);
    page.on("response", (response) => bodies.push(response.text().catch(() => "")));
    await page.goto(`${dashboard.url}&run=all`);
    await expect(page).toHaveURL(`${origin}/?run=all`);
    await expect(page.getByRole("link", { name: "Query" }).first()).toBeVisible();
    expect(await page.evaluate(() => document.cookie)).not.toContain(token);
    expect((await Promise.all(bodies)).join("")).not.toContain(token);
    expect(faults).toEqual([]);
    expect((await ask(origin, "/")).status).toBe(401);
    await page.context().close();
  } finally {
    await dashboard.stop();
  }
});

test("a token is accepted from a link on another site, too", async ({ browser, folder }) => {
  const dashboard = await startDashboard(join(folder, "spans.db"), { more: ["--token"] });
  try {
    const { origin } = new URL(dashboard.url);
    const page = await openPage(browser);
    await page.goto(await otherPage(`<a href="${dashboard.url}&run=all">look</a>`));
    await page.getByRole("link").click();
    await expect(page).toHaveURL(`${origin}/?run=all`);
    await expect(page.getByRole("link", { name: "Query" }).first()).toBeVisible();
    await page.context().close();
  } finally {
    await dashboard.stop();
  }
});
