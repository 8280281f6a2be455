/** Where a span's own value of a tag and an inherited one can both stand, they are told apart. */
import { expect, test } from "./dashboard.ts";
import { PLANTED } from "./files.ts";

test.use({ source: PLANTED });

test("a column of both says how many are which, and each inherited value has an arrow and its source", async ({
  page,
}) => {
  await page.goto("/explore?color=bytes");
  const table = page.getByRole("table", { name: "Spans" });
  // Of the 18 spans of each of 60 files, compress and file carry the tag themselves.
  await expect(table.getByRole("columnheader", { name: /bytes/ })).toContainText("300 own, 780 ↑ file");
  await expect(page.getByRole("combobox", { name: "Color" }).locator("option:checked")).toHaveText("bytes + ↑ file");
  const cell = (name: string) => table.locator("tbody tr", { hasText: name }).first().getByTitle("From file");
  await page.goto("/explore?name=read&name=compress&sort=name");
  await expect(table.locator("tbody tr", { hasText: "compress" }).first()).toContainText("kB");
  await expect(cell("compress")).toHaveCount(0);
  await page.goto("/explore?name=read&name=compress&sort=-name");
  await expect(cell("read").first()).toContainText("↑");
});

test("where filters are made, it says that they also keep what inherits the tag", async ({ page }) => {
  await page.goto("/?tag=algorithm%3Dgzip");
  await expect(page.getByTitle("algorithm = gzip, own or inherited (↑)")).toBeVisible();
  await expect(page.getByText("Counts are of own tags; a filter also keeps")).toBeVisible();
  await page.getByRole("button", { name: /^Change .*algorithm/ }).click();
  await expect(page.getByRole("dialog", { name: "Change the filter" })).toContainText(
    "Also keeps spans that inherit the tag (↑).",
  );
});
