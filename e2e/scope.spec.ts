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
  await form.getByRole("combobox", { name: "Filter by" }).fill("package");
  await form.getByRole("option", { name: /^package/ }).click();
  await form.getByRole("combobox", { name: "Value" }).fill("no such");
  await form.getByRole("button", { name: "Add filter" }).click();
  await expect(page.getByText(/No spans match\. [\d,]+ without the filter package = no such\./).first()).toBeVisible();
  await page.getByRole("button", { name: "Drop the filter package = no such" }).first().click();
  await expect(page).toHaveURL("/?tag=bytes%3E%3D20000");
  await expect(scope.newest.locator("tbody tr").first()).toBeVisible();
});

test("a filter is found, typed and changed by keyboard alone; Escape goes back one step at a time", async ({
  page,
}) => {
  const scope = scopeOf(page);
  await scope.open("/explore?name=read&name=parse");
  const total = page.getByRole("list", { name: "Status" }).getByRole("listitem").first();
  await expect(total).toContainText("1,192 of");
  await page.keyboard.press("/");
  const form = page.getByRole("dialog", { name: "Add a filter" });
  const by = form.getByRole("combobox", { name: "Filter by" });
  const value = form.getByRole("combobox", { name: "Value" });
  await expect(by).toBeFocused();
  await page.keyboard.type("byt");
  await expect(form.getByRole("option").first()).toContainText("bytes");
  await page.keyboard.press("Enter");
  await expect(value).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(by).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(form).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Filter", exact: true })).toBeFocused();

  await page.keyboard.press("/");
  await page.keyboard.type("bytes");
  await page.keyboard.press("Enter");
  await form.getByRole("button", { name: "is more than" }).click();
  await value.fill("much");
  await expect(form).toContainText("Give a number or a size, such as 34 kB.");
  await expect(form.getByRole("button", { name: "Add filter" })).toBeDisabled();
  await value.fill("34 kB");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/tag=bytes%3E34\+kB/);
  const counted = await page.evaluate(async () => {
    const answer = await fetch(`explore.json${location.search}`);
    return (await answer.json()).total;
  });
  expect(counted).toBeGreaterThan(0);
  await expect(total).toContainText(`${counted} of`);

  await page.getByRole("button", { name: /^Change .*bytes/ }).click();
  const change = page.getByRole("dialog", { name: "Change the filter" });
  await expect(change.getByRole("combobox", { name: "Value" })).toHaveValue("34 kB");
  await change.getByRole("button", { name: "missing" }).click();
  await expect(change).toContainText("Keeps spans that neither have nor inherit the tag (↑).");
  await change.getByRole("button", { name: "Change filter" }).click();
  await expect(page).toHaveURL(/tag=%21bytes$/);
  await expect(page.getByRole("link", { name: "Drop the filter bytes missing" })).toBeVisible();
});

test("spans are filtered by duration, name and known values; each limit can be changed", async ({ page }) => {
  await scopeOf(page).open("/");
  const add = async (field: string, operator: string | null, typed: string) => {
    await page.keyboard.press("/");
    const form = page.getByRole("dialog", { name: "Add a filter" });
    await form.getByRole("combobox", { name: "Filter by" }).fill(field);
    await page.keyboard.press("Enter");
    if (operator) await form.getByRole("button", { name: operator, exact: true }).click();
    await form.getByRole("combobox", { name: "Value" }).fill(typed);
    return form;
  };
  await add("duration", null, "1 µs");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/?only=duration%3E1+%C2%B5s");
  await expect(page.getByRole("link", { name: "Drop the filter duration > 1 µs" })).toBeVisible();
  await add("name", "contains", "ar");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/?only=duration%3E1+%C2%B5s&only=name%7Ear");
  const form = await add("name", null, "par");
  await expect(form.getByRole("option", { name: "parse" })).toContainText("596");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/?name=parse&only=duration%3E1+%C2%B5s&only=name%7Ear");
  await page.getByRole("button", { name: /^Change .*parse/ }).click();
  const change = page.getByRole("dialog", { name: "Change the filter" });
  await change.getByRole("combobox", { name: "Value" }).fill("read");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/?name=read&only=duration%3E1+%C2%B5s&only=name%7Ear");
});

test.describe("in a narrow window with touch", () => {
  test.use({ viewport: { width: 390, height: 700 }, hasTouch: true });

  test("the filter's popup is in view, with its button, and its targets are large", async ({ page }) => {
    await page.goto("/?name=file&tag=package!%3Dnone");
    await page.getByRole("button", { name: "Filter", exact: true }).tap();
    const form = page.getByRole("dialog", { name: "Add a filter" });
    await form.getByRole("option", { name: /^package/ }).tap();
    const action = form.getByRole("button", { name: "Add filter" });
    await expect(form.getByRole("option").nth(5)).toBeVisible();
    for (const part of [form, action]) {
      const box = await part.boundingBox();
      expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 390 && box.y + box.height <= 700).toBe(true);
    }
    for (const part of [form.getByRole("option").first(), form.getByRole("button", { name: "is", exact: true })])
      expect((await part.boundingBox())?.height).toBeGreaterThanOrEqual(40);
    const chosen = form.getByRole("option").first();
    await chosen.tap();
    await expect(page).toHaveURL(/tag=package%21%3Dnone&tag=package%3D/);
  });
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
