/** Every control, cell, chart and state, in both themes, wide and narrow: nothing is cut off, misaligned or empty. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { test as base, expect, type Page } from "playwright/test";
import { PART_NAMES, PARTS, type PartName } from "../app/dev/gallery/parts.ts";
import { findBarriers } from "./axe.ts";
import { findLastingFaults } from "./boxes.ts";
import { type DevLoop, startDevLoop } from "./dev-loop.ts";
import { pythonWritten, root } from "./running.ts";

const WIDTHS = [1440, 390] as const;
const THEMES = ["light", "dark"] as const;
/** Room for a whole part; a taller part should be split. */
const TALLEST = 8_000;

const test = base.extend<{ faults: string[] }, { loop: DevLoop }>({
  loop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      // A separate folder, as somebody may be working in the same checkout.
      const env = { SPANTOM_DEV_FOLDER: ".next/cache/gallery" };
      const loop = await startDevLoop(root, ["--db-path", pythonWritten], env);
      await use(loop);
      await loop.interrupt();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above
  faults: async ({}, use) => use([]),
  baseURL: async ({ loop }, use) => use(loop.url),
  page: async ({ page, faults }, use) => {
    page.on("pageerror", ({ message }) => faults.push(message));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    await use(page);
    expect(faults, "faults in the page").toEqual([]);
  },
});

// One server at a time can compile a checkout's pages, so one worker runs all in order. The first test waits for that.
test.describe.configure({ mode: "default" });

async function openPart(page: Page, part: PartName): Promise<void> {
  await page.goto(`/dev/gallery/${part}`);
  await expect(page.getByRole("region", { name: PARTS[part][0], exact: true })).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
}

/** Resizes the window to the part and waits until its charts have adapted. */
async function settle(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await expect(async () => {
    const lacks = () =>
      page.evaluate(() => {
        const main = document.querySelector("main");
        return main ? main.scrollHeight - main.clientHeight : 0;
      });
    const height = (page.viewportSize()?.height ?? 0) + (await lacks());
    expect(height, "a part that should be two").toBeLessThan(TALLEST);
    await page.setViewportSize({ width, height });
    expect(await page.evaluate(findUnsettled)).toEqual([]);
    expect(await lacks()).toBe(0);
  }).toPass();
}

/** Finds charts not yet drawn at their current size, and empty cases. Runs in the page. */
function findUnsettled(): string[] {
  const name = (element: Element) => element.closest("[data-case]")?.getAttribute("data-case") ?? "";
  const waiting = [
    ...document.querySelectorAll('section[aria-label="Plot"]:not([data-ready])'),
    ...[...document.querySelectorAll("[data-case] > div")].filter((frame) => frame.childElementCount === 0),
  ];
  const crooked = [...document.querySelectorAll<HTMLElement>(".js-plotly-plot")].filter((plot) => {
    const drawn = plot.querySelector(".main-svg")?.getBoundingClientRect();
    return !drawn || Math.abs(drawn.width - plot.clientWidth) > 1 || Math.abs(drawn.height - plot.clientHeight) > 1;
  });
  return [...waiting, ...crooked].map(name);
}

/** Finds elements that are clipped or have no size. Runs in the page. */
function findFaults(isWide: boolean): string[] {
  const faults: string[] = [];
  const nameOf = (element: Element) => {
    const section = element.closest("[data-section]")?.getAttribute("data-section");
    const text = element.textContent?.trim().slice(0, 40) ?? "";
    const own = `${element.tagName.toLowerCase()}.${String(element.getAttribute("class")).split(" ")[0]}`;
    return `${section} / ${element.closest("[data-case]")?.getAttribute("data-case")}: ${own} "${text}"`;
  };
  const tell = (what: string, element: Element) => faults.push(`${what}: ${nameOf(element)}`);
  const isSeen = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest(".unseen");
  const main = document.querySelector("main");
  if (!main) return ["there is no part"];
  if (main.scrollWidth > main.clientWidth) faults.push("the page scrolls sideways");

  for (const frame of main.querySelectorAll<HTMLElement>("[data-case] > div")) {
    if (frame.scrollWidth > frame.clientWidth + 1)
      tell(`wider than its frame by ${frame.scrollWidth - frame.clientWidth}`, frame);
    // On narrow screens, panes are stacked at their content's height, and the view scrolls.
    if (isWide && frame.scrollHeight > frame.clientHeight + 1)
      tell(`taller than its frame by ${frame.scrollHeight - frame.clientHeight}`, frame);
  }
  for (const element of main.querySelectorAll<HTMLElement>(
    "button, select, label, a, th, td, p, h2, h3, span, b, code",
  )) {
    if (!isSeen(element) || element.clientWidth === 0) continue;
    const style = getComputedStyle(element);
    const over = element.scrollWidth - element.clientWidth;
    if (over <= 1 || style.textOverflow === "ellipsis" || /auto|scroll/.test(style.overflowX)) continue;
    if (element.matches("button, select, label") || /hidden|clip/.test(style.overflowX))
      tell(`shorter than its text by ${over}`, element);
  }
  for (const element of main.querySelectorAll("button, select, input, table, svg, canvas, [role=img]")) {
    if (!isSeen(element) || element.parentElement?.closest("svg")) continue;
    const { width, height } = element.getBoundingClientRect();
    if (width < 1 || height < 1) tell("has no size", element);
  }
  return faults;
}

/** Heights of adjacent controls of the same kind. Runs in the page. */
function measureHeights(): Record<string, number[]> {
  const heights: Record<string, number[]> = {};
  for (const frame of document.querySelectorAll("[data-case]")) {
    const own = [...(frame.lastElementChild?.children ?? [])].filter((child) =>
      child.matches("button, a, span, label, [role=group]"),
    );
    const name = frame.getAttribute("data-case") ?? "";
    heights[name] = [...new Set(own.map((child) => child.getBoundingClientRect().height))];
  }
  return heights;
}

/** Rules broken only by the gallery, where elements are repeated as in no view. */
const OF_THE_GALLERY = /^(landmark-|duplicate-id|region)/;

for (const part of PART_NAMES)
  test(`${part}: in both themes, wide and narrow`, async ({ page }, info) => {
    await openPart(page, part);
    for (const width of WIDTHS) {
      await settle(page, width);
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme });
        await expect.poll(() => page.evaluate(findUnsettled)).toEqual([]);
        const path = join(info.outputDir, `${part}-${width}-${colorScheme}.jpg`);
        await page.screenshot({ path, quality: 90 });
        await info.attach(`${width} ${colorScheme}`, { path, contentType: "image/jpeg" });
      }
      if (width === WIDTHS[0]) {
        const barriers = (await findBarriers(page)).filter((barrier) => !OF_THE_GALLERY.test(barrier));
        expect.soft(barriers).toEqual([]);
      }
      expect.soft(await page.evaluate(findFaults, width > 760), `${width} px wide`).toEqual([]);
      expect.soft(await findLastingFaults(page), `boxes, ${width} px wide`).toEqual([]);
    }
  });

test("controls of one kind have one height, the specified one", async ({ page }) => {
  await openPart(page, "controls");
  await settle(page, 1440);
  const heights = await page.evaluate(measureHeights);
  for (const look of ["plain", "primary", "ghost"]) {
    expect(heights[look], look).toEqual([28]);
    expect(heights[`${look}, small`], look).toEqual([24]);
  }
  expect(heights).toMatchObject({
    copies: [24],
    select: [24],
    "select, tall": [28],
    segments: [24],
    chips: [22],
    badges: [20],
    side: [28],
  });
});

test("what opens is in view, uncut and aligned", async ({ page }) => {
  await openPart(page, "controls");
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const openers = page.getByRole("region", { name: "Menus and dialogs" }).locator("button:not(:disabled)");
    for (const opener of await openers.all()) {
      const name = `${width} px: ${await opener.innerText()}`;
      await opener.click();
      const popup = page.locator('[role="menu"], [role="dialog"]').first();
      await expect(popup, name).toBeVisible();
      await expect
        .poll(() => popup.evaluate((box) => box.getAnimations({ subtree: true }).length), { message: name })
        .toBe(0);
      const box = await popup.boundingBox();
      expect(box?.x, name).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0), name).toBeLessThanOrEqual(width);
      expect((box?.y ?? 0) + (box?.height ?? 0), name).toBeLessThanOrEqual(900);
      const items = await popup
        .locator('[role^="menuitem"]')
        .evaluateAll((all) => [...new Set(all.map((item) => item.getBoundingClientRect().height))]);
      expect(items.length, `heights of ${name}: ${items}`).toBeLessThanOrEqual(1);
      await page.keyboard.press("Escape");
      await expect(popup, name).toBeHidden();
    }
  }
});

test("none of it is in the package", () => {
  const built = join(root, "dist/dashboard");
  const { routes } = JSON.parse(readFileSync(join(built, "manifest.json"), "utf8"));
  const paths = routes.map(({ pathname }: { readonly pathname: string }) => pathname);
  expect(paths).toContain("/explore");
  expect(paths.filter((path: string) => /^\/dev|gallery/.test(path))).toEqual([]);
  const files = readdirSync(built, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const textOf = (file: string) =>
    file.endsWith(".br") ? brotliDecompressSync(readFileSync(file)) : readFileSync(file);
  expect(
    files.filter((file) => /gallery/i.test(relative(built, file)) || textOf(file).includes("/dev/gallery")),
  ).toEqual([]);
});
