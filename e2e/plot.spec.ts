import { readFileSync } from "node:fs";
import type { Page } from "playwright/test";
import { expect, queryPage, test } from "./dashboard.ts";
import { SAMPLE } from "./files.ts";

const PARSE = "SELECT id, name, start, duration FROM spans WHERE name = 'parse' ORDER BY duration DESC";
const link = (more = "", sql = PARSE) => `/query?sql=${encodeURIComponent(sql)}${more}`;
const chart = (page: Page) => page.getByRole("group", { name: /^Chart/ });

/** Drags over a part of the chart, given as shares of its width and height. */
async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const box = await chart(page).boundingBox();
  if (!box) throw new Error("no chart");
  const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
  await page.mouse.move(...at(to));
  await page.mouse.up();
}

const selectedRows = (page: Page) => queryPage(page).results.locator("tr[data-selected]");

for (const theme of ["light", "dark"] as const)
  test(`a drag selects, the table shows what, Escape clears (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(link());
    const query = queryPage(page);
    await query.drawn(596);
    await drag(page, [0.15, 0.02], [0.95, 0.5]);
    await query.drawn(596);
    const count = Number(await query.plot.getAttribute("data-selected"));
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(596);
    await expect(chart(page).locator("[data-region] text")).toHaveText(
      new RegExp(`^${count} rows?, [\\d.]+ % of 596$`),
    );
    await expect(page.getByText(`${count} selected of 596 rows`)).toBeVisible();
    // The slowest point is above all others, and its row is first in the table.
    await expect(query.results.locator("tbody tr").first()).toHaveAttribute("data-selected", "");
    await page.keyboard.press("Escape");
    await expect(selectedRows(page)).toHaveCount(0);
    await expect(chart(page).locator("[data-region]")).toHaveCount(0);
  });

test("keys select, move and resize; Shift and a drag zoom, f shows all again", async ({ page }) => {
  await page.goto(link());
  const query = queryPage(page);
  await query.drawn(596);
  await chart(page).focus();
  await page.keyboard.press("Enter");
  const outline = chart(page).locator("[data-region] > path");
  const first = await outline.getAttribute("d");
  await page.keyboard.press("ArrowDown");
  await expect(outline).not.toHaveAttribute("d", first ?? "");
  const second = await outline.getAttribute("d");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(outline).not.toHaveAttribute("d", second ?? "");
  await page.keyboard.press("Escape");

  const ticks = () => query.plot.locator(".xtick text").allTextContents();
  const whole = await ticks();
  await page.keyboard.down("Shift");
  await drag(page, [0.3, 0.2], [0.5, 0.8]);
  await page.keyboard.up("Shift");
  await expect.poll(ticks).not.toEqual(whole);
  await page.keyboard.press("f");
  await expect.poll(ticks).toEqual(whole);
});

test("the wheel zooms only after the chart has the focus", async ({ page }) => {
  await page.goto(link());
  const query = queryPage(page);
  await query.drawn(596);
  const ticks = () => query.plot.locator(".ytick text").allTextContents();
  const whole = await ticks();
  // Each step of the wheel zooms by a tenth.
  const turn = async () => {
    for (let step = 0; step < 12; step++) await page.mouse.wheel(0, -400);
  };
  await chart(page).hover();
  await turn();
  // A round trip to the page, by the end of which a zoom would have happened.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await ticks()).toEqual(whole);
  await chart(page).focus();
  await turn();
  await expect.poll(ticks).not.toEqual(whole);
});

test("a hovered row marks its point, and a hovered point its row", async ({ page }) => {
  await page.goto(link());
  const query = queryPage(page);
  await query.drawn(596);
  await query.results.locator("tbody tr").nth(2).hover();
  const ring = chart(page).locator("[data-ring='2'] circle").last();
  await expect(ring).toHaveCount(1);
  const at = await ring.boundingBox();
  if (!at) throw new Error("no ring");
  await page.mouse.move(5, 5);
  await expect(chart(page).locator("[data-ring]")).toHaveCount(0);
  await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
  await expect(query.results.locator("tr[data-hovered]")).toHaveCount(1);
  await expect(chart(page).locator("[data-ring]")).toHaveCount(1);
});

test("draws the types that show shapes and several columns", async ({ page }) => {
  await page.goto(link());
  const query = queryPage(page);
  await query.drawn(596);
  for (const [name, plot] of [
    ["Violin", "violin"],
    ["ECDF", "ecdf"],
    ["Scatter matrix", "splom"],
    ["Parallel coordinates", "parallel"],
  ] as const) {
    await query.choose("Plot type", name);
    await query.chosen("Plot type", name);
    await query.drawn(596);
    await expect(page).toHaveURL(new RegExp(`plot=${plot}`));
    await expect(query.plot.getByRole("img", { name: new RegExp(`^${name} of .*: 596 of 596 rows`) })).toBeVisible();
  }
});

/** What a chart shows besides its data: its texts, ticks and grid with their places, and the controls of its axes. */
function readAxes(page: Page) {
  return page.evaluate(() => {
    const plot = document.querySelector(".js-plotly-plot");
    const origin = plot?.getBoundingClientRect() ?? new DOMRect();
    const say = (element: Element, text: string | null) => {
      const { left, top, width } = element.getBoundingClientRect();
      return width > 0 ? `${text} ${Math.round(left - origin.left)} ${Math.round(top - origin.top)}` : "";
    };
    const all = (selector: string) => [...(plot?.querySelectorAll(selector) ?? [])];
    const controls = [...document.querySelectorAll<HTMLInputElement>("section[aria-label=Plot] input[type=checkbox]")];
    return [
      ...all("svg text").map((text) => say(text, text.textContent)),
      ...all("path.xtick, path.ytick, path.crisp").map((path) => say(path, path.getAttribute("class"))),
      ...controls.map((box) => `${box.ariaLabel} ${box.checked} ${box.disabled}`),
    ].sort();
  });
}

const KINDS = [
  ...["Scatter", "Histogram", "Box", "ECDF", "Violin", "Heatmap", "Parallel coordinates", "Line"],
  ...["Scatter matrix", "Histogram", "Scatter"],
];

for (const [view, path] of [
  ["Explore", "/explore?name=parse"],
  ["Query", link()],
] as const)
  test(`switching the kind of plot leaves nothing of the one before: ${view}`, async ({ page }) => {
    test.slow();
    const kind = page.getByRole("combobox", { name: "Plot type" });
    const drawn = () => page.locator("section[aria-label=Plot][data-ready]").waitFor();
    const switched: [address: string, axes: string[]][] = [];
    await page.goto(path);
    await drawn();
    for (const name of KINDS) {
      // The axis that somebody chose is that of the kind that it was chosen for.
      const log = page.getByRole("checkbox", { name: "log Y" });
      if ((await log.count()) > 0 && (await log.isEnabled())) {
        await log.click();
        await drawn();
      }
      await kind.selectOption({ label: name });
      await expect(kind.locator("option:checked")).toHaveText(name);
      await drawn();
      switched.push([page.url(), await readAxes(page)]);
    }
    for (const address of new Set(switched.map(([each]) => each))) {
      await page.goto(address);
      await drawn();
      for (const [, axes] of switched.filter(([each]) => each === address))
        await expect.poll(() => readAxes(page), address).toEqual(axes);
    }
    // Parse takes from microseconds to milliseconds; how many calls do says nothing of that.
    await page.goto(`${path}&plot=histogram`);
    await drawn();
    await expect(page.getByRole("checkbox", { name: "log X" })).toBeChecked();
    await expect(page.getByRole("checkbox", { name: "log Y" })).not.toBeChecked();
  });

test("trend and margins are part of the address", async ({ page }) => {
  await page.goto(link("&trend=1&margins=1"));
  const query = queryPage(page);
  await query.drawn(596);
  await expect(query.plot.getByText("median")).toBeVisible();
  await expect(query.plot.getByText("p95", { exact: true })).toBeVisible();
  await query.plot.getByRole("checkbox", { name: "Trend" }).uncheck();
  await query.drawn(596);
  await expect(page).toHaveURL(/trend=0&margins=1/);
  await expect(query.plot.getByText("median")).toHaveCount(0);
});

test("a chart can be shown as a table and saved as a picture", async ({ page }) => {
  await page.goto(link("&plot=ecdf"));
  const query = queryPage(page);
  await query.drawn(596);
  await query.plot.getByRole("button", { name: "Show as table" }).press("Enter");
  const table = query.plot.getByRole("table", { name: /^ECDF of duration/ });
  await expect(table.getByRole("columnheader", { name: "p99.9" })).toBeVisible();
  await expect(table.getByRole("row")).toHaveCount(2);
  await query.plot.getByRole("button", { name: "Show as table" }).click();
  await query.drawn(596);
  const saved = page.waitForEvent("download");
  await query.plot.getByRole("button", { name: "Save as PNG" }).press("Enter");
  const download = await saved;
  expect(download.suggestedFilename()).toBe("spantom.png");
  const head = readFileSync(await download.path());
  expect(head.subarray(1, 4).toString()).toBe("PNG");
  const box = await chart(page).boundingBox();
  expect(head.readUInt32BE(16)).toBe(2 * Math.round(box?.width ?? 0));
});

test("a name that looks like markup is shown letter for letter", async ({ page }) => {
  const name = `<a href="https://e">x</a><b>y</b>&lt;i&gt;$\{1}`;
  const key = "<b>k</b>";
  const rows = ["1", "2", "3"].map((n) => `SELECT '${name}' AS "${key}", ${n} AS duration`);
  const sql = rows.join(" UNION ALL ");
  for (const plot of ["box", "violin", "parallel", "splom"]) {
    const axes = new URLSearchParams({ plot, x: key, y: "duration", color: key });
    await page.goto(link(`&${axes}&dim=duration&dim=${encodeURIComponent(key)}`, sql));
    const query = queryPage(page);
    await query.drawn(3);
    await expect(query.plot.locator(".js-plotly-plot text").filter({ hasText: key }).first(), plot).toBeAttached();
    await expect(query.plot.locator(".js-plotly-plot a")).toHaveCount(0);
    await expect(query.plot.locator(".js-plotly-plot b, .js-plotly-plot tspan[style*='bold']")).toHaveCount(0);
  }
  await expect(queryPage(page).plot.getByRole("button", { name: /<a href=/ })).toBeVisible();
});

test.describe("every type draws under the page's policy, which the test enforces", () => {
  async function drawAll(page: Page): Promise<void> {
    const { choice, plot } = queryPage(page);
    const types = await choice("Plot type").locator("option").allTextContents();
    expect(types.length).toBeGreaterThanOrEqual(9);
    for (const type of types) {
      await choice("Plot type").selectOption({ label: type });
      await expect(choice("Plot type").locator("option:checked")).toHaveText(type);
      await expect(plot, type).toHaveAttribute("data-ready", "1");
    }
  }

  test("with few points", async ({ page }) => {
    await page.goto(link());
    await queryPage(page).drawn(596);
    await drawAll(page);
  });

  test.describe("with so many points that WebGL draws them", () => {
    test.use({ source: SAMPLE });
    test("too", async ({ page }) => {
      await page.goto("/explore?run=all&why=off&plot=scatter");
      await expect(queryPage(page).plot).toHaveAttribute("data-ready", "1");
      await expect(queryPage(page).plot.locator("canvas.gl-canvas").first()).toBeAttached();
      await drawAll(page);
    });
  });
});
