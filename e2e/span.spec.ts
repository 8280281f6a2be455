import type { Page } from "playwright/test";
import type { FixtureSpan } from "../lib/fixtures/fixture-database.ts";
import { findBarriers } from "./axe.ts";
import { expect, test } from "./dashboard.ts";
import { holdExact } from "./exact.ts";
import { DRIFTING, fromSpans } from "./files.ts";

/** 20 files with a read and six compressions each; the last compression is the slowest, and one failed. */
function tracedSpans(): FixtureSpan[] {
  return Array.from({ length: 20 }, (_, file): FixtureSpan[] => {
    const first = file * 8 + 1;
    const start = 1_000 + file * 2;
    const root = {
      id: first + 7,
      name: "file",
      start,
      duration: 1.2,
      tags: { path: `src/part-${file}.js`, cache: "warm" },
    };
    const read = { id: first, name: "read", start: start + 0.01, duration: 0.05, parent: root.id };
    const calls = Array.from({ length: 6 }, (_, level): FixtureSpan => {
      const tags = { algorithm: level > 3 ? "brotli" : "gzip", level: String(level), bytes: String(1000 * file + 7) };
      const duration = 0.01 * (level + 1) * (1 + file / 100);
      const error = {
        type: "RangeError",
        message: "level out of range",
        stack: "RangeError: level out of range\n    at compress",
      };
      const failed = file === 19 && level === 2;
      return {
        id: first + 1 + level,
        name: "compress",
        start: start + 0.1 + level * 0.15,
        duration,
        parent: root.id,
        tags,
        ...(failed && { error }),
      };
    });
    return [read, ...calls, root];
  }).flat();
}

const TRACED = fromSpans("traced", tracedSpans);
const LARGE_TREE = fromSpans("large tree", () => [
  ...Array.from({ length: 9_999 }, (_, at) => ({ id: at + 1, name: "call", start: at, duration: 0.5, parent: 10_000 })),
  { id: 10_000, name: "main", start: 0, duration: 10_000 },
]);

function spanPage(page: Page) {
  const tree = page.getByRole("treegrid", { name: "Waterfall" });
  return {
    tree,
    rows: tree.locator("tbody").getByRole("row"),
    chosen: tree.locator('[aria-selected="true"]'),
    panel: page.getByRole("complementary", { name: /^Span / }),
    /** Waits until the tree and the rank have arrived. */
    async ready() {
      await expect(this.chosen).toBeVisible();
      await expect(this.panel).toContainText(/slower than|faster/);
      // Rendered in the browser: from then on, the page handles keys.
      await expect(this.panel).toContainText(/self\d+\.\d+ s/);
    },
  };
}

test.describe("a traced file", () => {
  test.use({ source: TRACED });

  test("shows a span, its tree, and how slow it is among its name", async ({ page }) => {
    await page.goto("/span/158");
    const { tree, rows, chosen, panel, ready } = spanPage(page);
    await ready.call({ chosen, panel });
    await expect(page.getByText("8 spans, 2 levels, parents recorded")).toBeVisible();
    await expect(rows).toHaveCount(8);
    await expect(rows.first()).toContainText("part-19.js");
    await expect(chosen).toContainText("compress");
    await expect(chosen).toContainText("brotli 4");
    await expect(rows.first()).toHaveAttribute("aria-level", "1");
    await expect(chosen).toHaveAttribute("aria-level", "2");
    await expect(panel).toContainText("59.5 ms");
    await expect(panel).toContainText("slower than 82.5 % of compress");
    await expect(panel.getByRole("img", { name: /120 compress: p50/ })).toBeVisible();
    await expect(panel).toContainText("Inherited from file");
    await expect(panel).toContainText("src/part-19.js");
    await expect(panel).toContainText("p98 of 120");
    await expect(panel).toContainText("33 % have it");
    await expect(page.getByText("21st slowest of 120")).toBeVisible();
    await expect(page.getByRole("table", { name: "Self time by name" })).toContainText("compress");
    await expect(tree.getByRole("img", { name: "failed: RangeError" })).toBeVisible();
  });

  test("a row is selected by click or keys: the address follows, the tree stays, and Back returns", async ({
    page,
  }) => {
    await page.goto("/span/158");
    const { tree, rows, chosen, panel, ready } = spanPage(page);
    await ready.call({ chosen, panel });
    await tree.evaluate((element) => element.setAttribute("data-same", "1"));
    await rows.filter({ hasText: "gzip 2" }).click();
    await expect(page).toHaveURL(/\/span\/156$/);
    await expect(panel).toContainText("RangeError");
    await expect(panel).toContainText("level out of range");
    await expect(page.getByRole("navigation", { name: "Way to this span" })).toContainText("156");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/span\/155$/);
    await expect(chosen).toContainText("gzip 1");
    await expect(panel).not.toContainText("RangeError");
    await expect(tree).toHaveAttribute("data-same", "1");
    await page.goBack();
    await expect(page).toHaveURL(/\/span\/156$/);
    await expect(chosen).toContainText("gzip 2");
    await expect(panel).toContainText("RangeError");
    await page.goBack();
    await expect(panel).toContainText("59.5 ms");
    await page.reload();
    await expect(chosen).toContainText("brotli 4");
  });

  test("[ and ] step through the spans of the name, across trees", async ({ page }) => {
    await page.goto("/span/158");
    const { chosen, panel, ready } = spanPage(page);
    await ready.call({ chosen, panel });
    // The button and its key appear together, perhaps a moment after the rest of the panel.
    const step = (name: RegExp) => expect(panel.getByRole("button", { name })).toBeEnabled();
    await step(/^Slower, /);
    await page.keyboard.press("[");
    await expect(page).toHaveURL(/\/span\/7$/);
    await expect(page.getByRole("main").getByText("src/part-0.js").first()).toBeVisible();
    await ready.call({ chosen, panel });
    await step(/^Faster, /);
    await page.keyboard.press("]");
    await expect(page).toHaveURL(/\/span\/158/);
    await ready.call({ chosen, panel });
    await panel.getByRole("button", { name: /^Faster, 22nd of 120/ }).click();
    await expect(page).toHaveURL(/\/span\/150$/);
  });

  test("the minimap zooms, f fits, and the address keeps it", async ({ page }) => {
    await page.goto("/span/158");
    const { chosen, panel, ready, tree } = spanPage(page);
    await ready.call({ chosen, panel });
    await expect(tree.getByText("1.0 s", { exact: true })).toBeVisible();
    const from = page.getByRole("slider", { name: "Shown from" });
    const box = await from.boundingBox();
    const map = await page.getByTitle("Drag to zoom").boundingBox();
    if (!box || !map) throw new Error("no minimap");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(map.x + map.width * 0.5, box.y + 4, { steps: 4 });
    await page.mouse.up();
    await expect(page).toHaveURL(/zoom=0\.5/);
    await expect(from).toHaveAttribute("aria-valuenow", "50");
    await page.reload();
    await expect(from).toHaveAttribute("aria-valuenow", "50");
    await from.focus();
    await page.keyboard.press("ArrowRight");
    await expect(from).toHaveAttribute("aria-valuenow", "52");
    await page.keyboard.press("f");
    await expect(from).toHaveAttribute("aria-valuenow", "0");
    await expect(page).not.toHaveURL(/zoom/);
  });

  test("rows collapse and expand by keys and by their button", async ({ page }) => {
    await page.goto("/span/160");
    const { chosen, panel, ready, rows } = spanPage(page);
    await ready.call({ chosen, panel });
    await chosen.focus();
    await page.keyboard.press("ArrowLeft");
    await expect(rows).toHaveCount(1);
    await expect(rows).toHaveAttribute("aria-expanded", "false");
    await rows.getByRole("button", { name: "Expand file" }).click();
    await expect(rows).toHaveCount(8);
    await page.getByRole("button", { name: "Close Span 160" }).click();
    await expect(panel).toBeHidden();
    await chosen.click();
    await expect(panel).toBeVisible();
  });

  test("scripts get the same as JSON", async ({ request }) => {
    const answer = await request.get("/span/158.json");
    expect(answer.headers()["content-type"]).toContain("application/json");
    const span = await answer.json();
    expect(span).toMatchObject({
      id: 158,
      name: "compress",
      tags: { algorithm: "brotli", level: "4" },
      rank: { count: 120, slower: 20 },
    });
    expect(span.tree.spans).toHaveLength(8);
    expect(span.inherited[0].tags.path).toBe("src/part-19.js");
    const none = await request.get("/span/999.json");
    expect(none.status()).toBe(404);
    expect((await none.json()).error.message).toBe("No span 999 in this file.");
  });

  test("axe finds nothing", async ({ page }) => {
    await page.goto("/span/156");
    const { chosen, panel, ready } = spanPage(page);
    await ready.call({ chosen, panel });
    expect(await findBarriers(page)).toEqual([]);
  });

  test("in a narrow window the panel is a sheet, and nothing scrolls sideways", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto("/span/158");
    const { chosen, panel, rows } = spanPage(page);
    await expect(chosen).toBeVisible();
    await expect(panel).toBeHidden();
    await page.getByTitle("Open Span 158").click();
    await expect(panel).toContainText(/slower than|faster/);
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
    await rows.first().getByText("file").click();
    await expect(panel).toContainText("span 160");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await findBarriers(page)).toEqual([]);
  });
});

const ITEMS = Array.from({ length: 20_000 }, (_, id) => ({ id, note: `${"x".repeat(30)} ${id}` }));
const INSPECTED = fromSpans("inspected", () => [
  {
    id: 1,
    name: "call",
    start: 1_795_000_000,
    duration: 0.5,
    parent: 3,
    tags: {
      order: '{"b": 12345678901234567890, "user": {"roles": ["admin", null]}, "b": true}',
      large: JSON.stringify(ITEMS),
      bytes: "2190000",
      at: "2026-11-22T14:02:14Z",
      url: "https://example.com/?q=1",
      cache: "cold",
    },
  },
  { id: 2, name: "call", start: 1_795_000_001, duration: 0.1, parent: 3, tags: { cache: "warm" } },
  { id: 3, name: "batch", start: 1_795_000_000, duration: 2, tags: { job: "nightly" } },
]);

test.describe("a tag", () => {
  test.use({ source: INSPECTED, permissions: ["clipboard-read", "clipboard-write"] });

  test("opens to its exact text, JSON as a tree, and to the spans that have it", async ({ page }) => {
    await page.goto("/span/1");
    const { panel } = spanPage(page);
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    const open = async (key: string) => {
      await panel.getByRole("button", { name: key, exact: true }).click();
      return panel.getByRole("region", { name: `Tag ${key}` });
    };
    const order = await open("order");
    await expect(order).toContainText("JSON, 74 characters");
    const tree = order.getByRole("region", { name: "JSON" });
    await expect(tree.locator("li").filter({ hasNot: page.locator("ul") })).toHaveText([
      "b: 12345678901234567890",
      '0: "admin"',
      "1: null",
      "b: true",
    ]);
    await tree.getByRole("button", { name: "roles: 2 items" }).click();
    await expect(tree).not.toContainText("admin");
    await order.getByRole("button", { name: "Raw" }).click();
    await expect(order.locator("pre")).toHaveText(
      '{"b": 12345678901234567890, "user": {"roles": ["admin", null]}, "b": true}',
    );
    expect(await findBarriers(page)).toEqual([]);
    await panel.getByRole("button", { name: "order", exact: true }).click();
    await expect(order).toBeHidden();
    // A megabyte, of which the page got the beginning.
    const large = await open("large");
    await expect(large).toContainText(/JSON, 1,\d\d\d,\d\d\d characters/);
    await expect(large.locator("li")).toHaveCount(100);
    await large.getByRole("button", { name: "Show 100 of 19,900 more" }).click();
    await expect(large.locator("li")).toHaveCount(200);
    await large.getByRole("button", { name: "Copy the value of large" }).click();
    await expect.poll(copied).toBe(JSON.stringify(ITEMS));
    await large.getByRole("button", { name: "Raw" }).click();
    await expect(large).toContainText(/The first 20,000 of 1,\d\d\d,\d\d\d characters/);
    await expect(large).toContainText("Too long to filter by");
    await expect(await open("bytes")).toContainText("2190000= 2.19 MB = 2,190,000");
    await expect(await open("at")).toContainText("time");
    // Never a way out to where a traced program points.
    await expect((await open("url")).locator("a")).toHaveCount(3);
    const cache = await open("cache");
    await expect(cache).toContainText("1 of 2 spans with cache have this value.");
    await cache.getByRole("link", { name: "Leave out" }).click();
    await expect(page).toHaveURL("/explore?name=call&tag=cache%21%3Dcold");
    await expect(page.getByRole("table", { name: "Spans", exact: true }).getByRole("link")).toHaveText(["2"]);
    await page.goBack();
    const job = await open("job");
    await expect(job).toContainText("From batch, the parent.");
    await job.getByRole("link", { name: "Spans with this value" }).press("Enter");
    await expect(page).toHaveURL("/explore?tag=job%3Dnightly");
    await expect(page.getByRole("table", { name: "Spans", exact: true }).getByRole("link")).toHaveText(["3", "1", "2"]);
  });
});

test.describe("a tree of 10,000 spans", () => {
  test.use({ source: LARGE_TREE });

  test("draws only the visible rows, wherever it is scrolled", async ({ page }) => {
    await page.goto("/span/5000");
    const { chosen, panel, ready, rows, tree } = spanPage(page);
    await ready.call({ chosen, panel });
    await expect(chosen).toBeInViewport();
    await expect(tree).toHaveAttribute("aria-rowcount", "10001");
    expect(await rows.count()).toBeLessThan(120);
    await chosen.focus();
    await page.keyboard.press("End");
    await expect(rows.last()).toHaveAttribute("data-id", "9999");
    await expect(rows.last()).toBeFocused();
    expect(await rows.count()).toBeLessThan(120);
    await page.keyboard.press("Home");
    await expect(tree.locator('[data-id="10000"]')).toBeFocused();
  });

  test("a key moves the focus also between a drawing of the tree and its effects", async ({ page }) => {
    await page.goto("/span/5000");
    const { chosen, panel, ready, rows, tree } = spanPage(page);
    await ready.call({ chosen, panel });
    await chosen.focus();
    await page.keyboard.press("End");
    await expect(rows.last()).toBeFocused();
    await tree.evaluate((table) => {
      new MutationObserver((_, observer) => {
        observer.disconnect();
        const key = new KeyboardEvent("keydown", { key: "Home", bubbles: true, cancelable: true });
        document.activeElement?.dispatchEvent(key);
      }).observe(table, { attributes: true, subtree: true });
    });
    await page.setViewportSize({ width: 1100, height: 800 });
    await expect(tree.locator('[data-id="10000"]')).toBeFocused();
  });
});

test("a file without links says that its parents are inferred from containment", async ({ page }) => {
  await page.goto("/span/98");
  const { chosen, panel, ready, rows } = spanPage(page);
  await ready.call({ chosen, panel });
  await expect(page.getByText("5 spans, 2 levels, parents from containment")).toBeVisible();
  await expect(rows).toHaveCount(5);
  await expect(panel).toContainText("Inherited from file");
  await expect(panel).toContainText("abc.py");
});

test("a missing id is answered with those that exist", async ({ page, faults }) => {
  const response = await page.goto("/span/99999");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "No span 99999 in this file." })).toBeVisible();
  await expect(page).toHaveTitle("Span 99999 – Spantom");
  await expect(page.getByText("Ids run from 1 to 2,980.")).toBeVisible();
  await page.getByRole("link", { name: "Newest span" }).click();
  await expect(page).toHaveURL(/\/span\/2980/);
  await expect(page.getByRole("treegrid")).toBeVisible();
  expect(faults.splice(0).filter((fault) => !fault.includes("404"))).toEqual([]);
});

test.describe("in a run of 350,000 spans", () => {
  test.use({ source: DRIFTING });

  test("a rank is estimated at once, then exact, and its neighbours are known", async ({ page }) => {
    const read = async (id: number) => (await page.request.get(`/span/${id}.json`)).json();
    let span = await read(500_000);
    while (span.tags.route === undefined) span = await read(span.id + 1);
    const { id, rank } = span;
    expect(rank.basis).toMatchObject({ read: 350_000, of: 350_000, exact: true });
    const release = await holdExact(page);
    await page.goto(`/span/${id}`);
    const panel = page.getByRole("complementary", { name: `Span ${id}` });
    await expect(panel.getByText(/^≈ slower than \d/)).toBeVisible();
    await expect(panel.getByRole("img", { name: /^≈ \d/ })).toBeVisible();
    await expect(panel.getByRole("button", { name: /^Slower/ })).toBeDisabled();
    await expect(panel.getByText(/^≈ \d+ % have it$/)).toBeVisible();
    release();
    await expect(panel.getByText("From all 350,000 spans")).toBeVisible();
    await expect(panel.getByText(/^slower than \d/)).toBeVisible();
    await expect(panel.getByText(/^≈ \d+ % have it$/)).toHaveCount(0);
    await expect(page.getByText(new RegExp(`(slowest|fastest) of ${rank.count.toLocaleString("en")}$`))).toBeVisible();
    await panel.getByRole("button", { name: /^Slower/ }).click();
    await expect(page).toHaveURL(new RegExp(`/span/${rank.slowerSpan.id}$`));
  });
});
