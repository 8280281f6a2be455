/** The list of runs beside the rail: by code, found by typing, shown, picked for a comparison, renamed by a command. */
import { findBarriers } from "./axe.ts";
import { expect, test } from "./dashboard.ts";
import { NAMED_RUNS, SPANS_A_RUN } from "./named-runs.ts";

test.use({ source: NAMED_RUNS });

test.beforeEach(async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: /^Run:/ }).click();
  await expect(page.getByRole("dialog", { name: "Runs" }).getByRole("table")).toBeVisible();
});

test("runs of the same code are together, with what they have in common, and how their machine differs", async ({
  page,
}) => {
  const list = page.getByRole("dialog", { name: "Runs" });
  await expect(list.locator("[scope=rowgroup]")).toHaveText([
    /^working tree on 3f2c1ab14 lines changed5 runs, ±3\.2 %node compress\.mjskestrel, AMD Ryzen 7 7840U, node 24\.1\.0$/,
    /^main 3f2c1ab8 runs, ±4\.3 %node compress\.mjskestrel/,
    /^main 91c04fe3 runsnode compress\.mjs --alllark, AMD Ryzen 7 5800U, node 22\.3\.0$/,
  ]);
  await expect(list).toContainText(
    "Differs from the latest: node 22.3.0 → 24.1.0, cpu AMD Ryzen 7 5800U → AMD Ryzen 7 7840U, host lark → kestrel",
  );
  const rows = list.locator("tr[data-run-row]");
  await expect(rows).toHaveCount(13);
  await expect(rows.first()).toContainText(/window 5latest.*lgwin ?22.*15\.5 s.*20$/);
  // Only what differs between runs is said of each.
  await expect(rows.first()).not.toContainText("files");
  await list.getByRole("button", { name: "3 more of this code, base 1 to base 3" }).click();
  await expect(rows).toHaveCount(16);
  await expect(list.getByRole("button", { name: "base 3", exact: true })).toBeFocused();
});

test("a click shows a run, and the button says which; all runs are shown together", async ({ page }) => {
  const list = page.getByRole("dialog", { name: "Runs" });
  await list.getByRole("button", { name: "base 8", exact: true }).click();
  await expect(list).toHaveCount(0);
  await expect(page).toHaveURL("/?run=run-10");
  const run = page.getByRole("button", { name: /^Run:/ });
  await expect(run).toBeFocused();
  await expect(run).toHaveText(/^Run:base 8.*15\.0 s$/);
  await expect(page.getByText("runbase 8", { exact: true })).toBeVisible();
  await run.click();
  await expect(list.locator("tr[data-shown]")).toContainText("base 8");
  await list.getByRole("button", { name: "window 5", exact: true }).click();
  await expect(page).toHaveURL("/");
  await expect(run).toHaveText(/^Run:window 5latest, /);
  await page.goto("/?run=run-3,run-4");
  await expect(run).toHaveText("Run:2 runs of 3f2c1abbase 1 to base 2");
  await run.click();
  await list.getByRole("button", { name: "All 16 runs" }).click();
  await expect(page).toHaveURL("/?run=all");
  await expect(page.getByRole("table", { name: "Span names" })).toContainText(String(16 * (SPANS_A_RUN - 1)));
});

test("with keys alone: find, move, pick both sides, show, compare", async ({ page }) => {
  const list = page.getByRole("dialog", { name: "Runs" });
  await expect(list.getByRole("button", { name: "window 5", exact: true })).toBeFocused();
  for (const key of ["b", "j", "b"]) await page.keyboard.press(key);
  await expect(list.getByRole("checkbox", { name: "B: window 4" })).toBeChecked();
  await expect(list.getByRole("checkbox", { name: "B: all runs of working tree" })).toHaveJSProperty(
    "indeterminate",
    true,
  );
  await page.keyboard.press("/");
  await page.keyboard.type("lgwin=19 base");
  await expect(list.locator("tr[data-run-row]")).toHaveCount(8);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("a");
  await page.keyboard.press("j");
  await page.keyboard.press("a");
  await expect(list).toContainText(/A 2 of 8 runs of 3f2c1ab to B 2 of 5 runs of working tree/);
  await page.keyboard.press("Space");
  await expect(page).toHaveURL("/?run=run-9");
  await expect(list).toBeVisible();
  // One layer at a time: first what was typed, then the list.
  await page.keyboard.press("Escape");
  await expect(list.locator("tr[data-run-row]")).toHaveCount(13);
  await page.keyboard.press("c");
  await expect(page).toHaveURL("/compare?by=runs&a=run-10%2Crun-9&b=run-15%2Crun-14");
  for (const side of ["A", "B"])
    await expect(page.getByRole("combobox", { name: new RegExp(`^Side ${side}`) })).toContainText("2 runs");
  await expect(list).toHaveCount(0);
});

test("a group is picked by its box; a run is on one side only", async ({ page }) => {
  const list = page.getByRole("dialog", { name: "Runs" });
  await list.getByRole("checkbox", { name: "A: all runs of 3f2c1ab" }).check();
  await list.getByRole("checkbox", { name: "B: base 8" }).check();
  await expect(list.getByRole("checkbox", { name: "A: base 8" })).not.toBeChecked();
  await expect(list).toContainText("A 7 of 8 runs of 3f2c1ab to B base 8");
});

test("r shows the command that renames, and Escape leads back; nothing is written", async ({ page }) => {
  const list = page.getByRole("dialog", { name: "Runs" });
  await page.keyboard.press("r");
  await expect(list).toContainText("spantom runs name run-15 'window 5'");
  await expect(list.getByRole("button", { name: "Copy the command" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list).toContainText("Pick runs for A and B to compare them.");
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
});

test("axe finds nothing in it, in either order", async ({ page }) => {
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole("button", { name: "Newest first" }).click();
  expect(await findBarriers(page)).toEqual([]);
});

test("in a narrow window it covers the sheet that it is opened from, and holds the same", async ({ page }) => {
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Scope", exact: true }).click();
  await page.getByRole("button", { name: /^Run:/ }).click();
  const list = page.getByRole("dialog", { name: "Runs" });
  const row = list.locator("tr[data-run-row]").first();
  await expect(row).toContainText(/window 5.*lgwin 22.*15\.5 s/);
  const box = await list.boundingBox();
  expect([box?.x, box?.y, box?.width, box?.height]).toEqual([0, 0, 390, 844]);
  const check = list.getByRole("checkbox", { name: "A: window 4" });
  expect((await check.locator("xpath=..").boundingBox())?.height).toBeGreaterThanOrEqual(40);
  await check.check();
  expect(await findBarriers(page, "[role=dialog]")).toEqual([]);
  await list.getByRole("button", { name: "window 2", exact: true }).click();
  await expect(page).toHaveURL("/?run=run-12");
});
