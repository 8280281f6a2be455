/** Tables with any names, figures and widths, in windows of any size. */
import type { Locator, Page } from "playwright/test";
import { type OddName, writeOddFile } from "../lib/fixtures/odd-files.ts";
import { expect, test } from "./dashboard.ts";
import { PLANTED, type Source } from "./files.ts";

const odd = (name: OddName): Source => ({ name: `odd ${name}`, put: (path) => writeOddFile(name, path) });

const HEIGHT = 900;
/** Every table whose columns can be resized: where it is, its name, a column of texts, one of figures, its pane. */
const TABLES = [
  ["/", "Span names", "Name", "Total", "Span names"],
  ["/", "Newest spans", "Name", "Duration", "Newest spans"],
  ["/explore?name=file", "Spans", "path", "bytes", "file"],
  ["/compare?by=windows", "Names", "Name", "p95 A", ""],
  ["/compare", "Names", "Name", "Pairs", ""],
  ["/query", "Results", "name", "duration", "Results"],
  ["/compare?by=windows&row=compress&where=algorithm", "Where the difference is", "algorithm", "Total B − A", ""],
  ["/span/18", "Self time by name", "Name", "Count", "Self time by name"],
] as const;

function widthsOf(table: Locator): Promise<Record<string, number>> {
  return table.evaluate((element) =>
    Object.fromEntries(
      [...element.querySelectorAll<HTMLElement>("thead th")].map((head) => [head.dataset.column, head.offsetWidth]),
    ),
  );
}

async function drag(page: Page, edge: Locator, by: number): Promise<void> {
  await edge.scrollIntoViewIfNeeded();
  const box = await edge.boundingBox();
  if (!box) throw new Error("no edge");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by, y, { steps: 4 });
  await page.mouse.up();
}

test.describe("columns", () => {
  test.use({ source: PLANTED, viewport: { width: 1440, height: HEIGHT } });

  for (const [path, name, text, figure] of TABLES)
    test(`of ${name} at ${path} are resized by their edges and by keys, which a reload keeps, and reset`, async ({
      page,
    }) => {
      await page.goto(path);
      const table = page.getByRole("table", { name, exact: true });
      const edgeOf = (label: string) => table.getByRole("separator", { name: new RegExp(`^Width of ${label}(,|$)`) });
      const head = (label: string) => table.getByRole("columnheader", { name: new RegExp(`^${label}(,|$)`) });
      const widthOf = (label: string) => head(label).evaluate((element: HTMLElement) => element.offsetWidth);
      await expect(page.locator("[aria-busy=true], [data-skeleton]")).toHaveCount(0);
      await expect(edgeOf(text)).toHaveAttribute("aria-valuetext", "as wide as the table lets it");
      const first = await widthsOf(table);
      const before = await widthOf(text);
      await drag(page, edgeOf(text), 70);
      const dragged = await widthsOf(table);
      expect(await widthOf(text)).toBe(before + 70);
      await expect(edgeOf(text)).toHaveAttribute("aria-valuenow", String(before + 70));
      // No other column has moved.
      const changed = Object.keys(first).filter((id) => first[id] !== dragged[id]);
      expect(changed).toHaveLength(1);

      await page.reload();
      await expect.poll(() => widthsOf(table), "widths after a reload").toEqual(dragged);

      await edgeOf(text).focus();
      await page.keyboard.press("ArrowLeft");
      expect(await widthOf(text)).toBe(before + 54);
      for (let presses = 0; presses < 40; presses++) await page.keyboard.press("ArrowLeft");
      expect(await widthOf(text)).toBe(88);
      await edgeOf(figure).focus();
      for (let presses = 0; presses < 20; presses++) await page.keyboard.press("ArrowLeft");
      // Figures set the least width of their column.
      expect(await page.evaluate(findCutFigures)).toEqual([]);
      await edgeOf(text).dblclick();
      expect(await head(text).evaluate(findCutTexts), "after a double click").toEqual([]);

      const pane = page
        .locator("section")
        .filter({ has: table })
        .filter({ has: page.getByRole("button", { name: /^Columns/ }) });
      await pane
        .last()
        .getByRole("button", { name: /^Columns/ })
        .click();
      await page.getByRole("menuitem", { name: "Reset columns" }).click();
      await expect.poll(() => widthsOf(table), "widths after a reset").toEqual(first);
      await expect(edgeOf(text)).toHaveAttribute("aria-valuetext", "as wide as the table lets it");
    });

  test("all edges of a table are one stop on the way through it", async ({ page }) => {
    await page.goto("/");
    const edges = page.getByRole("table", { name: "Span names" }).getByRole("separator");
    await expect(edges).toHaveCount(12);
    await expect(edges.and(page.locator("[tabindex='0']"))).toHaveCount(1);
    await edges.first().focus();
    await page.keyboard.press("ArrowDown");
    await expect(edges.nth(1)).toBeFocused();
    await expect(edges.and(page.locator("[tabindex='0']"))).toHaveCount(1);
  });
});

/** Figures that are not whole in their cells, and facts of the rail. Runs in the page. */
function findCutFigures(): string[] {
  const cells = [...document.querySelectorAll<HTMLElement>("main tbody td[class*=number], aside li [class*=fact]")];
  return cells
    .filter((cell) => cell.checkVisibility())
    .filter((cell) =>
      [cell, ...cell.querySelectorAll<HTMLElement>("*")].some(
        (part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible",
      ),
    )
    .map((cell) => cell.textContent ?? "");
}

/** Texts of a column, given its head, of which a part is not seen. Runs in the page. */
function findCutTexts(head: Element): string[] {
  const place = (head as HTMLTableCellElement).cellIndex;
  const cells = [
    ...(head.closest("table")?.querySelectorAll<HTMLTableRowElement>("tbody tr:not([aria-hidden])") ?? []),
  ];
  return cells
    .map((row) => row.cells[place])
    .filter((cell) =>
      [...(cell?.querySelectorAll<HTMLElement>("*") ?? [])].some((part) => part.scrollWidth > part.clientWidth + 1),
    )
    .map((cell) => cell?.textContent ?? "");
}

const HANDLERS = [0, 1, 2, 3, 4].map((i) => `very.long.namespace.with.dots.${"abcdefghij/".repeat(14)}handler.${i}`);

interface Shown {
  readonly whole: string;
  readonly copied: string;
  readonly end: string;
  readonly seen: boolean;
}

/** What is seen of long names within an element, and what a reader gets who copies them. Runs in the page. */
function readNames(within: Element): Shown[] {
  return [...within.querySelectorAll<HTMLElement>(".ends")]
    .filter((name) => name.checkVisibility() && name.textContent?.startsWith("very.long"))
    .map((name) => {
      const end = name.lastElementChild as HTMLElement;
      const box = end.getBoundingClientRect();
      let seen = end.scrollWidth <= end.clientWidth;
      for (let part: Element | null = end; part && part !== within; part = part.parentElement) {
        const { right, left } = part.getBoundingClientRect();
        if (getComputedStyle(part).overflowX !== "visible" && (box.right > right + 1 || box.left < left - 1))
          seen = false;
      }
      const selection = getSelection();
      selection?.selectAllChildren(name);
      const copied = String(selection);
      selection?.removeAllRanges();
      return { whole: name.textContent ?? "", copied, end: end.textContent ?? "", seen };
    });
}

test.describe("names that differ only after 170 characters", () => {
  test.use({ source: odd("names") });

  test("differ on screen, however wide, and are whole for those who copy or hear them", async ({ page }) => {
    const names = HANDLERS.map((name) => `name=${encodeURIComponent(name)}`).join("&");
    const table = (name: string) => page.getByRole("table", { name, exact: true });
    const rail = page.getByRole("region", { name: "Span names, rail" });
    const places: readonly (readonly [string, readonly Locator[]])[] = [
      [`/?${names}`, [table("Span names"), table("Newest spans"), rail]],
      [`/explore?sort=-name&${names}`, [table("Spans")]],
      [`/compare?${names}`, [table("Names")]],
      ["/query", [rail]],
    ];
    for (const [path, shows] of places) {
      await page.setViewportSize({ width: 1440, height: HEIGHT });
      await page.goto(path);
      for (const width of [1440, 1024, 390]) {
        await page.setViewportSize({ width, height: HEIGHT });
        for (const place of shows) {
          if (width === 390 && place === rail) continue;
          await expect.poll(() => place.evaluate(readNames), `${path}, ${width} wide`).not.toEqual([]);
          const shown = await place.evaluate(readNames);
          expect(
            shown.filter(({ seen }) => !seen),
            `${path}, ${width} wide: ends that are not seen`,
          ).toEqual([]);
          for (const { whole, copied, end } of shown) {
            expect(HANDLERS).toContain(whole);
            expect(copied).toBe(whole);
            expect(end).toBe(whole.slice(-end.length));
          }
          const ends = (one: readonly Shown[], part: "whole" | "end") => new Set(one.map((each) => each[part])).size;
          expect(ends(shown, "end"), `${path}, ${width} wide`).toBe(ends(shown, "whole"));
        }
      }
    }
    await page.setViewportSize({ width: 1024, height: HEIGHT });
    await page.goto("/");
    await table("Span names").getByRole("separator", { name: "Width of Name", exact: true }).dblclick();
    const cut = () =>
      table("Span names").evaluate((element) =>
        [...element.querySelectorAll(".ends > :first-child")].filter((head) => head.scrollWidth > head.clientWidth),
      );
    await expect.poll(async () => (await cut()).length, "names that are cut where they have room").toBe(0);
    const link = table("Span names").getByRole("link", { name: HANDLERS[0] ?? "", exact: true });
    await expect(link).toHaveAttribute("title", HANDLERS[0] ?? "");
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox").last().fill("handler");
    await expect(page.getByRole("option").filter({ hasText: "andler" }).first()).toBeVisible();
    const rows = await page.getByRole("dialog").evaluate(readNames);
    expect(rows.filter(({ seen }) => !seen)).toEqual([]);
    expect(new Set(rows.map(({ end }) => end)).size).toBe(5);
  });
});

/** What is wrong with the tables of a page. Runs in the page. */
function findHidden(): string[] {
  const faults: string[] = [];
  for (const pane of document.querySelectorAll<HTMLElement>("section.sides")) {
    const name = pane.getAttribute("aria-label");
    const { left, right } = pane.getBoundingClientRect();
    const sorted = pane.querySelector("th[aria-sort]")?.getBoundingClientRect();
    if (sorted && (sorted.right > right + 1 || sorted.left < left - 1))
      faults.push(`${name}: the sorted column is cut`);
    const more = pane.scrollWidth > pane.clientWidth + 1;
    const shade = getComputedStyle(pane, "::before").opacity;
    if (Number(shade) > 0 !== more)
      faults.push(`${name}: ${more ? "goes on unsaid" : "a shade, but there is no more"}`);
  }
  return faults;
}

const rowsIn = (table: Locator) =>
  table.evaluate((element) => {
    const pane = element.closest("section")?.getBoundingClientRect();
    const rows = [...element.querySelectorAll("tbody tr:not([aria-hidden])")].map((row) => row.getBoundingClientRect());
    return rows.filter(({ bottom }) => bottom <= (pane?.bottom ?? 0)).length;
  });

for (const file of ["service", "texts", "scales"] as const)
  test.describe(`the file of ${file}`, () => {
    test.use({ source: odd(file) });

    test("has no cut figure, its sorted columns in view, and more columns announced, in every window", async ({
      page,
    }) => {
      const paths = ["/", "/explore", "/compare", "/query?sql=SELECT+*+FROM+spans+LIMIT+500", "/span/300"];
      for (const path of paths) {
        await page.setViewportSize({ width: 1440, height: HEIGHT });
        await page.goto(path);
        await expect(page.getByRole("table").first()).toBeVisible();
        await expect(page.locator("[aria-busy=true], [data-skeleton]")).toHaveCount(0);
        for (const width of [1440, 1280, 1024, 390]) {
          await page.setViewportSize({ width, height: HEIGHT });
          await expect.poll(() => page.evaluate(findHidden), `${path}, ${width} wide`).toEqual([]);
          await expect.poll(() => page.evaluate(findCutFigures), `${path}, ${width} wide`).toEqual([]);
        }
      }
    });
  });

test.describe("a tall window", () => {
  test.use({ source: odd("names") });

  test("shows more rows, and a low one still some", async ({ page }) => {
    for (const [path, name, least] of [
      ["/explore", "Spans", 12],
      ["/compare", "Names", 5],
      ["/", "Newest spans", 4],
      ["/query", "Results", 17],
    ] as const) {
      await page.setViewportSize({ width: 1440, height: 700 });
      await page.goto(path);
      const table = page.getByRole("table", { name, exact: true });
      await expect(table.getByRole("row").nth(2)).toBeVisible();
      const low = await rowsIn(table);
      expect(low, `${path}, 700 high`).toBeGreaterThan(2);
      await page.setViewportSize({ width: 1440, height: 1400 });
      await expect.poll(() => rowsIn(table), `${path}, 1400 high`).toBeGreaterThan(low + least);
    }
  });
});
