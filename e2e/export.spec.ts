import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { findBarriers } from "./axe.ts";
import { expect, OWN, test } from "./dashboard.ts";

const SPANS = 2980;

/** For rows that contain no line breaks, as in this file. */
function countCsv(file: string): number {
  return readFileSync(file, "utf8").trimEnd().split("\r\n").length - 1;
}

test("the newest spans' pane exports all spans, as a browser download", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Export Newest spans" }).click();
  await page.getByRole("menuitem", { name: "All spans…" }).click();
  const dialog = page.getByRole("dialog", { name: "Export all spans" });
  await dialog.getByRole("radio", { name: /^All/ }).check();
  await expect(dialog.getByText("spantom export --format csv")).toBeVisible();
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("spantom-spans.csv");
  expect(countCsv(await file.path())).toBe(SPANS);
  await expect(dialog.getByRole("status")).toHaveText(/^Done: 2,980 of 2,980 spans, \d+ kB$/);
});

test("axe finds nothing in the dialog", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Export Newest spans" }).press("Enter");
  await page.getByRole("menuitem", { name: "All spans…" }).press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("an export is stopped by name, and its file does not pass for a complete one", async ({
  page,
  dashboard,
  request,
}) => {
  await page.goto("/");
  // Each row is slow, so that the test need not hit an exact moment.
  const slow =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, printf('%.*c', 1000, 'x') FROM n";
  const id = randomUUID();
  const href = `/query.csv?${new URLSearchParams({ sql: slow, id })}`;
  const download = page.waitForEvent("download");
  await page.evaluate((to) => {
    const link = document.createElement("a");
    link.href = to;
    link.download = "";
    link.click();
  }, href);
  const file = await download;
  const status = `${dashboard.url}/api/export?id=${id}`;
  await expect.poll(async () => (await (await request.get(status)).json()).bytes).toBeGreaterThan(100_000);
  await request.post(status);
  expect(await file.failure()).not.toBeNull();
  await expect.poll(async () => (await request.get(status)).json()).toEqual({ state: "failed", message: "Stopped." });
});

test("a client that disconnects ends its export", async ({ dashboard }) => {
  const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
  const gone = new AbortController();
  const id = randomUUID();
  const href = `${dashboard.url}/query.json?${new URLSearchParams({ sql: endless, id })}`;
  const response = await fetch(href, { signal: gone.signal });
  expect(response.status).toBe(200);
  gone.abort();
  const status = async () => (await fetch(`${dashboard.url}/api/export?id=${id}`)).json();
  await expect.poll(status).toEqual({ state: "failed", message: "Stopped." });
});

test("clients that disconnect halfway leave nothing on the terminal", OWN, async ({ dashboard }) => {
  const endless =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, printf('%.*c', 1000, 'x') FROM n";
  const href = `${dashboard.url}/query.csv?${new URLSearchParams({ sql: endless })}`;
  for (let client = 0; client < 60; client++) {
    const gone = new AbortController();
    const { body } = await fetch(href, { signal: gone.signal });
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    for (let bytes = 0; bytes < client * 37_000; ) bytes += (await reader.read()).value?.length ?? 0;
    gone.abort();
  }
  expect((await fetch(dashboard.url)).status).toBe(200);
  expect(dashboard.output()).not.toMatch(/Error/);
});

test("a query's results are saved completely, beyond what the page shows", async ({ page }) => {
  const sql = "SELECT a.id FROM spans AS a, (SELECT id FROM spans LIMIT 5) AS b";
  await page.goto(`/query?${new URLSearchParams({ sql })}`);
  await page.getByRole("button", { name: "Export Results" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /^CSV/ }).click();
  const text = readFileSync(await (await download).path(), "utf8");
  expect(text.split("\r\n").length).toBe(SPANS * 5 + 2);
});

test("the data endpoints answer scripts: figures, rows, and errors with a code", async ({ request, dashboard }) => {
  const overview = await (await request.get("/overview.json")).json();
  expect(overview).toMatchObject({ spans: SPANS, nameCount: 5 });
  expect(overview.names[0]).toMatchObject({ p95: expect.any(Number), self: expect.any(Number) });
  const csv = await request.get("/overview.csv");
  expect(csv.headers()["content-type"]).toBe("text/csv; charset=utf-8");
  expect((await csv.text()).split("\r\n")[0]).toBe(
    "name,count,share,total,self,mean,p50,p95,p99,max,errors,unfinished",
  );
  const formula = "/query.csv?sql=SELECT+'=1'+AS+a,+-2+AS+b";
  expect(await (await request.get(formula)).text()).toBe("a,b\r\n'=1,-2\r\n");
  expect(await (await request.get(`${formula}&raw=1`)).text()).toBe("a,b\r\n=1,-2\r\n");
  const wrong = await request.get("/query.json?sql=SELECT+nosuch+FROM+spans");
  expect([wrong.status(), await wrong.json()]).toEqual([
    400,
    { error: { code: "SQLITE_ERROR", message: "no such column: nosuch (line 1, column 8)." } },
  ]);
  const foreign = await fetch(`${dashboard.url}/export?format=csv`, {
    headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
  });
  expect(foreign.status).toBe(403);
});
