/** A run of nine days, written in any order: times are dates on every page, the same in a browser far away. */
import type { Page } from "playwright/test";
import { writeOddFile } from "../lib/fixtures/odd-files.ts";
import { expect, test } from "./dashboard.ts";
import type { Source } from "./files.ts";

const DAYS: Source = { name: "days", put: (path) => writeOddFile("days", path) };

test.use({ source: DAYS });

const DATE = /^[A-Z][a-z]{2} \d+( \d{4})?, \d\d:\d\d:\d\d(\.\d{3})?$/;

/** All texts, titles and labels of the page, pictures included. */
const textsOf = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("body *:not(script)")].flatMap((element) => [
      ...[...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ textContent }) => textContent ?? ""),
      element.getAttribute("title") ?? "",
      element.getAttribute("aria-label") ?? "",
      element.getAttribute("aria-valuetext") ?? "",
    ]),
  );

/** In the zone of the machine with the file. */
function expectDate(text: string | null, at: number): void {
  const date = new Date(at * 1000);
  const day = `${date.toLocaleString("en-US", { month: "short" })} ${date.getDate()}`;
  expect(text).toMatch(DATE);
  expect(text).toContain(day);
  expect(text).toContain(date.toTimeString().slice(0, 8));
}

for (const timezoneId of ["Pacific/Kiritimati", "America/Los_Angeles"])
  test.describe(`seen from ${timezoneId}`, () => {
    test.use({ timezoneId });

    test("all pages tell dates, and no time before the run", async ({ page, dashboard }) => {
      const rows = await page.request.get(`${dashboard.url}/explore.json?name=nightly`).then((sent) => sent.json());
      const [slowest] = rows.rows as { id: number; start: number }[];
      for (const path of [
        "/",
        "/explore?name=nightly&x=start",
        "/explore?name=nightly&x=start&plot=heatmap&from=86400&to=172800",
        "/explore?name=nightly&x=start&plot=line",
        `/span/${slowest?.id}`,
        "/compare?by=windows",
        "/query?sql=SELECT%20name,%20start,%20duration%20FROM%20spans",
      ]) {
        await page.goto(path);
        if (!path.startsWith("/span")) await expect(page.locator("[data-skeleton], [aria-busy=true]")).toHaveCount(0);
        if (/explore|query/.test(path)) await expect(page.locator("[aria-label=Plot][data-ready]")).toBeVisible();
        const texts = await textsOf(page);
        expect(
          texts.filter((text) => /\u2212\d+(:\d\d|\.\d{3} s)|\+\d+:\d\d:\d\d/.test(text)),
          path,
        ).toEqual([]);
        expect(
          texts.some((text) => /[A-Z][a-z]{2} \d+( \d{4})?(, \d\d:\d\d|$)/.test(text)),
          path,
        ).toBe(true);
      }
      await page.goto("/explore?name=nightly&x=start");
      // Of a run of days, a time of day would not tell which of them.
      const run = page.getByRole("button", { name: /^Run:/ });
      await expect(run).toContainText(/[A-Z][a-z]{2} \d+( \d{4})?, \d\d:\d\d:\d\d, 220 h 18 m/);
      const start = page.getByRole("table", { name: "Spans" }).locator("tbody tr").first().locator("td").nth(1);
      expectDate(await start.textContent(), slowest?.start ?? 0);
      const cut = await start.evaluate((cell) =>
        [cell, ...cell.querySelectorAll("span")].some((element) => element.scrollWidth > element.clientWidth + 1),
      );
      expect(cut).toBe(false);
    });
  });
