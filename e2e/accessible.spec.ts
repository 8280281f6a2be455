import type { Page } from "playwright/test";
import { expect, queryPage, test } from "./dashboard.ts";

const ROLES = ["button", "link", "textbox", "combobox", "checkbox", "tab", "table"] as const;

async function checkNames(page: Page): Promise<void> {
  for (const role of ROLES)
    for (const element of await page.getByRole(role).all())
      await expect(
        element,
        `${role}: ${await element.evaluate((node) => node.outerHTML.slice(0, 160))}`,
      ).toHaveAccessibleName(/\S/);
}

for (const path of ["/", "/query"])
  test(`${path} has a title, a language, one main part, and a name for every control`, async ({ page }) => {
    await page.goto(path);
    if (path === "/query") await queryPage(page).drawn(100);
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

test("the overview can be walked by keyboard, and shows where one is", async ({ page }) => {
  await page.goto("/");
  const link = page.getByRole("link", { name: "tokenize", exact: true }).and(page.locator("td a"));
  await expect(link).toBeVisible();
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    if (await link.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(link).toBeFocused();
  expect(await link.evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe("none");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/explore\?name=tokenize/);
});

test("it follows the system from light to dark", async ({ page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/query");
  await queryPage(page).drawn(100);
  const light = await background();
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await background()).not.toBe(light);
  await queryPage(page).drawn(100);
});

test("it fits a narrow window without scrolling sideways", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  for (const path of ["/", "/query"]) {
    await page.goto(path);
    await expect(page.getByRole("main")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
});
