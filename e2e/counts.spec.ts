/** "N of M" never says more than all: both are counted of the same spans at the same moment, whatever happens meanwhile. */
import type { Page } from "playwright/test";
import { expect, test, WRITES } from "./dashboard.ts";
import { MILLION, PLANTED } from "./files.ts";
import { traceSpans } from "./running.ts";

/** Records every text that counts something, as it appears and as it changes. */
async function watchCounts(page: Page) {
  await page.addInitScript(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    const look = () => {
      for (const part of document.querySelectorAll("[aria-label='Status'] li, h1 + span, h2 + span, main button"))
        if (/\d of /.test(part.textContent ?? "")) seen.add(part.textContent ?? "");
    };
    new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
}

/** The counts of `1,080 in the newest 10,000 of ≈ 1,000,000 spans`, which must rise. */
function countsIn(text: string): number[] {
  const [counts = ""] = /[\d,]+(?:\D+[\d,]+)* of [^\d]*[\d,]+/.exec(text) ?? [];
  return (counts.match(/\d[\d,]*/g) ?? []).map((count) => Number(count.replaceAll(",", "")));
}

function expectRising(texts: readonly string[]): void {
  expect(texts.length).toBeGreaterThan(0);
  for (const text of texts) {
    const counts = countsIn(text);
    expect(counts, text).toEqual([...counts].sort((a, b) => a - b));
  }
}

test.describe("a program that goes on tracing", () => {
  test.use({ source: PLANTED });

  test("the latest run becomes another, smaller one", WRITES, async ({ page, dashboard, folder }) => {
    const seen = await watchCounts(page);
    const status = page.getByRole("list", { name: "Status" });
    await page.goto("/explore");
    await expect(status).toContainText("1,080 of 1,080 spans");
    await page.keyboard.press("t");
    await traceSpans(dashboard.dbPath, folder, "arrived", 40);
    await expect(status).toContainText("40 of 40 spans");
    expectRising(await seen());
  });

  test("from all runs to one, and from a name to another", async ({ page }) => {
    const seen = await watchCounts(page);
    const status = page.getByRole("list", { name: "Status" });
    await page.goto("/explore?run=all");
    await expect(status).toContainText("3,240 of 3,240 spans");
    await page.getByRole("button", { name: /^Run:/ }).click();
    await page.getByRole("dialog", { name: "Runs" }).locator("[data-run]").first().click();
    await expect(status).toContainText("1,080 of 1,080 spans");
    await page.getByTitle("Only file", { exact: true }).click();
    await expect(status).toContainText("60 of 1,080 spans");
    await page.getByRole("link", { name: "Overview" }).first().click();
    await expect(page.getByRole("table", { name: "Span names" })).toBeVisible();
    await page.getByRole("link", { name: "Drop the name file" }).click();
    await expect(page.locator("#newest-title + span")).toContainText("100 of 1,080");
    expectRising(await seen());
  });
});

test.describe("a million spans", () => {
  test.use({ source: MILLION });

  test("a window is narrowed and widened", async ({ page }) => {
    const seen = await watchCounts(page);
    const status = page.getByRole("list", { name: "Status" });
    await page.goto("/explore?run=all&window=100000&why=off");
    await expect(status).toContainText("100,000 in the newest 100,000 of 1,000,000 spans");
    await page.getByRole("button", { name: /^window/ }).click();
    await page.getByRole("menuitemradio", { name: "newest 10,000" }).click();
    await expect(status).toContainText("10,000 in the newest 10,000 of 1,000,000 spans");
    expectRising(await seen());
  });
});
