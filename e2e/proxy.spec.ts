/** The dashboard under a path of another server requests nothing outside that path, and nothing fails. */
import { join } from "node:path";
import type { Page } from "playwright/test";
import { ask } from "../cli/fixtures/raw-http.ts";
import { awaken, expect, listen, queryPage, test } from "./dashboard.ts";
import { PLANTED } from "./files.ts";
import { type Kind, type PathProxy, PROXIES, startProxy } from "./proxies.ts";
import { type Dashboard, startDashboard } from "./running.ts";

interface Visit {
  readonly page: Page;
  readonly dashboard: Dashboard;
  readonly proxy: PathProxy;
  /** The root, with a trailing slash. */
  readonly root: string;
}

test.describe.configure({ mode: "parallel" });

/** Opens no page yet. Checks at the end that there were no errors and no misses at the proxy. */
async function visit(kind: Kind, folder: string, options: string[], page: Page, walk: (visit: Visit) => Promise<void>) {
  const dbPath = join(folder, "spans.db");
  await PLANTED.put(dbPath);
  const dashboard = await startDashboard(dbPath, { more: [...(kind.options ?? []), ...options] });
  const proxy = await startProxy(dashboard.url, kind);
  const faults: string[] = [];
  try {
    await listen(page, proxy.origin, faults);
    await walk({ page, dashboard, proxy, root: `${proxy.origin}${kind.base}/` });
    expect(proxy.misses).toEqual([]);
    expect(faults).toEqual([]);
  } finally {
    proxy.close();
    await dashboard.stop();
  }
}

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await awaken(page);
}

/** Navigates by the header, which does not reload the page. */
async function follow({ page, root }: Visit, view: string, path: string): Promise<void> {
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: view }).click();
  await expect.poll(() => page.url().split("?", 1)[0]).toBe(root + path);
  await expect(page.getByRole("main").getByRole("row").nth(1)).toBeVisible();
}

async function walkAll(at: Visit): Promise<void> {
  const { page, root } = at;
  await page.evaluate(() => Object.assign(window, { same: true }));
  for (const [view, path] of [
    ["Explore", "explore"],
    ["Compare", "compare"],
    ["Query", "query"],
    ["Overview", ""],
  ] as const)
    await follow(at, view, path);
  expect(await page.evaluate(() => "same" in window), "the page was never loaded anew").toBe(true);
  await page.goBack();
  await expect(page).toHaveURL(`${root}query`);
  await page.goForward();
  await expect(page).toHaveURL(root);

  await follow(at, "Query", "query");
  const query = queryPage(page);
  await query.type("SELECT id, duration FROM spans WHERE id <= 7");
  await query.run.click();
  await query.drawn(7);
  await page.reload();
  await awaken(page);
  await query.drawn(7);

  // From a span, whose address is one level deeper, to another span of its tree and on.
  await open(page, `${root}span/3230?run=run-2`);
  await page.getByRole("treegrid").getByRole("row").nth(2).click();
  await expect(page).not.toHaveURL(/3230/);
  await page.reload();
  await awaken(page);
  await follow(at, "Explore", "explore");
  await page.goBack();
  await expect(page).toHaveURL(/\/span\/\d+\?/);
}

async function takeOut({ page, root }: Visit): Promise<void> {
  await open(page, root);
  const links = await page
    .locator("link[rel=alternate]")
    .evaluateAll((elements) => elements.map((element) => (element as HTMLLinkElement).href));
  expect(links.map((href) => href.startsWith(root))).toEqual([true, true]);
  const statuses = await page.evaluate(
    (hrefs) => Promise.all(hrefs.map(async (href) => (await fetch(href)).status)),
    links,
  );
  expect(statuses).toEqual([200, 200]);
  await page.getByRole("button", { name: "Export Newest spans" }).click();
  let download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "CSV" }).click();
  expect((await download).url()).toContain(`${root}explore.csv`);
  await page.getByRole("button", { name: "Export Newest spans" }).click();
  await page.getByRole("menuitem", { name: "All spans…" }).click();
  const dialog = page.getByRole("dialog", { name: "Export all spans" });
  download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  expect(await (await download).failure()).toBeNull();
  await expect(dialog.getByRole("status")).toHaveText(/^Done: /);
}

for (const kind of PROXIES) {
  test(`every view works behind ${kind.name}`, async ({ browser, folder }) => {
    const page = await browser.newPage();
    await visit(kind, folder, [], page, async (at) => {
      await open(page, at.root);
      await walkAll(at);
      await takeOut(at);
      // A span of an earlier run links to that run.
      await open(page, `${at.root}span/2`);
      await expect(page).toHaveURL(`${at.root}span/2?run=run-0`);
      const colors = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
      expect(colors).toContain("Inter");
    });
    await page.context().close();
  });

  test(`the token lets in behind ${kind.name}, and its cookie is for that path`, async ({ browser, folder }) => {
    const page = await browser.newPage();
    await visit(kind, folder, ["--token"], page, async (at) => {
      const { search } = new URL(at.dashboard.url);
      await open(page, `${at.root}${search}`);
      await expect(page).toHaveURL(at.root);
      const [cookie, ...more] = await page.context().cookies();
      expect([cookie?.name.startsWith("spantom_"), cookie?.path.replace(/\/$/, ""), more]).toEqual([
        true,
        kind.base,
        [],
      ]);
      await walkAll(at);
      // A shared link, opened by someone who has no cookie. Not the same page with its cookie taken away: the browser
      // may request an icon of the earlier pages as late as that.
      const other = await browser.newPage();
      const faults: string[] = [];
      await listen(other, at.proxy.origin, faults);
      await open(other, `${at.root}span/2${search}&run=run-0`);
      await expect(other).toHaveURL(`${at.root}span/2?run=run-0`);
      await follow({ ...at, page: other }, "Explore", "explore");
      expect(faults).toEqual([]);
      await other.context().close();
    });
    await page.context().close();
  });
}

test("the root works without its trailing slash, too", async ({ browser, folder }) => {
  for (const kind of PROXIES) {
    const page = await browser.newPage();
    const dbPath = join(folder, "spans.db");
    await PLANTED.put(dbPath);
    const dashboard = await startDashboard(dbPath, { more: [...(kind.options ?? [])] });
    const proxy = await startProxy(dashboard.url, kind);
    try {
      await open(page, `${proxy.origin}${kind.base}`);
      await follow({ page, dashboard, proxy, root: `${proxy.origin}${kind.base}/` }, "Compare", "compare");
    } finally {
      proxy.close();
      await dashboard.stop();
      await page.context().close();
    }
  }
});

test("no answer contains what a stranger puts in such a header", async ({ dashboard }) => {
  for (const header of ["x-forwarded-prefix", "x-forwarded-context", "x-proxycontextpath"])
    for (const value of [
      "//evil.com",
      "/evil-marker",
      "https://evil.com/",
      '/"><script>evil</script>',
      "/evil/../..",
      "/evil;Path=/",
    ])
      for (const path of ["/", "/explore", "/span/2", "/nope"]) {
        const { status, headers, body } = await ask(dashboard.url, path, { [header]: value });
        expect(status, path).toBeLessThan(500);
        expect(JSON.stringify(headers) + body, `${value} ${path}`).not.toContain("evil");
      }
});
