/** Every view, on files that are nothing like the sample program's: no text overlaps, is cut off, or leaves the window. */
import { ODD_FILES, type OddName, writeOddFile } from "../lib/fixtures/odd-files.ts";
import { findLastingFaults } from "./boxes.ts";
import { expect, test } from "./dashboard.ts";
import { ODD_LARGE, type Source } from "./files.ts";

const WIDTHS = [1440, 1024, 390] as const;
const THEMES = ["light", "dark"] as const;
const SLOWEST = "SELECT id, name FROM spans ORDER BY duration DESC, id LIMIT 1";
const BUSY = "[data-skeleton], [aria-busy=true], [role=progressbar], [aria-label=Plot]:not([data-ready])";

function sourceOf(name: OddName): Source {
  return name === "large" ? ODD_LARGE : { name, put: (path) => writeOddFile(name, path) };
}

for (const [name, oddity] of Object.entries(ODD_FILES) as [OddName, string][])
  test.describe(name, () => {
    test.use({ source: sourceOf(name) });

    test(`${oddity}: nothing overlaps, is cut off or leaves the window`, async ({ page, request }) => {
      const answer = await request.get(`/query.json?${new URLSearchParams({ sql: SLOWEST })}`);
      const [slowest] = await answer.json();
      const explored = new URLSearchParams({ name: slowest.name });
      const sql = "SELECT * FROM spans ORDER BY duration DESC LIMIT 200";
      const views = [
        "/",
        "/?chart=tree",
        `/explore?${explored}`,
        "/compare",
        `/span/${slowest.id}`,
        `/query?${new URLSearchParams({ sql })}`,
      ];
      const faults: string[] = [];
      for (const view of views) {
        await page.goto(view);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: width < 760 ? 844 : 900 });
          for (const colorScheme of THEMES) {
            await page.emulateMedia({ colorScheme });
            await expect(page.locator(BUSY)).toHaveCount(0);
            for (const fault of await findLastingFaults(page))
              faults.push(`${view}, ${width} px, ${colorScheme}: ${fault}`);
          }
        }
      }
      expect(faults).toEqual([]);
    });
  });
