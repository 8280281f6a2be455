/** Errors are a column, a limit, a colour, a mark and a figure, wherever there are any. */
import { findBarriers } from "./axe.ts";
import { expect, test } from "./dashboard.ts";
import { FAILED, plantFailing } from "./failing.ts";
import { fromSpans, PYTHON } from "./files.ts";

const FAILING = fromSpans("failing", plantFailing);
const ODD = "it's <odd> ✕?";

test.describe("a file with failed and unfinished spans", () => {
  test.use({ source: FAILING });

  test("the rail counts them by type, limits to one, and the chip says it and drops it", async ({ page }) => {
    await page.goto("/explore?name=request");
    const rail = page.getByRole("complementary").getByRole("region", { name: "Errors" });
    await expect(rail).toContainText(`${FAILED.timeouts + FAILED.typeErrors} failed, ${FAILED.unfinished} unfinished`);
    const rows = page.locator("#explore-spans + span");
    await expect(rows).toHaveText("400 spans");
    await rail.getByRole("button", { name: /TimeoutError/ }).click();
    await expect(page).toHaveURL("/explore?name=request&error=TimeoutError");
    await expect(rows).toHaveText(`${FAILED.timeouts} spans`);
    await expect(rail.getByRole("button", { name: /TimeoutError/ })).toHaveAttribute("aria-pressed", "true");
    await rail.getByRole("button", { name: /^failed or unfinished/ }).click();
    await expect(rows).toHaveText(`${FAILED.requests} spans`);
    await page.getByRole("link", { name: "Drop the limit to failed or unfinished spans" }).click();
    await expect(page).toHaveURL("/explore?name=request");
    await rail.getByRole("button", { name: "without an error" }).click();
    await expect(rows).toHaveText("370 spans");
    await expect(page.getByRole("columnheader", { name: /^Error/ })).toBeHidden();
  });

  test("a limit that leaves nothing can be dropped where it is said", async ({ page }) => {
    await page.goto("/?name=query&error=TimeoutError");
    await expect(
      page.getByText("No spans match. 400 without the limit to spans that failed with TimeoutError."),
    ).not.toHaveCount(0);
    await page
      .getByRole("button", { name: /^Drop the limit/ })
      .first()
      .click();
    await expect(page).toHaveURL("/?name=query");
  });

  test("Explore has their types as a column beside a tag of that name: sorted, chosen, coloured, marked", async ({
    page,
  }) => {
    await page.goto("/explore?name=request&sort=-error");
    const plot = page.getByRole("region", { name: "Plot", exact: true });
    await expect(plot).toHaveAttribute("data-ready", "1");
    const table = page.getByRole("table", { name: "Spans" });
    const head = table.getByRole("columnheader", { name: /^Error/ });
    await expect(head).toContainText("30 spans");
    await expect(table.locator("tbody tr:not([aria-hidden])").first()).toContainText("Unfinished");
    await expect(table.getByRole("columnheader", { name: /error/ }).last()).toBeVisible();
    await expect(plot).toContainText("✕ 28 failed, ○ 2 unfinished");
    await table.getByRole("button", { name: "More of Error", exact: true }).click();
    await page.getByRole("menuitem", { name: "Color by Error" }).click();
    await expect(page).toHaveURL(/color=error/);
    await expect(plot).toHaveAttribute("data-ready", "1");
    await expect(plot.getByRole("button", { name: /TypeError/ })).toBeVisible();
    await plot.getByRole("button", { name: "Show as table" }).click();
    await expect(plot.getByRole("columnheader", { name: "error" })).toHaveCount(1);
    await expect(plot.getByRole("cell", { name: "TimeoutError" })).toHaveCount(FAILED.timeouts);
    await table.getByRole("button", { name: "More of Error", exact: true }).click();
    await page.getByRole("menuitem", { name: /TypeError/ }).click();
    await expect(page).toHaveURL(/error=TypeError/);
    await expect(page.locator("#explore-spans + span")).toHaveText(`${FAILED.typeErrors} spans`);
  });

  test("the palette limits the view to them, whatever their types are called", async ({ page }) => {
    await page.goto("/");
    await page.keyboard.press("ControlOrMeta+k");
    const palette = page.getByRole("dialog");
    await palette.getByRole("combobox").fill("unfinished");
    await palette.getByRole("option", { name: /Only unfinished spans/ }).click();
    await expect(page).toHaveURL("/?error=Unfinished");
    await page.keyboard.press("ControlOrMeta+k");
    await palette.getByRole("combobox").fill("odd");
    await palette.getByRole("option", { name: `Only spans that failed with ${ODD}` }).click();
    await expect(page.getByRole("link", { name: `Drop the limit to spans that failed with ${ODD}` })).toBeVisible();
    await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Explore" }).click();
    await expect(page.locator("#explore-spans + span")).toHaveText(`${FAILED.queries} spans`);
  });

  test("the overview counts them by name with their rate, sorts by it, and marks the slowest and newest", async ({
    page,
  }) => {
    await page.goto("/?sort=-errors");
    const names = page.getByRole("table", { name: "Span names" });
    await expect(names.getByRole("columnheader", { name: "Errors" })).toHaveAttribute("aria-sort", "descending");
    await expect(names.locator("tbody tr").nth(0)).toContainText(/request.*30 7\.5 %/s);
    await expect(names.locator("tbody tr").nth(1)).toContainText(/query.*4 1\.0 %/s);
    await names.getByRole("button", { name: "Errors" }).click();
    await expect(names.locator("tbody tr").nth(0)).toContainText("query");
    const newest = page.getByRole("table", { name: "Newest spans" });
    await expect(newest.locator("tbody tr").first().getByRole("img", { name: "unfinished" })).toBeVisible();
    await expect(newest.getByRole("img", { name: "failed: TimeoutError" }).first()).toBeVisible();
    await expect(page.getByRole("link", { name: /at \+[\d.]+ s, failed: TimeoutError$/ })).toHaveCount(0);
    await expect(page.getByRole("link", { name: /, failed: it's <odd> ✕\?$/ })).not.toHaveCount(0);
    await page.goto("/?error=none");
    await expect(names.locator("tbody tr")).toHaveCount(2);
    await expect(names.getByRole("columnheader", { name: "Errors" })).toHaveCount(0);
  });

  test("why slow says that the slow ones fail, and limits to them", async ({ page }) => {
    await page.goto("/explore?name=request");
    const why = page.getByRole("complementary", { name: "Why slow?" });
    const item = why.getByRole("listitem").filter({ hasText: "error = TimeoutError" });
    await expect(item).toContainText(/100 % of the slowest are failures, 3 % of the rest\..*All TimeoutError\./s);
    await item.getByRole("button", { name: /error = TimeoutError/ }).click();
    await item.getByRole("button", { name: "Color by error" }).click();
    await expect(page).toHaveURL(/color=error/);
    await item.getByRole("button", { name: "Leave out" }).click();
    await expect(page).toHaveURL(/error=none/);
    await expect(page.locator("#explore-spans + span")).toHaveText("370 spans");
  });

  test("failed calls are compared with the others, by type too; rows have the rates of both sides", async ({
    page,
  }) => {
    await page.goto("/compare?by=windows&error=any");
    const sideB = page.getByRole("combobox", { name: /^Side B/ });
    const names = page.getByRole("table", { name: "Names" });
    await expect(names.getByRole("columnheader", { name: "Errors B" })).toBeVisible();
    await expect(names.getByRole("row", { name: /^request/ })).toContainText("100 %");
    await page.getByRole("link", { name: "Drop the limit to failed or unfinished spans" }).click();
    await expect(names.getByRole("row", { name: /^request/ })).toContainText("8.0 %");
    await page.getByRole("group", { name: "Compare by" }).getByRole("button", { name: "Errors" }).click();
    await expect(page).toHaveURL("/compare?by=errors");
    await expect(sideB).toContainText("Failed or unfinished");
    await expect(names.getByRole("columnheader", { name: "Errors B" })).toBeHidden();
    await expect(names.getByRole("row", { name: /^request/ })).toContainText("Slower");
    await sideB.click();
    await page.getByRole("option", { name: /TypeError/ }).click();
    await expect(page).toHaveURL(/b=TypeError/);
    await expect(names.getByRole("row", { name: /^request/ })).toContainText("Faster");
  });

  test("a tree tells failed from unfinished spans", async ({ page }) => {
    await page.goto("/span/800");
    const tree = page.getByRole("treegrid", { name: "Waterfall" });
    await expect(tree.getByRole("img", { name: "unfinished" })).toBeVisible();
    await page.goto("/span/16");
    await expect(tree.getByRole("img", { name: "failed: TimeoutError" })).toBeVisible();
    await page.goto("/span/96");
    await expect(tree.getByRole("img", { name: `failed: ${ODD}` })).toBeVisible();
    await expect(tree.getByRole("img", { name: "failed: TimeoutError" })).toBeVisible();
  });

  test("axe finds nothing, and a narrow window is not exceeded, where they are shown", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const address of ["/?error=any", "/explore?name=request&sort=-error", "/compare?by=errors", "/span/800"]) {
      await page.goto(address);
      await expect(page.getByRole("main")).toBeVisible();
      expect(await findBarriers(page), address).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(390);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto("/explore?name=request&error=any");
    await expect(page.getByRole("region", { name: "Plot", exact: true })).toHaveAttribute("data-ready", "1");
    await expect(page.getByRole("complementary").getByRole("region", { name: "Errors" })).toBeVisible();
    expect(await findBarriers(page)).toEqual([]);
  });

  test("scripts get them as a column, and can limit by them", async ({ request }) => {
    const { total, columns, rows } = await (await request.get("/explore.json?name=request&error=any")).json();
    expect(total).toBe(FAILED.requests);
    expect(columns.map(({ id }: { id: string }) => id)).toEqual([
      "id",
      "name",
      "start",
      "duration",
      "error",
      "path",
      "status",
      "tag:error",
    ]);
    const types = rows.map(({ error }: { error: string }) => error);
    expect(types.filter((type: string) => type === "TimeoutError")).toHaveLength(FAILED.timeouts);
    const csv = await (await request.get("/explore.csv?name=query&error=any")).text();
    expect(csv.trimEnd().split("\r\n")).toHaveLength(FAILED.queries + 1);
    expect(csv).toContain(ODD);
    const overview = await (await request.get("/overview.json")).json();
    const counts = overview.names.map(({ name, errors, unfinished }: Record<string, unknown>) => [
      name,
      errors,
      unfinished,
    ]);
    expect(counts).toEqual([
      ["query", FAILED.queries, 0],
      ["request", FAILED.requests, FAILED.unfinished],
    ]);
    expect(overview.newest[0]).toMatchObject({ name: "request", error: "Unfinished" });
  });
});

test.describe("a file without errors", () => {
  test.use({ source: PYTHON });

  test("says nothing of them", async ({ page }) => {
    await page.goto("/explore?name=parse");
    await expect(page.getByRole("region", { name: "Plot", exact: true })).toHaveAttribute("data-ready", "1");
    await expect(page.getByRole("complementary").getByRole("region", { name: "Errors" })).toHaveCount(0);
    await expect(page.getByRole("columnheader", { name: /error/i })).toHaveCount(0);
    await expect(page.getByText(/failed|unfinished/i)).toHaveCount(0);
  });
});
