/** A run of a million spans shows an even sample at once, and becomes exact in place. */
import type { Page } from "playwright/test";
import { expect, test } from "./dashboard.ts";
import { holdExact } from "./exact.ts";
import { MILLION } from "./files.ts";

test.use({ source: MILLION });

const table = (page: Page) => page.getByRole("table", { name: "Span names" });

test("the overview says what its figures are of, until they are exact", async ({ page }) => {
  const release = await holdExact(page);
  await page.goto("/?run=all");
  const strip = page.getByRole("status").filter({ hasText: "spans" });
  await expect(strip).toHaveText(/^≈ from 200,000 of 1,000,000 spans, evenly spread, reading the rest/);
  await expect(page.getByText(/^≈ (all )?[\d,]+ (of [\d,]+ )?spans/)).toBeVisible();
  const rows = table(page).getByRole("row");
  const names = () => table(page).getByRole("link").allTextContents();
  await expect(rows.nth(1)).toContainText("≈");
  const sampled = await names();
  const middle = (await rows.nth(2).boundingBox())?.y;
  release();
  await expect(strip).toHaveText("From all 1,000,000 spans");
  await expect(table(page)).not.toContainText("≈");
  await expect(table(page)).not.toContainText("≥");
  // Nothing has moved.
  expect(await names()).toEqual(sampled);
  expect((await rows.nth(2).boundingBox())?.y).toBe(middle);
});

test("reading the rest can be stopped, and asked for again", async ({ page }) => {
  const release = await holdExact(page);
  await page.goto("/?run=all");
  const strip = page.getByRole("status").filter({ hasText: "spans" });
  await strip.getByRole("button", { name: "Stop" }).click();
  await expect(strip).toContainText("evenly spread. Stopped.");
  await expect(table(page)).toContainText("≈");
  release();
  await strip.getByRole("button", { name: /^Make exact \(about \d+ s\)$/ }).click();
  await expect(strip).toHaveText("From all 1,000,000 spans");
});
