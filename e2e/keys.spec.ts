/** Everything by keyboard: palette, keys dialog, views, rail, a pane's SQL. */
import { expect, test } from "./dashboard.ts";

const palette = { name: "Go to a name, tag or command" };

test("the palette finds a name and opens it in Explore, with the scope", async ({ page }) => {
  await page.goto("/?window=10000");
  const input = page.getByRole("combobox", palette);
  await page.keyboard.press("ControlOrMeta+k");
  await expect(input).toBeVisible();
  await expect(input).toBeFocused();
  await page.keyboard.type("token");
  const option = page.getByRole("option", { name: /^tokenize 596 spans/ });
  await expect(option).toHaveAttribute("data-highlighted", "");
  await expect(option.locator("b")).toHaveText("token");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/explore\?window=10000&name=tokenize$/);
  await expect(page.getByRole("dialog", palette)).toHaveCount(0);
});

test("with Ctrl it limits the current view; a number is a span", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", palette).click();
  await expect(page.getByRole("combobox", palette)).toBeFocused();
  await page.keyboard.type("parse");
  await expect(page.getByRole("option", { name: /^parse/ }).first()).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(page).toHaveURL(/\/\?name=parse$/);
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("combobox", palette)).toBeVisible();
  await expect(page.getByRole("combobox", palette)).toBeFocused();
  await page.keyboard.type("1525");
  await expect(page.getByRole("option", { name: /1525/ }).first()).toHaveAttribute("data-highlighted", "");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", palette)).toHaveCount(0);
  await expect(page).toHaveURL(/\/\?name=parse$/);
});

test("? lists the keys, and Escape closes one layer", async ({ page }) => {
  await page.goto("/query");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await page.keyboard.press("?");
  await expect(keys).toBeVisible();
  for (const label of ["Show or hide the rail", "Run the query", "Next row, previous row", "Compare with another run"])
    await expect(keys.getByText(label)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(keys).toHaveCount(0);
});

test("1 to 4 go to the views and keep the scope; typed in SQL they are text", async ({ page }) => {
  await page.goto("/?name=parse&sort=name");
  for (const [key, path] of [
    ["4", "/query"],
    ["3", "/compare"],
    ["2", "/explore"],
    ["1", "/"],
  ] as const) {
    await expect(page.getByRole("main")).toBeVisible();
    await page.keyboard.press(key);
    await expect(page).toHaveURL((url) => url.pathname === path && url.search === "?name=parse");
  }
  await page.goto("/query");
  await page.getByRole("textbox", { name: "SQL", exact: true }).click();
  await page.keyboard.type("1");
  await expect(page).toHaveURL(/\/query$/);
});

test("Escape leaves the SQL for Run, where letters are no keys; once more, and they are", async ({ page }) => {
  await page.goto("/query");
  const sql = page.getByRole("textbox", { name: "SQL", exact: true });
  const rail = page.getByRole("complementary", { name: "Rail" });
  const completions = page.getByRole("listbox", { name: "Completions" });
  await sql.click();
  await page.keyboard.press("ControlOrMeta+ ");
  await expect(completions).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(completions).toHaveCount(0);
  await expect(sql).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^Run/ })).toBeFocused();
  await page.keyboard.type("bt1ws/");
  await expect(rail).toBeVisible();
  await expect(page).toHaveURL(/\/query$/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toContainText(
    "Leave the SQL for Run; again, for these keys",
  );
  await page.keyboard.press("Escape");
  await page.keyboard.press("b");
  await expect(rail).toBeHidden();
});

test("b hides the rail, also after a reload; its edge moves with the arrow keys", async ({ page }) => {
  await page.goto("/query");
  const rail = page.getByRole("complementary", { name: "Rail" });
  const edge = page.getByRole("separator", { name: "Width of the rail" });
  await edge.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  expect((await rail.boundingBox())?.width).toBe(264);
  await page.keyboard.press("b");
  await expect(rail).toBeHidden();
  await page.reload();
  await expect(rail).toBeHidden();
  await page.getByRole("button", { name: "Show or hide the rail" }).click();
  expect((await rail.boundingBox())?.width).toBe(264);
});

test("s shows the SQL of the first pane, which can be explained and opened in the editor", async ({ page }) => {
  await page.goto("/");
  const drawer = page.getByRole("dialog", { name: "SQL of Span names" });
  await page.keyboard.press("s");
  await expect(drawer).toBeVisible();
  await expect(drawer).toContainText("percentile");
  await drawer.getByRole("button", { name: "Explain plan" }).click();
  await expect(drawer.getByRole("region", { name: "Plan" })).toContainText(/Reads .* of spans/);
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
  await expect(page.getByRole("button", { name: "SQL of Span names" })).toBeFocused();
  await page.keyboard.press("s");
  await expect(drawer).toBeVisible();
  await drawer.getByRole("button", { name: "Open in Query" }).click();
  await expect(page).toHaveURL(/\/query\?/);
  await expect(page.getByRole("textbox", { name: "SQL", exact: true })).toContainText("percentile");
  await expect(page.getByRole("table", { name: "Results" })).toBeVisible();
});

test("j and k go from row to row, and Enter opens one", async ({ page }) => {
  await page.goto("/");
  const rows = page.getByRole("main").getByRole("table").first().locator("tbody tr");
  await expect(rows).toHaveCount(5);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(rows.nth(1).locator(":focus")).toHaveCount(1);
  await page.keyboard.press("k");
  await expect(rows.nth(0).locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/explore\?/);
});

test.describe("narrow", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the rail is a sheet that holds the focus until it is closed", async ({ page }) => {
    await page.goto("/");
    const sheet = page.getByRole("complementary", { name: "Rail" });
    await expect(sheet).toBeHidden();
    await page.getByRole("button", { name: "Scope", exact: true }).click();
    await expect(sheet).toBeVisible();
    await expect(page.locator("main")).toHaveAttribute("inert", "");
    expect(await sheet.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await page.keyboard.press("Escape");
    await expect(sheet).toBeHidden();
    await expect(page.locator("main")).not.toHaveAttribute("inert", "");
    await page.keyboard.press("b");
    await expect(sheet).toBeVisible();
    await page.getByRole("button", { name: "Close the sheet" }).click();
    await expect(sheet).toBeHidden();
  });

  test("the views are at the bottom, the rest in a menu", async ({ page }) => {
    await page.goto("/");
    const tab = page.getByRole("link", { name: "Query", exact: true });
    const box = await tab.boundingBox();
    expect(box?.y).toBeGreaterThan(780);
    expect(box?.height).toBeGreaterThanOrEqual(40);
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("menuitem", { name: "Keys" }).click();
    await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  });
});
