/** Every view, of every kind of file, in both themes: its first rows are there, nothing fails, and axe finds nothing. */
import type { Page } from "playwright/test";
import { findBarriers } from "./axe.ts";
import { expect, test } from "./dashboard.ts";
import { MILLION, PYTHON, SAMPLE } from "./files.ts";

/** Each with a name of it, and a span. */
const FILES = [
  { source: SAMPLE, name: "compress", span: 2 },
  { source: PYTHON, name: "tokenize", span: 2 },
  { source: MILLION, name: "compress", span: 500_000 },
];

async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("main").getByRole("row").nth(1)).toBeVisible();
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
  await expect(page.getByRole("progressbar")).toHaveCount(0);
}

for (const { source, name, span } of FILES) {
  const views = ["/", `/explore?name=${name}&why=slowest`, `/span/${span}`, "/compare", "/query"];
  test.describe(`the file ${source.name}`, () => {
    test.use({ source });

    for (const colorScheme of ["light", "dark"] as const)
      test(`all views, ${colorScheme}`, async ({ page }) => {
        test.setTimeout(180_000);
        await page.emulateMedia({ colorScheme });
        for (const path of views) {
          await page.goto(path);
          await settled(page);
          await expect(page.getByRole("alert").filter({ hasText: /\S/ }), path).toHaveCount(0);
          expect(await findBarriers(page), path).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(1280);
        }
      });
  });
}
