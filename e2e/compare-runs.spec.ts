/** Two sets of runs: whether the change is real, how large and where; the same to the digit in page, data and command. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "playwright/test";
import { findBarriers } from "./axe.ts";
import { expect, test } from "./dashboard.ts";
import { holdQuery } from "./exact.ts";
import { COMPARED, PLANTED } from "./files.ts";
import { bin } from "./running.ts";

const run = promisify(execFile);
const PLAIN = { env: { ...process.env, NO_COLOR: "1" } };

/** Five runs a side, in turn; `pack` takes a tenth longer in B. */
const FIVE = "/compare?by=runs&a=run-0,run-2,run-4,run-6,run-8&b=run-1,run-3,run-5,run-7,run-9&row=pack";

function runsPage(page: Page) {
  const names = page.getByRole("table", { name: "Names", exact: true });
  return {
    names,
    row: (name: string) => names.getByRole("row").filter({ has: page.getByRole("button", { name, exact: true }) }),
    tree: page.getByRole("tree", { name: /^Where it changed/ }),
    changed: page.getByRole("table", { name: "What changed most" }),
    pairs: page.getByRole("img", { name: /^Pairs of/ }),
    calls: page.getByRole("group", { name: "Calls" }),
  };
}

test.describe("five runs a side", () => {
  test.use({ source: COMPARED });

  test("a verdict for each name, with what it rests on", async ({ page }) => {
    await page.goto(FIVE);
    const { row } = runsPage(page);
    await expect(
      page.getByRole("heading", { name: /^Slower: total [\d.]+ s to [\d.]+ s per run, \+[\d.]+ % ± [\d.]+ %$/ }),
    ).toBeVisible();
    await expect(page.getByText(/^pack accounts for \d+ ms of it\.$/)).toBeVisible();
    await expect(row("pack")).toContainText(/Slower, \+(9|10)\.\d % ± \d\.\d %/);
    await expect(row("pack")).toContainText("180 of 180");
    await expect(row("parse")).not.toContainText("Slower");
    await expect(page.getByText("Paired by path, level: 180 of 180 calls")).toBeVisible();
    await expect(page.getByText(/^Runs of the same code here differ by ±\d\.\d % \(10 runs\)/)).toBeVisible();
    await expect(page.getByText("The sides were run in turn")).toBeVisible();
    // The runs of each side are named, and what differs between them stands first.
    await expect(page.getByRole("list", { name: "Runs of side A" }).getByRole("button")).toHaveCount(5);
    await expect(page.getByRole("combobox", { name: /^Side A/ })).toContainText("5 runs of 3f2c1ab");
    const sides = page.getByRole("table", { name: "The two sides" });
    await expect(sides.getByRole("row").nth(1)).toContainText(/commit.*3f2c1ab.*91c04fe/);
    await expect(sides).toContainText(/window.*19.*22/);
  });

  test("the SQL of where it changed has each path's times per run, and opens in Query", async ({ page }) => {
    await page.goto(FIVE);
    await page.getByRole("button", { name: "SQL of Where it changed" }).click();
    const drawer = page.getByRole("dialog", { name: "SQL of Where it changed" });
    await drawer.getByRole("button", { name: "Open in Query" }).click();
    const results = page.getByRole("table", { name: "Results" });
    await expect(results.getByRole("columnheader", { name: /^total_b/ })).toBeVisible();
    await expect(results.getByText("job / pack", { exact: false }).first()).toBeVisible();
  });

  test("page, data and command say the same, to the digit", async ({ page, dashboard }) => {
    await page.goto(FIVE);
    const heading = page.getByRole("heading", { name: /^Slower: / });
    await expect(heading).toBeVisible();
    const data = await (await page.request.get(FIVE.replace("/compare?", "/compare.json?"))).json();
    const args = ["compare", "base", "change", "--db-path", dashboard.dbPath];
    const [json, table, markdown] = await Promise.all(
      [["--json"], [], ["--format", "markdown"]].map(
        async (more) => (await run(process.execPath, [bin, ...args, ...more], PLAIN)).stdout,
      ),
    );
    const plain = JSON.parse(json ?? "");
    for (const part of ["names", "total", "pairing", "noise"]) expect(data[part], part).toEqual(plain[part]);
    expect(table?.split("\n")[0]).toBe(data.sentence);
    expect(markdown?.split("\n")[0]?.replaceAll(/[*\\]/g, "")).toBe(data.sentence);
    expect(data.sentence.startsWith(`${await heading.textContent()}; `)).toBe(true);
    const { row } = runsPage(page);
    for (const { name } of plain.names) {
      const line = table?.split("\n").find((one) => one.startsWith(`${name} `)) ?? "";
      const verdict = /(\S.*?%)\s{2,}/.exec(line.slice(name.length))?.[1]?.trim() ?? "none";
      await expect(row(name)).toContainText(verdict);
    }
    const csv = await (await page.request.get(FIVE.replace("/compare?", "/compare.csv?"))).text();
    expect(csv.split(/\r?\n/)[1]).toContain(String(plain.names[0].change));
  });

  test("what is said of a run is on its chip, its dot is marked, and a click leaves it out", async ({ page }) => {
    await page.goto(FIVE);
    const { row } = runsPage(page);
    const chip = page.getByRole("button", { name: /^change 1.*leave it out$/ });
    await expect(row("pack").getByRole("img")).toBeVisible();
    await chip.hover();
    await expect(page.locator("[data-tip]")).toContainText(/change 1.*91c04fe.*wider/s);
    const rings = page.locator("[data-ring]");
    await expect(rings).toHaveCount(3);
    await chip.click();
    await expect(page).toHaveURL(/b=run-3%2Crun-5%2Crun-7%2Crun-9/);
    await expect(page.getByRole("list", { name: "Runs of side B" }).getByRole("button")).toHaveCount(4);
  });

  test("calls are paired otherwise, or not at all, and the address says so", async ({ page }) => {
    await page.goto(FIVE);
    const { calls, row } = runsPage(page);
    await expect(page.getByText("Paired by path, level: 180 of 180 calls")).toBeVisible();
    await page.keyboard.press("u");
    await expect(page).toHaveURL(/calls=all/);
    await expect(page.getByText("Not paired: all calls compared together")).toBeVisible();
    await expect(row("pack")).toContainText("not paired");
    await calls.getByRole("button", { name: "Paired" }).click();
    await expect(page).not.toHaveURL(/calls=all/);
    await page.getByRole("button", { name: "Change the tags that calls are paired by" }).click();
    await page.getByRole("menuitemcheckbox", { name: "size" }).click();
    await expect(page).toHaveURL(/pair=path&pair=level&pair=size/);
    await expect(page.getByText("Paired by path, level, size: 180 of 180 calls")).toBeVisible();
  });

  test("the call tree says where, by pointer and keys; a path is chosen with its pairs", async ({ page }) => {
    await page.goto(FIVE);
    const { tree, changed, pairs } = runsPage(page);
    await expect(tree.getByRole("treeitem", { name: /^job, Slower, \+.* per run, level 1$/ })).toBeVisible();
    await expect(tree.getByRole("treeitem", { name: /^pack 1, Slower, / })).toBeVisible();
    await expect(changed.getByRole("row").nth(1)).toContainText(/pack.*\+(9|10|11)\.\d %.*\+[\d.]+ ms/);
    await expect(
      page.getByText(/^A run is [\d.]+ ms longer: pack \d took [\d.]+ ms more, pack \d took [\d.]+ ms more\.$/),
    ).toBeVisible();
    await tree.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(page).toHaveURL(/path=/);
    await expect(pairs).toHaveAccessibleName(/^Pairs of pack \d: 60 calls of both sides, \d+ faster in B/);
    await page.reload();
    await expect(pairs).toHaveAccessibleName(/^Pairs of pack \d: 60 calls/);
    await tree.getByRole("treeitem", { name: /^job, / }).click();
    await expect(page.getByRole("navigation", { name: "Path" })).toContainText("All calls / job");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("navigation", { name: "Path" })).toHaveCount(0);
  });

  test("pairs are drawn first, with nothing else in their place, and the address keeps another chart", async ({
    page,
  }) => {
    const release = await holdQuery(page, "comparePairs");
    await page.goto(FIVE);
    const { pairs, row } = runsPage(page);
    const curves = page.getByRole("img", { name: /^Durations of/ });
    await expect(row("pack")).toContainText("Slower");
    await expect(page.getByText("180 pairs", { exact: true })).toBeVisible();
    await expect(curves).toHaveCount(0);
    release();
    await expect(pairs).toBeVisible();
    await page.getByRole("group", { name: "Chart" }).getByRole("button", { name: "ecdf" }).click();
    await expect(curves).toBeVisible();
    await page.reload();
    await expect(curves).toBeVisible();
    await expect(page).toHaveURL(/curve=ecdf/);
  });

  test("the runs of one code are offered as a side", async ({ page }) => {
    await page.goto("/compare");
    await expect(page.getByRole("heading", { name: /total/ })).toBeVisible();
    await page.getByRole("combobox", { name: /^Side B/ }).click();
    await page.getByRole("option", { name: /^5 runs of 91c04fe/ }).click();
    await expect(page).toHaveURL(/b=run-1%2Crun-3/);
  });

  test("axe finds nothing, in either theme and narrow", async ({ page }) => {
    for (const [width, colorScheme] of [
      [1440, "light"],
      [1440, "dark"],
      [390, "light"],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(FIVE);
      await expect(runsPage(page).pairs).toBeVisible();
      await expect(runsPage(page).changed).toBeVisible();
      expect(await findBarriers(page), `${width} ${colorScheme}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });

  test("it fits a narrow window, with targets for fingers", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(FIVE);
    const { names, pairs } = runsPage(page);
    await expect(pairs).toBeVisible();
    const name = names.getByRole("button", { name: "pack", exact: true });
    const before = await name.boundingBox();
    await page.getByRole("region", { name: "Names, scrolls" }).evaluate((part) => part.scrollTo(400, 0));
    expect(await name.boundingBox()).toEqual(before);
    const small = await page
      .locator("main :is(button, select, input:not([aria-hidden])):visible")
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 39.5).map((one) => one.outerHTML));
    expect(small).toEqual([]);
  });

  test("in a narrow window a tap chooses a path, a card says what, and holds the way in", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(FIVE);
    const { tree } = runsPage(page);
    await tree.getByRole("treeitem", { name: /^job, / }).click();
    const card = page.getByRole("status").filter({ hasText: /^job/ });
    await expect(card).toContainText(/Slower: \+\d/);
    await card.getByRole("button", { name: "Go in" }).click();
    await expect(page.getByRole("navigation", { name: "Path" })).toHaveText("All calls / job");
  });
});

test.describe("one run a side, of no known code", () => {
  test.use({ source: PLANTED });

  test("what is seen is not told from the machine", async ({ page }) => {
    await page.goto("/compare");
    const { row, names } = runsPage(page);
    await expect(page.getByRole("heading", { name: "Seen once: total 496 ms to 720 ms, +45.2 %" })).toBeVisible();
    await expect(page.getByText(/^One run a side cannot be told from the machine/)).toBeVisible();
    await expect(row("compress")).toContainText(/Seen, \+47\.3 % ± 2\.3 %/);
    await expect(row("hash")).toContainText(/Seen, −\d\d\.\d % ± /);
    await expect(row("decompress")).toContainText("No difference seen");
    await expect(page.getByText("No noise floor: it takes 4 more runs of the same code")).toBeVisible();
    const heads = await names.getByRole("columnheader").allTextContents();
    expect(heads.slice(0, 3)).toEqual(["Name", "Verdict", "B − A ↓"]);
    await row("compress").getByRole("img").hover();
    await expect(page.locator("[data-tip]")).toContainText("over the pairs of one run each");
    await expect(page.locator("[data-tip]")).toContainText("One run a side cannot be told from the machine.");
  });

  test("another name is shown in detail, and the address carries it", async ({ page }) => {
    await page.goto("/compare");
    const { names, row, pairs } = runsPage(page);
    await expect(names.getByRole("button", { pressed: true })).toHaveText("compress");
    await names.getByRole("button", { name: "file", exact: true }).click();
    await expect(page).toHaveURL(/row=file/);
    await expect(pairs).toHaveAccessibleName(/^Pairs of file: 60 calls/);
    await names.getByRole("button", { name: "Verdict" }).click();
    await expect(page).toHaveURL(/sort=-change/);
    await page.reload();
    await expect(row("file").getByRole("button")).toHaveAttribute("aria-pressed", "true");
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Pairs" }).click();
    await expect(page).toHaveURL(/hide=pairs/);
    await expect(names.getByRole("columnheader", { name: "Pairs" })).toHaveCount(0);
  });
});
