/**
 * Every view with every kind of file: first rows appear, nothing fails, and axe finds nothing. app/tokens.test.ts
 * covers colours in both themes, so one file suffices for the dark theme.
 */
import type { Page } from "playwright/test";
import { findBarriers } from "./axe.ts";
import { expect, test } from "./dashboard.ts";
import { MILLION, PYTHON, SAMPLE } from "./files.ts";

/** Each file, with one of its names and one of its spans. */
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

test("a page always has its title, even while the next one is loading", async ({ page }) => {
  await page.addInitScript(() => {
    const titles: (string | undefined)[] = [];
    Object.assign(window, { titles });
    const look = () => {
      const title = document.querySelector("head > title")?.textContent ?? undefined;
      if (document.body && title !== titles.at(-1)) titles.push(title);
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.goto("/explore?name=parse");
  await settled(page);
  await page.getByRole("complementary").getByRole("link", { name: "tokenize", exact: true }).click();
  await expect(page).toHaveURL(/name=tokenize/);
  await settled(page);
  const seen = ["Explore – Spantom"];
  for (const [view, title] of [
    ["Query", "Query – Spantom"],
    ["Compare", "Compare – Spantom"],
    ["Overview", "Spantom"],
  ] as const) {
    await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: view }).click();
    await expect(page).toHaveTitle(title);
    await settled(page);
    seen.push(title);
  }
  expect(await page.evaluate(() => (window as unknown as { titles: unknown[] }).titles)).toEqual(seen);
});

for (const [path, title] of [
  ["/explore/?name=parse", "Explore – Spantom"],
  ["/span/2/", "Span 2 – Spantom"],
] as const)
  test(`${path} is the page without the slash, by its title and its view`, async ({ page }) => {
    await page.goto(path);
    await settled(page);
    await expect(page).toHaveTitle(title);
    const tab = page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Explore" });
    await expect(tab).toHaveAttribute("aria-current", "page");
  });
