import type { Page } from "playwright/test";
import { expect, test } from "./dashboard.ts";
import { DRIFTING } from "./files.ts";

/** Locators for the rail and the scope line, by accessible name. */
function scopeOf(page: Page) {
  const rail = page.getByRole("complementary");
  return {
    rail,
    names: page.getByRole("table", { name: "Span names" }),
    newest: page.getByRole("table", { name: "Newest spans" }),
    only: (name: string) => rail.getByRole("link", { name, exact: true }),
    box: (name: string) => rail.getByRole("checkbox", { name, exact: true }),
    async open(path = "/") {
      await page.goto(path);
      await expect(rail.getByRole("region", { name: "Tags" }).getByText("bytes", { exact: true })).toBeVisible();
    },
    /** Expects these names in the table, once its figures have arrived. */
    async shows(names: readonly string[]) {
      await expect(this.names.locator("tbody tr")).toHaveCount(names.length);
      for (const name of names) await expect(this.names.getByRole("link", { name, exact: true })).toBeVisible();
    },
  };
}

const ALL = ["file", "tokenize", "parse", "compile", "read"];

test("a name in the rail selects only that one, its swatch toggles it, and Back restores all", async ({ page }) => {
  const scope = scopeOf(page);
  await scope.open("/?sort=-p99");
  await scope.shows(ALL);
  await scope.only("parse").click();
  // Two clicks before the address changes make one step in the history.
  await expect(page).toHaveURL("/?name=parse&sort=-p99");
  await scope.box("read").click();
  await expect(page).toHaveURL("/?name=parse&name=read&sort=-p99");
  await scope.shows(["parse", "read"]);
  await expect(scope.box("parse")).toBeChecked();
  await expect(scope.box("file")).not.toBeChecked();
  await page.getByRole("link", { name: "Drop the name parse" }).click();
  await scope.shows(["read"]);
  await page.goBack();
  await scope.shows(["parse", "read"]);
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL("/?sort=-p99");
  await scope.shows(ALL);
});

test("the time range is limited by keys and by dragging, and Escape selects all of it", async ({ page }) => {
  const scope = scopeOf(page);
  await scope.open();
  const from = scope.rail.getByRole("slider", { name: "Time from" });
  await from.focus();
  await page.keyboard.press("PageUp");
  await expect(page).toHaveURL(/\?from=0\.2\d*$/);
  await expect(scope.rail.getByRole("button", { name: "Whole run" })).toBeVisible();
  await from.press("Escape");
  await expect(page).toHaveURL("/");
  const handle = await scope.rail.getByRole("slider", { name: "Time to" }).boundingBox();
  if (!handle) throw new Error("the handle has no place");
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(handle.x - 80, handle.y + handle.height / 2, { steps: 4 });
  await expect(page).toHaveURL("/");
  await page.mouse.up();
  await expect(page).toHaveURL(/\?to=3\.\d+$/);
  await expect(page.getByRole("link", { name: "Drop the time" })).toBeVisible();
});

test("tags filter by value, by range and by the menu; a filter that leaves nothing says so and can be dropped", async ({
  page,
}) => {
  const scope = scopeOf(page);
  await scope.open();
  await scope.rail.getByText("bytes", { exact: true }).click();
  await scope.rail.getByRole("textbox", { name: "bytes at least" }).fill("20000");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/?tag=bytes%3E%3D20000");
  await expect(page.getByRole("link", { name: "Drop the filter bytes ≥ 20000" })).toBeVisible();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const form = page.getByRole("dialog", { name: "Add a filter" });
  await form.getByRole("combobox", { name: "Tag" }).fill("package");
  await form.getByRole("combobox", { name: "Value" }).fill("no such");
  await form.getByRole("button", { name: "Add filter" }).click();
  await expect(page.getByText(/No spans match\. [\d,]+ without the filter package = no such\./).first()).toBeVisible();
  await page.getByRole("button", { name: "Drop the filter package = no such" }).first().click();
  await expect(page).toHaveURL("/?tag=bytes%3E%3D20000");
  await expect(scope.newest.locator("tbody tr").first()).toBeVisible();
});

test("the scope carries over to the other views", async ({ page }) => {
  const scope = scopeOf(page);
  await scope.open("/?name=parse&from=1&sort=-p99");
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Explore" }).click();
  await expect(page).toHaveURL("/explore?from=1&name=parse");
  await expect(page.getByRole("link", { name: "Drop the name parse" })).toBeVisible();
});

test.describe("in a run of 350,000 spans", () => {
  test.use({ source: DRIFTING });

  test("the rail has estimates, and also tags that only old spans have", async ({ page }) => {
    await page.goto("/");
    const { rail, newest } = scopeOf(page);
    const names = rail.getByRole("region", { name: "Span names" });
    await expect(names.getByRole("listitem").filter({ hasText: "handle" })).toContainText(/≈ 2[01]\d,\d{3}/);
    const tags = rail.getByRole("region", { name: "Tags" });
    await expect(tags).toContainText("≈ from 100,000 spans");
    await tags.getByText("warming", { exact: true }).click();
    await tags.getByRole("button", { name: /^yes/ }).click();
    await expect(page).toHaveURL(/tag=warming%3Dyes/);
    await expect(newest.getByRole("row")).toHaveCount(101);
    await expect(newest.getByRole("row").nth(1)).toContainText("poll");
  });
});
