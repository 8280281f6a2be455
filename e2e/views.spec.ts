/**
 * Every view, of every kind of file: its first rows are there, nothing fails, and axe finds nothing. Colours are those of
 * app/tokens.test.ts in both themes, so that of one file is enough in the dark.
 */
import type { Page } from "playwright/test";
import { findBarriers } from "./axe.ts";
import { expect, test } from "./dashboard.ts";
import { MILLION, PYTHON, SAMPLE } from "./files.ts";

/** Each with a name of it, and a span. */
const FILES = [
  { source: SAMPLE, name: "compress", span: 2, themes: ["light", "dark"] },
  { source: PYTHON, name: "tokenize", span: 2, themes: ["light"] },
  { source: MILLION, name: "compress", span: 500_000, themes: ["light"] },
] as const;

async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("main").getByRole("row").nth(1)).toBeVisible();
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
  await expect(page.getByRole("progressbar")).toHaveCount(0);
}

for (const { source, name, span, themes } of FILES) {
  const views = ["/", `/explore?name=${name}&why=slowest`, `/span/${span}`, "/compare", "/query"];
  test.describe(`the file ${source.name}`, () => {
    test.use({ source });

    for (const colorScheme of themes)
      test(`all views, ${colorScheme}`, async ({ page }) => {
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
