import type { Page } from "playwright/test";
import { findBarriers } from "./axe.ts";
import { expect, queryPage, test } from "./dashboard.ts";

/** Parses a line of Playwright's accessibility snapshot: `- button "Name"`. */
const NAMED = /^ *- '?(button|link|textbox|combobox|checkbox|tab|table) "[^"]/;
const CONTROL = /^ *- '?(button|link|textbox|combobox|checkbox|tab|table)\b/;

async function checkNames(page: Page): Promise<void> {
  const lines = (await page.locator("body").ariaSnapshot()).split("\n");
  const controls = lines.filter((line) => CONTROL.test(line));
  expect(controls.length).toBeGreaterThan(20);
  expect(controls.filter((line) => !NAMED.test(line))).toEqual([]);
}

/** Waits until every part of the page has loaded. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("main")).toBeVisible();
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  if (new URL(page.url()).pathname === "/query") await queryPage(page).drawn(100);
}

const VIEWS = ["/", "/explore?name=tokenize", "/compare", "/query"];

test.describe("in the dark theme", () => {
  test.use({ colorScheme: "dark" });

  test("axe finds nothing in the palette, the filter, the list of keys, the SQL of a pane and the sheet", async ({
    page,
  }) => {
    await page.goto("/");
    await settled(page);
    await page.keyboard.press("ControlOrMeta+k");
    await expect(page.getByRole("option", { name: /^tokenize/ }).first()).toBeVisible();
    expect(await findBarriers(page), "palette").toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.keyboard.press("/");
    await expect(page.getByRole("option", { name: "duration" })).toBeVisible();
    expect(await findBarriers(page), "filter").toEqual([]);
    await page.keyboard.type("package");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("combobox", { name: "Value" })).toBeFocused();
    await expect(page.getByRole("option").nth(3)).toBeVisible();
    expect(await findBarriers(page), "value").toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
    expect(await findBarriers(page), "keys").toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.keyboard.press("s");
    await page.getByRole("dialog").getByRole("button", { name: "Explain plan" }).click();
    await expect(page.getByRole("region", { name: "Plan" })).toContainText("Reads");
    expect(await findBarriers(page), "SQL").toEqual([]);
    await page.keyboard.press("Escape");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("button", { name: "Scope", exact: true }).click();
    await expect(page.getByRole("button", { name: "Close the sheet" })).toBeVisible();
    expect(await findBarriers(page, ":popover-open"), "sheet").toEqual([]);
  });
});

for (const path of VIEWS)
  test(`${path} has a title, a language, one main part, and a name for every control`, async ({ page }) => {
    await page.goto(path);
    await settled(page);
    await expect(page).toHaveTitle(/\S/);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.getByRole("main")).toHaveCount(1);
    await expect(page.getByRole("navigation").first()).toBeVisible();
    await checkNames(page);
    const doubled = await page.evaluate(() => {
      const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
      return ids.filter((id, at) => ids.indexOf(id) !== at);
    });
    expect(doubled, "ids used twice").toEqual([]);
  });

test("the overview can be used by keyboard, and shows the focus", async ({ page }) => {
  await page.goto("/");
  const link = page.getByRole("link", { name: "tokenize", exact: true }).and(page.locator("td a"));
  const row = page.getByRole("row").filter({ has: link });
  const unfocused = await row.screenshot();
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    if (await link.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(link).toBeFocused();
  expect((await row.screenshot()).equals(unfocused), "looks as without the focus").toBe(false);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/explore\?name=tokenize/);
});

test("a menu opens by keyboard on its first entry and returns the focus; its button closes it, too", async ({
  page,
}) => {
  await page.goto("/");
  const names = page.getByRole("region", { name: "Span names" });
  const button = names.getByRole("button", { name: "Columns" });
  const first = page.getByRole("menu").getByRole("menuitemcheckbox").first();
  for (const key of ["Enter", "ArrowDown"]) {
    await button.press(key);
    await expect(first).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitemcheckbox").nth(1)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(button).toBeFocused();
    await expect(button).toHaveAttribute("aria-expanded", "false");
  }
  await button.click();
  await expect(first).toBeVisible();
  await button.click();
  await expect(first).toBeHidden();
  await button.click();
  await page.getByRole("main").getByRole("heading", { name: "Span names" }).click();
  await expect(first).toBeHidden();
});

test("it follows the system from light to dark", async ({ page }) => {
  /** 0 is black, 1 is white. */
  const background = async () => {
    const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const parts = color.match(/\d+/g) ?? [];
    return parts.reduce((sum, part) => sum + Number(part), 0) / 765;
  };
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/query");
  await queryPage(page).drawn(100);
  expect(await background()).toBeGreaterThan(0.9);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(background).toBeLessThan(0.2);
  await queryPage(page).drawn(100);
});

test("it fits a narrow window without scrolling sideways", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  for (const path of VIEWS) {
    await page.goto(path);
    await settled(page);
    await expect(page.getByRole("main")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
});
