import { statSync, truncateSync } from "node:fs";
import { expect, test } from "./dashboard.ts";

test("lists every span name with its figures, and the newest spans with their tags", async ({ page }) => {
  await page.goto("/");
  const names = page.getByRole("table", { name: "Span names" });
  for (const column of ["Name", "Count", "Share of run", "Total", "Self", "Mean", "p50", "p95", "p99", "Max"])
    await expect(names.getByRole("columnheader", { name: new RegExp(`^${column}\\b`) })).toBeVisible();
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

test("the rail says what the file takes on the disk, and what makes a large one smaller", async ({
  page,
  dashboard,
}) => {
  const database = page.getByRole("region", { name: "Database" });
  expect(statSync(dashboard.dbPath).size).toBe(278_528);
  for (const path of ["/", "/query"]) {
    await page.goto(path);
    await expect(database, path).toContainText("279 kB");
    await expect(database.getByText("spantom prune"), path).toHaveCount(0);
  }
  // A hole at its end, which takes no disk and which SQLite passes over.
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
