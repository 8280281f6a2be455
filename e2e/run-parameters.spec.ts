/** The parameters of runs are tags of all their spans: filters, columns, colours; a span says what its run was. */
import { expect, test } from "./dashboard.ts";
import { NAMED_RUNS, SPANS_A_RUN } from "./named-runs.ts";

test.use({ source: NAMED_RUNS });

test("a parameter is a filter like any tag, in the rail, in a chip and in the palette", async ({ page }) => {
  await page.goto("/?run=all");
  const tags = page.getByRole("region", { name: "Tags" });
  await tags.locator("summary", { hasText: "lgwin" }).click();
  await tags.getByRole("button", { name: /^22/ }).click();
  await expect(page).toHaveURL(/tag=lgwin%3D22/);
  const names = page.getByRole("table", { name: "Span names" });
  await expect(names.locator("tbody tr")).toHaveText([/^file5/, new RegExp(`^compress${5 * (SPANS_A_RUN - 1)}`)]);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /Go to/ }).fill("lgwin = 19");
  await page
    .getByRole("option", { name: /^lgwin = 19/ })
    .first()
    .click();
  await expect(page).toHaveURL(/lgwin%3D19/);
});

test("in Explore it is a column, named by its key, and a colour", async ({ page }) => {
  await page.goto("/explore?run=all&name=compress&color=lgwin&sort=-lgwin");
  const table = page.getByRole("table", { name: "Spans" });
  const header = table.getByRole("columnheader", { name: /lgwin/ });
  await expect(header).toContainText("↑ the run");
  await expect(page.getByRole("combobox", { name: "Color" }).locator("option:checked")).toContainText("lgwin");
  await expect(page.getByRole("list", { name: "Colors" })).toHaveText(/19.*209.*22.*95/);
  const rows = table.locator("tbody tr");
  await expect(rows.first()).toContainText("22");
});

test("a span says what its run was of and on", async ({ page }) => {
  await page.goto(`/span/${15 * SPANS_A_RUN + 1}`);
  const panel = page.getByRole("complementary", { name: /^Span/ });
  const run = panel.locator("section", { has: page.getByRole("heading", { name: "Run", exact: true }) });
  await expect(run).toContainText("run-15");
  for (const text of ["window 5", "lgwin", "22", "3f2c1ab0000", "AMD Ryzen 7 7840U", "33.6 GB"])
    await expect(run).toContainText(text);
  const json = await (await page.request.get(`/span/${15 * SPANS_A_RUN + 1}.json`)).json();
  expect(json.run).toMatchObject({ id: "run-15", tags: { name: "window 5", "param.lgwin": "22" } });
});
