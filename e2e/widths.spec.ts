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

  test("has all its figures beside its names, the failed ones too", async ({ page }) => {
    await open(page, "/", 1440);
    await expect(page.getByRole("columnheader", { name: "Errors" })).toBeVisible();
    await expectNoMore(page);
  });

  test("has its verdicts whole in a narrow window", async ({ page }) => {
    await open(page, "/compare", 390);
    const verdicts = page.getByRole("table", { name: "Names" }).getByText(/No difference seen$/);
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

test.describe("a run of days", () => {
  test.use({ source: odd("days") });

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
