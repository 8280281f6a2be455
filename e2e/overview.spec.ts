import { statSync, truncateSync } from "node:fs";
import type { Page } from "playwright/test";
import { expect, test, WRITES } from "./dashboard.ts";
import { traceSpans } from "./running.ts";

test("lists every span name with its figures, and the newest spans with their tags", async ({ page }) => {
  await page.goto("/");
  const names = page.getByRole("table", { name: "Span names" });
  for (const column of ["Name", "Count", "Share of run", "Total", "Self", "Mean", "p50", "p95", "p99", "Max"])
    await expect(names.getByRole("columnheader", { name: new RegExp(`^${column}\\b(?! over)`) })).toBeVisible();
  for (const name of ["compile", "file", "parse", "read", "tokenize"]) {
    const row = names.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
    await expect(row, name).toContainText("596");
  }
  const newest = page.getByRole("table", { name: "Newest spans" });
  for (const tag of ["bytes", "package", "path"])
    await expect(newest.getByRole("columnheader", { name: new RegExp(tag) })).toBeVisible();
  await expect(newest.getByText("zoneinfo/_zoneinfo.py").first()).toBeVisible();
});

test("a name leads to the explore view of that name", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "tokenize", exact: true }).and(page.locator("td a")).click();
  await expect(page).toHaveURL(/\/explore\?name=tokenize$/);
});

test("the rail shows the file's size on disk, and how to shrink a large one", WRITES, async ({ page, dashboard }) => {
  const database = page.getByRole("region", { name: "Database" });
  expect(statSync(dashboard.dbPath).size).toBe(278_528);
  for (const path of ["/", "/query"]) {
    await page.goto(path);
    await expect(database, path).toContainText("279 kB");
    await expect(database.getByText("spantom prune"), path).toHaveCount(0);
  }
  // Adds a hole at the end, which takes no disk space and is ignored by SQLite.
  truncateSync(dashboard.dbPath, 1.2e9);
  for (const path of ["/", "/query"]) {
    await page.goto(path);
    await expect(database, path).toContainText("1.20 GB");
    await expect(database.getByText("spantom prune makes it smaller"), path).toBeVisible();
  }
});

test("an address without a page says so", async ({ page, faults }) => {
  const response = await page.goto("/nope");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("link", { name: "Overview" }).first()).toBeVisible();
  expect(faults.splice(0).filter((fault) => !fault.includes("404"))).toEqual([]);
});

const heatmap = (page: Page) => page.getByRole("region", { name: "Start × duration", exact: true });

test("the table is sorted by a column, and the address keeps it", async ({ page }) => {
  await page.goto("/");
  const names = page.getByRole("table", { name: "Span names" });
  await expect(names.getByRole("img", { name: /^read: p50 \d/ })).toBeVisible();
  const first = names.locator("tbody tr").first();
  // It takes less time than the file that it is part of, but all of it is its own.
  await expect(first).toContainText("tokenize");
  await expect(names.getByRole("columnheader", { name: "Self", exact: true })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await names.getByRole("button", { name: "Share of run" }).click();
  await expect(first).toContainText("file");
  await names.getByRole("button", { name: "solid: self" }).click();
  await expect(first).toContainText("tokenize");
  await names.getByRole("button", { name: "Name" }).click();
  await expect(first).toContainText("compile");
  await page.reload();
  await expect(first).toContainText("compile");
  await expect(names.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
});

test("the heatmap describes itself, also as a table, and a part of it leads to Explore", async ({ page }) => {
  await page.goto("/");
  const pane = heatmap(page);
  await expect(pane.getByRole("img", { name: /^2,980 spans of 5 names over 5\.\d\d s/ })).toBeVisible();
  await expect(pane.getByText("all 2,980 spans, the 30 slowest as points (without file)")).toBeVisible();
  await pane.getByRole("button", { name: "Show as table" }).click();
  const slowest = pane.getByRole("table", { name: "The slowest spans" });
  await expect(slowest.locator("tbody tr")).toHaveCount(30);
  await expect(slowest.getByRole("link").first()).toHaveAttribute("href", /^\.?\/span\/2267$/);
  await pane.getByRole("button", { name: "Show as chart" }).click();
  const cells = pane.getByRole("button", { name: /^Cells/ });
  const box = await cells.boundingBox();
  if (!box) throw new Error("the heatmap has no place");
  await page.mouse.move(box.x + box.width * 0.2, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.4, { steps: 4 });
  await expect(pane.getByText("Let go to ask why.")).toBeVisible();
  await page.mouse.up();
  await expect(page).toHaveURL(/\/explore\?x=start&y=duration&sel=[\d.]+\.\.[\d.]+%2C[\d.]+\.\.[\d.]+&why=selection$/);
});

test("an id among the newest spans leads to the span, and inherited tags are distinguished", async ({ page }) => {
  await page.goto("/");
  const newest = page.getByRole("table", { name: "Newest spans" });
  await expect(page.getByText("↑ inherited from file")).toBeVisible();
  const compile = newest.getByRole("row", { name: /^2979 / });
  await expect(compile).toContainText("↑ zoneinfo");
  await compile.getByRole("link", { name: "2979" }).click();
  await expect(page).toHaveURL("/span/2979");
});

test(
  "new spans are offered, and nothing moves until they are accepted; in follow mode, they appear at once",
  WRITES,
  async ({ page, dashboard, folder }) => {
    const trace = (count: number) => traceSpans(dashboard.dbPath, folder, "arrived", count);
    await page.goto("/");
    const first = page.getByRole("table", { name: "Newest spans" }).locator("tbody tr").first();
    await expect(first).toContainText("2980");
    await trace(12);
    const offer = page.getByRole("button", { name: "12 new spans, show" });
    await expect(offer).toBeVisible();
    await expect(first).toContainText("2980");
    await offer.click();
    await expect(first).toContainText("arrived");
    await expect(first).toContainText("2992");
    await expect(offer).toBeHidden();
    await page.keyboard.press("t");
    await expect(page.getByRole("button", { name: "live, following" })).toBeVisible();
    await trace(3);
    await expect(first).toContainText("2995");
  },
);
