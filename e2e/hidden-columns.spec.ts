/** Columns that are hidden, of tables without a test of their own. */
import { expect, test } from "./dashboard.ts";
import { PLANTED } from "./files.ts";

test.use({ source: PLANTED });

test("the columns of the self times are hidden in the address", async ({ page }) => {
  await page.goto("/span/18");
  const table = page.getByRole("table", { name: "Self time by name" });
  await page.getByRole("button", { name: "Columns of Self time by name" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Total" }).click();
  await expect(table.getByRole("columnheader", { name: "Total" })).toHaveCount(0);
  await expect(page).toHaveURL(/[?&]hide=total$/);
  await page.reload();
  await expect(table.getByRole("columnheader", { name: "Self", exact: true })).toBeVisible();
  await expect(table.getByRole("columnheader", { name: "Total" })).toHaveCount(0);
});

test("the columns of where the difference is are hidden in the address", async ({ page }) => {
  await page.goto("/compare?by=windows");
  const table = page.getByRole("table", { name: "Where the difference is" });
  const total = table.getByRole("columnheader", { name: "Total B − A" });
  await expect(total).toBeVisible();
  const cells = await table.getByRole("row").nth(1).getByRole("cell").count();
  await page.getByRole("button", { name: "Columns of where the difference is" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Total B − A" }).click();
  await expect(total).toHaveCount(0);
  await expect(table.getByRole("row").nth(1).getByRole("cell")).toHaveCount(cells - 1);
  await expect(page).toHaveURL(/[?&]hidewhere=total$/);
  await page.reload();
  await expect(table.getByRole("columnheader", { name: "p50, 95 % interval" })).toBeVisible();
  await expect(total).toHaveCount(0);
  await page.getByRole("button", { name: "Columns of where the difference is" }).click();
  await page.getByRole("menuitem", { name: "Reset columns" }).click();
  await expect(total).toBeVisible();
  await expect(page).not.toHaveURL(/hidewhere/);
});

test("the columns of a chart shown as a table are hidden and resized", async ({ page }) => {
  await page.goto("/explore?plot=box&x=name");
  const plot = page.getByRole("region", { name: "Plot", exact: true });
  await expect(plot).toHaveAttribute("data-ready", "1");
  await plot.getByRole("button", { name: "Show as table" }).click();
  const heads = plot.getByRole("columnheader");
  await expect(heads).toHaveText(["name", "spans", "p5", "p25", "p50", "p75", "p95"]);
  await plot.getByRole("button", { name: "Columns of the chart" }).click();
  await page.getByRole("menuitemcheckbox", { name: "p25" }).click();
  await page.keyboard.press("Escape");
  await expect(heads).toHaveText(["name", "spans", "p5", "p50", "p75", "p95"]);
  const cells = plot.getByRole("row").nth(1).getByRole("cell");
  await expect(cells).toHaveCount(6);
  const width = () => heads.first().evaluate((head: HTMLElement) => head.offsetWidth);
  const before = await width();
  await plot.getByRole("separator", { name: "Width of name" }).press("ArrowRight");
  expect(await width()).toBe(before + 16);
});
