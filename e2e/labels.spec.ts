/** Labels in charts of odd spans: none covers another, leaves the chart or hides points, wide and narrow. */
import type { Page } from "playwright/test";
import { writeOddFile } from "../lib/fixtures/odd-files.ts";
import { expect, test } from "./dashboard.ts";
import type { Source } from "./files.ts";

const odd = (name: "equal" | "service" | "pair"): Source => ({ name, put: (path) => writeOddFile(name, path) });

interface Box {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const boxesOf = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((elements): Box[] =>
    elements.map((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return { text: element.textContent ?? "", left, top, right, bottom };
    }),
  );

function isOver(a: Box, b: Box, slack = 2): boolean {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  return across > slack && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack;
}

function expectApart(boxes: readonly Box[]): void {
  for (const [i, box] of boxes.entries())
    expect(boxes.filter((other, j) => j > i && isOver(box, other)).map(({ text }) => `${box.text} × ${text}`)).toEqual(
      [],
    );
}

function expectWithin(boxes: readonly Box[], whole: Box | undefined): void {
  if (!whole) throw new Error("no chart");
  const isOut = ({ left, top, right, bottom }: Box) =>
    left < whole.left - 1 || right > whole.right + 1 || top < whole.top - 1 || bottom > whole.bottom + 1;
  expect(boxes.filter(isOut)).toEqual([]);
}

const SIZES = [
  [1440, 900],
  [390, 844],
] as const;

async function openPlot(page: Page, path: string, [width, height]: readonly [number, number]): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.goto(path);
  await expect(page.locator("[aria-label=Plot][data-ready]")).toBeVisible();
}

test.describe("500 spans of one duration", () => {
  test.use({ source: odd("equal") });

  test("have their percentiles named one above the other", async ({ page }) => {
    for (const size of SIZES) {
      await openPlot(page, "/explore?x=start", size);
      const names = await boxesOf(page, "[data-beside] text");
      expect(names.map(({ text }) => text).sort()).toEqual(["p50", "p95", "p99"]);
      expectApart(names);
      expectWithin(names, (await boxesOf(page, "[role=group][aria-label^=Chart]"))[0]);
    }
  });
});

test.describe("a service", () => {
  test.use({ source: odd("service") });

  test("has its selections labelled where no point is, and its percentiles apart", async ({ page }) => {
    const name = encodeURIComponent("GET /product/:id");
    for (const size of SIZES)
      for (const region of ["3..9,0.02..0.06", "30..37,0.15..0.201", "0.1..3,0.1..0.2"]) {
        await openPlot(page, `/explore?name=${name}&x=start&sel=${region}`, size);
        expectApart(await boxesOf(page, "[data-beside] text"));
        const label = await boxesOf(page, "[data-region] text");
        expect(label).toHaveLength(1);
        expectWithin(label, (await boxesOf(page, "[role=group][aria-label^=Chart]"))[0]);
        const points = await boxesOf(page, ".scatterlayer .points path");
        expect(points.length).toBeGreaterThan(1000);
        expect(points.filter((point) => isOver(label[0] as Box, point, 1))).toEqual([]);
      }
  });
});

test.describe("one call against one", () => {
  test.use({ source: odd("pair") });

  test("is drawn without an area, with its figures in the chart and one call as one", async ({ page }) => {
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      for (const curve of ["ecdf", "histogram"]) {
        await page.goto(`/compare?curve=${curve}`);
        const chart = page.locator("svg[role=img][aria-label^='Durations of build']");
        await expect(chart).toBeVisible();
        await expect(page.getByRole("list", { name: "Legend" })).toContainText(/A .*, 1 call.*B .*, 1 call$/);
        await expect(chart).toHaveAttribute("aria-label", /: 1 call on side A, 1 on side B; p50 11.5 s to 30.1 s/);
        const texts = await boxesOf(page, "svg[role=img][aria-label^='Durations of build'] text");
        expectWithin(texts, (await boxesOf(page, "svg[role=img][aria-label^='Durations of build']"))[0]);
        expectApart(texts);
        await expect(chart.locator("path[class*=between]")).toHaveCount(0);
      }
    }
    await page.goto("/explore");
    await expect(page.getByText("1 of 1 point", { exact: true })).toBeVisible();
  });
});
