/** What has to fit in windows of usual widths, whatever the names and figures: whole, in view, in one row. */
import type { Locator, Page } from "playwright/test";
import { type OddName, writeOddFile } from "../lib/fixtures/odd-files.ts";
import { expect, test } from "./dashboard.ts";
import type { Source } from "./files.ts";

const odd = (name: OddName): Source => ({ name: `odd ${name}`, put: (path) => writeOddFile(name, path) });

async function open(page: Page, path: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: width < 760 ? 844 : 900 });
  await page.goto(path);
  await expect(page.locator("[aria-busy=true], [data-skeleton]")).toHaveCount(0);
}

/** Texts of which a part is cut off or covered. */
const cutTexts = (texts: Locator) =>
  texts.evaluateAll((elements) =>
    elements
      .filter((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return [...range.getClientRects()].some(({ left, right, top, bottom }) => {
          const at = (x: number) => document.elementFromPoint(x, (top + bottom) / 2);
          return ![at(left + 1), at(right - 1)].every((found) => found && element.contains(found));
        });
      })
      .map((element) => element.textContent),
  );

test.describe("a service", () => {
  test.use({ source: odd("service") });

  for (const width of [1440, 1280, 1024])
    test(`has the choices and tools of its plot in one row at ${width}, the longest of them cut`, async ({ page }) => {
      const color = encodeURIComponent("status@GET /product/:id");
      for (const address of ["/explore", `/explore?name=sql+reviews&color=${color}`]) {
        await open(page, address, width);
        const plot = page.getByRole("region", { name: "Plot", exact: true });
        const controls = plot.locator("select, input[type=checkbox], button:has(> svg)");
        await expect(plot).toHaveAttribute("data-ready", "1");
        const boxes = await controls.evaluateAll((elements) => elements.map((each) => each.getBoundingClientRect()));
        expect(boxes.length).toBeGreaterThan(12);
        const middles = boxes.map(({ top, bottom }) => Math.round((top + bottom) / 2 / 4));
        expect(new Set(middles).size, `rows at ${address}`).toBe(1);
        const { right } = await plot.evaluate((element) => element.getBoundingClientRect());
        expect(Math.max(...boxes.map((box) => box.right))).toBeLessThanOrEqual(right);
        // The usual ones keep their texts.
        for (const label of ["Plot type", "X axis", "Y axis"]) {
          const select = plot.getByRole("combobox", { name: label });
          expect(await select.evaluate((element) => element.scrollWidth <= element.clientWidth), label).toBe(true);
        }
      }
      await expect(page.getByRole("combobox", { name: "Color by" })).toHaveAttribute(
        "title",
        "status ↑ GET /product/:id",
      );
    });

  test("has the choices of a query's plot in two rows beside its results at 1024", async ({ page }) => {
    await open(page, "/query", 1024);
    const plot = page.getByRole("region", { name: "Plot", exact: true });
    await expect(plot).toHaveAttribute("data-ready", "1");
    const controls = plot.locator("select, input[type=checkbox], button:has(> svg)");
    const boxes = await controls.evaluateAll((elements) => elements.map((each) => each.getBoundingClientRect()));
    expect(boxes.length).toBeGreaterThan(10);
    expect(new Set(boxes.map(({ top, bottom }) => Math.round((top + bottom) / 2 / 4))).size).toBe(2);
    const { right } = await plot.evaluate((element) => element.getBoundingClientRect());
    expect(Math.max(...boxes.map((box) => box.right))).toBeLessThanOrEqual(right);
  });

  test("has all its figures beside its names, the failed ones too", async ({ page }) => {
    await open(page, "/", 1440);
    await expect(page.getByRole("columnheader", { name: "Errors" })).toBeVisible();
    await expectNoMore(page);
  });

  test("has its verdicts whole in a narrow window", async ({ page }) => {
    await open(page, "/compare", 390);
    const verdicts = page.getByRole("table", { name: "Names" }).getByText(/^No difference seen/);
    await expect(verdicts).toHaveCount(2);
    expect(await cutTexts(verdicts)).toEqual([]);
  });
});

/** That the table of names does not go on beside the window. */
async function expectNoMore(page: Page): Promise<void> {
  const pane = page.getByRole("region", { name: "Span names, scrolls" });
  await expect(pane.getByRole("img", { name: /: p50 / }).first()).toBeVisible();
  expect(await pane.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
}

test.describe("names that are long", () => {
  test.use({ source: odd("names") });

  test("give way to their figures, and keep their ends", async ({ page }) => {
    await open(page, "/", 1440);
    await expectNoMore(page);
    const name = page.getByRole("link", { name: /handler\.0$/ }).locator(".ends > :last-child");
    expect(await cutTexts(name)).toEqual([]);
    // Where nothing fits, too: none is cut for good.
    await page.setViewportSize({ width: 1024, height: 900 });
    expect(await cutTexts(name)).toEqual([]);
  });
});

test.describe("300 names", () => {
  test.use({ source: odd("names") });

  test("in a narrow window leave the heat map and the chosen name within reach, and show more when asked to", async ({
    page,
  }) => {
    for (const [path, name, below] of [
      ["/", "Span names", "Start × duration"],
      ["/compare", "Names", "What changed most"],
    ] as const) {
      await open(page, path, 390);
      const rows = page.getByRole("table", { name, exact: true }).locator("tbody tr:visible");
      await expect(rows).toHaveCount(12);
      await expect(page.getByRole("heading", { name: below })).toBeVisible();
      await page.getByRole("button", { name: "Show 50 more" }).first().click();
      await expect(rows).toHaveCount(62);
      await page.setViewportSize({ width: 1024, height: 900 });
      await expect.poll(() => rows.count()).toBeGreaterThan(150);
    }
  });

  test("leave the chosen one in view where it stands below them", async ({ page }) => {
    await open(page, "/compare", 1024);
    const tree = await page.getByRole("tree", { name: /^Where it changed/ }).boundingBox();
    expect(tree?.y).toBeLessThan(700);
    const sides = await page
      .getByRole("combobox", { name: /^Side/ })
      .evaluateAll((elements) => elements.map((side) => side.getBoundingClientRect().top));
    expect(new Set(sides).size, "sides that are as high as each other").toBe(1);
  });

  test("are not all there first while the page's scripts are still on their way", async ({ browser, dashboard }) => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await page.route(/\/_next\/.*\.js/, (route) => route.abort());
    await page.goto(dashboard.url);
    const rows = page.getByRole("table", { name: "Span names" }).locator("tbody tr");
    await expect(rows).toHaveCount(300);
    await expect(rows.filter({ visible: true })).toHaveCount(12);
    await page.close();
  });
});

test.describe("a run of days", () => {
  test.use({ source: odd("days") });

  test("has starts and durations whole below their heads in a narrow window", async ({ page }) => {
    await open(page, "/explore?name=nightly", 390);
    const row = page.getByRole("table", { name: "Spans" }).locator("tbody tr[data-index]").first();
    const [start, duration] = [row.locator("td").nth(1), row.locator("td").nth(2)];
    await expect(start).toHaveText(/^[A-Z][a-z]{2} \d+( \d{4})?, [\d:]+\.\d{3}$/);
    await start.scrollIntoViewIfNeeded();
    expect(await cutTexts(start)).toEqual([]);
    // To the right, as its head.
    const left = await duration.evaluate((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      const texts = [...range.getClientRects()].map((box) => box.left);
      return Math.max(...texts) - cell.getBoundingClientRect().left;
    });
    expect(left).toBeGreaterThan(40);
  });

  test("has both ends of a time window whole, and the change of its total", async ({ page }) => {
    for (const width of [1440, 390]) {
      await open(page, "/compare?by=windows", width);
      const fields = page.getByRole("textbox", { name: /^Side [AB], (from|to) second$/ });
      await expect(fields).toHaveCount(4);
      for (const field of await fields.all()) {
        const [value, over] = await field.evaluate((input: HTMLInputElement) => [
          input.value,
          input.scrollWidth - input.clientWidth,
        ]);
        expect(over, `${width} wide: ${value}`).toBe(0);
      }
      const total = page.getByRole("heading", { name: /^Total / });
      expect(await total.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), `${width} wide`).toBe(
        0,
      );
    }
  });
});
