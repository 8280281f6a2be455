/** A span's row opens beside the table; its page and back come to the same place. */
import type { Page } from "playwright/test";
import type { FixtureSpan } from "../lib/fixtures/fixture-database.ts";
import { findBarriers } from "./axe.ts";
import { expect, test } from "./dashboard.ts";
import { fromSpans } from "./files.ts";

const CALLS = 600;
const BATCH = 2 * CALLS + 1;

/** Calls of 600 ms down to 1 ms, so that a call's id is its place among the slowest; each waits half of its time. */
function batch(): FixtureSpan[] {
  const start = (id: number) => 1_000 + id;
  const calls = Array.from({ length: CALLS }, (_, i): FixtureSpan => {
    const id = i + 1;
    const duration = (CALLS - i) / 1000;
    const error = { type: "RangeError", message: "level\nout of range", stack: "RangeError: level\n  at call" };
    return {
      id,
      name: "call",
      start: start(id),
      duration,
      parent: BATCH,
      tags: { level: String(id % 4), order: `{"id":${id},"items":["a","b"]}` },
      ...(id === 210 && { error }),
    };
  });
  const waits = calls.map(({ id, duration }) => {
    return { id: id + CALLS, name: "wait", start: start(id), duration: duration / 2, parent: id };
  });
  return [...calls, ...waits, { id: BATCH, name: "batch", start: 1_000, duration: 700, tags: { job: "nightly" } }];
}

test.use({ source: fromSpans("batch", batch) });

function peekPage(page: Page, table: string) {
  const rows = page.getByRole("table", { name: table, exact: true }).locator("tbody");
  return {
    list: page.locator(`[data-place="${table}"]`),
    row: (id: number) =>
      rows.getByRole("row").filter({ has: page.getByRole("link", { name: String(id), exact: true }) }),
    current: rows.locator("[aria-current=true]"),
    peek: page.getByRole("complementary", { name: /^Span / }),
    why: page.getByRole("complementary", { name: "Why slow?" }),
    /** Clicks beside the link. */
    async choose(id: number) {
      await this.row(id)
        .locator("td", { hasText: /\d ms$/ })
        .click();
    },
    async isAt(id: number) {
      await expect(this.peek).toHaveAccessibleName(`Span ${id}`);
      await expect(this.peek).toContainText(`span ${id}`);
      await expect(this.row(id)).toHaveAttribute("aria-current", "true");
      await expect(this.row(id).locator(":focus")).toHaveCount(1);
      await expect(this.row(id)).toBeInViewport();
      await expect(page).toHaveURL(new RegExp(`[?&]peek=${id}$`));
    },
  };
}

test("a row of Explore opens beside the table, keys move on from it, and Back returns to it", async ({ page }) => {
  await page.goto("/explore?name=call&x=level&hide=start");
  const at = peekPage(page, "Spans");
  await expect(at.row(1)).toBeVisible();
  await expect(page.getByRole("region", { name: "Plot" })).toHaveAttribute("data-ready", "1");
  await at.list.evaluate((list) => list.scrollTo(0, 5_700));
  await at.choose(210);
  await at.isAt(210);
  await expect(at.why).toBeHidden();
  await expect(at.peek).toContainText("391 ms");
  await expect(at.peek).toContainText("slower than 65.0 % of call");
  await expect(at.peek).toContainText("self0.195500000 s50.0 %");
  await expect(at.peek).toContainText("inbatch1 up");
  await expect(at.peek).toContainText("Inherited from batch");
  await expect(at.peek).toContainText("nightly");
  await expect(at.peek.getByRole("region", { name: "Stack" })).toHaveText("RangeError: level\n  at call");
  expect(await findBarriers(page, "aside[aria-label^=Span]")).toEqual([]);
  await page.keyboard.press("j");
  await at.isAt(211);
  await expect(at.peek).toContainText("390 ms");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("k");
  await at.isAt(209);
  // It stays where it is while the table is looked through, and keys go on from it.
  await at.list.evaluate((list) => list.scrollTo(0, 0));
  await expect(at.row(1)).toBeVisible();
  await page.keyboard.press("j");
  await at.isAt(210);
  const top = await at.list.evaluate((list) => list.scrollTop);
  const address = page.url();
  const isThere = async () => {
    await expect(page).toHaveURL(address);
    await at.isAt(210);
    expect(await at.list.evaluate((list) => list.scrollTop)).toBe(top);
  };
  await page.reload();
  await isThere();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/span/210?name=call");
  await expect(page.getByText("3 spans").or(page.getByText("1,201 spans")).first()).toBeVisible();
  await page.keyboard.press("[");
  await expect(page).toHaveURL("/span/209?name=call");
  await page.keyboard.press("Escape");
  await isThere();
  await at.peek.getByRole("link", { name: "Open" }).click();
  await expect(page).toHaveURL("/span/210?name=call");
  await page.goBack();
  await isThere();
  await page.keyboard.press("Escape");
  await expect(at.peek).toBeHidden();
  await expect(at.why).toBeVisible();
  await expect(page).toHaveURL("/explore?name=call&x=level&hide=start");
  // Closed, the row is still the one that keys act on.
  await page.keyboard.press("Space");
  await at.isAt(210);
  await at.peek.getByRole("button", { name: "Close Span 210" }).click();
  await expect(at.row(210).locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/span/210?name=call");
  await page.goBack();
  await expect(at.row(210).locator(":focus")).toHaveCount(1);
  await expect(at.row(210)).toBeInViewport();
  await expect(at.peek).toBeHidden();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toContainText("Show the row's span beside the table");
});

test("so does a row of the newest spans; a double click opens its page", async ({ page }) => {
  await page.goto("/");
  const at = peekPage(page, "Newest spans");
  await at.choose(1_195);
  await at.isAt(1_195);
  await expect(at.peek).toContainText("inbatchcall2 up");
  await page.keyboard.press("ArrowDown");
  await at.isAt(1_194);
  expect(await findBarriers(page)).toEqual([]);
  await at.row(1_190).getByText("wait").dblclick();
  await expect(page).toHaveURL("/span/1190");
  await page.goBack();
  await at.isAt(1_190);
  await page.goto(`/?peek=99999`);
  await expect(at.peek.getByRole("alert")).toHaveText("No span 99999 in this file.");
  expect((await page.request.get("/overview.json?peek=x")).status()).toBe(400);
});

test("so does a row of a query, if a column holds ids of spans, whatever it is called", async ({ page }) => {
  const sql = `SELECT t.value, s.id AS call, t.id, l.parent_id
    FROM spans s JOIN span_tags t ON t.span_id = s.id JOIN span_links l ON l.span_id = s.id
    WHERE t.key IN ('level', 'order') ORDER BY s.id, t.key`;
  await page.goto(`/query?${new URLSearchParams({ sql })}`);
  const at = peekPage(page, "Results");
  const cell = (text: string) => page.getByRole("table", { name: "Results" }).getByText(text, { exact: true });
  await expect(at.row(1)).toHaveCount(2);
  await at.list.evaluate((list) => list.scrollTo(0, 419 * 28 - 200));
  await at.row(210).last().locator("td").first().click();
  await expect(at.peek).toContainText("span 210");
  await expect(at.peek).toContainText("391 ms");
  await expect(page).toHaveURL(/&peek=210$/);
  // Both rows are of that span; the keys go from row to row all the same.
  await expect(at.current).toHaveCount(2);
  await page.keyboard.press("k");
  await expect(at.current.locator(":focus")).toHaveText("210");
  await page.keyboard.press("k");
  await expect(at.peek).toContainText("span 209");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/span\/209$/);
  await page.goBack();
  await expect(at.peek).toContainText("span 209");
  await expect(at.current.first()).toBeInViewport();
  await at.current
    .first()
    .getByRole("link", { name: String(BATCH) })
    .click();
  await expect(page).toHaveURL(new RegExp(`/span/${BATCH}$`));
  await page.goto(
    `/query?${new URLSearchParams({ sql: "SELECT id, name || '' AS what, key FROM span_tags, (SELECT 'a' AS name)" })}`,
  );
  await cell("level").first().click();
  await expect(at.peek).toBeHidden();
});

test.describe("by touch, narrow", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("it covers the view, with targets for fingers", async ({ page }) => {
    await page.goto("/");
    const at = peekPage(page, "Newest spans");
    await at.row(1_195).getByText("wait").tap();
    await expect(at.peek).toContainText("span 1195");
    await at.peek.getByRole("link", { name: "call" }).first().tap();
    await expect(page).toHaveURL("/span/595");
    await page.goBack();
    await expect(at.peek).toContainText("Inherited from call");
    await at.peek.getByRole("button", { name: "order", exact: true }).tap();
    await expect(at.peek.getByText("JSON, 28 characters")).toBeVisible();
    await expect(at.peek.getByRole("link", { name: "Only these" })).toBeVisible();
    const small = await at.peek
      .locator("button, section section a")
      .evaluateAll((targets) =>
        targets
          .filter((target) => target.getBoundingClientRect().height < 40)
          .map((target) => target.textContent || target.getAttribute("aria-label")),
      );
    expect(small).toEqual([]);
    const box = await at.peek.boundingBox();
    expect(box && [box.x, box.width]).toEqual([0, 390]);
    expect(await findBarriers(page)).toEqual([]);
    await at.peek.getByRole("button", { name: "Close", exact: true }).tap();
    await expect(at.peek).toBeHidden();
  });
});
