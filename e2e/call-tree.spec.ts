/** The call tree of the overview: its figures are those of SQL, and it can be gone into by click, touch and keys. */
import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import type { Page } from "playwright/test";
import { formatDurationText, formatShare } from "../lib/model/format.ts";
import { findBarriers } from "./axe.ts";
import { expect, queryPage, test, WRITES } from "./dashboard.ts";
import { holdExact } from "./exact.ts";
import { MANY, PLANTED, PYTHON } from "./files.ts";
import { traceSpans } from "./running.ts";

const TREE = "/?chart=tree";

function treePage(page: Page) {
  const pane = page.getByRole("region", { name: "Call tree" });
  return {
    pane,
    tree: page.getByRole("tree", { name: /^Call tree, / }),
    bar: (name: string | RegExp) => page.getByRole("treeitem", { name }),
    active: page.locator("[role=treeitem][aria-selected=true]"),
    way: page.getByRole("navigation", { name: "Path" }),
    paths: page.getByRole("table", { name: "Paths" }),
    path: (name: string) => page.getByRole("table", { name: "Paths" }).getByRole("button", { name, exact: true }),
    split: pane.getByRole("combobox", { name: "Split by" }),
    tip: page.locator("[data-tip]"),
    sandwich: page.getByRole("region", { name: /^Callers and callees of / }),
  };
}

interface PathFigures {
  readonly path: string;
  readonly calls: number;
  readonly total: number;
  readonly self: number;
}

/** Of the planted file's last run, whose calls never overlap: by joins, not by the query that the page shows. */
function readPaths(file: string): PathFigures[] {
  const db = new Database(file, { readonly: true });
  try {
    return db
      .prepare<[], PathFigures>(
        `WITH own AS (
           SELECT s.id, s.name, s.duration, l.parent_id AS parent,
                  s.duration - coalesce((SELECT sum(c.duration) FROM span_links AS k JOIN spans AS c ON c.id = k.span_id
                                         WHERE k.parent_id = s.id), 0) AS self,
                  (SELECT group_concat(value, ' ') FROM (SELECT value FROM span_tags
                   WHERE span_id = s.id AND key IN ('algorithm', 'level') ORDER BY key)) AS label
           FROM spans AS s LEFT JOIN span_links AS l ON l.span_id = s.id
           WHERE s.id > (SELECT first_span_id - 1 FROM run_spans ORDER BY first_span_id DESC LIMIT 1)
         )
         SELECT coalesce(g.name || ' / ', '') || coalesce(p.name || ' / ', '') || o.name || coalesce(' ' || o.label, '') AS path,
                count(*) AS calls, sum(o.duration) AS total, sum(o.self) AS self
         FROM own AS o LEFT JOIN own AS p ON p.id = o.parent LEFT JOIN own AS g ON g.id = p.parent
         GROUP BY 1 ORDER BY total DESC`,
      )
      .all();
  } finally {
    db.close();
  }
}

test.describe("of a file with known causes", () => {
  test.use({ source: PLANTED });

  test("paths have the figures of SQL, in the table, the bars and the data for scripts", async ({
    page,
    dashboard,
    request,
  }) => {
    const expected = readPaths(dashboard.dbPath);
    expect(expected.length).toBe(10);
    const traced = expected.find(({ path }) => path === "file")?.total ?? 0;
    const { pane, paths, bar, split } = treePage(page);
    await page.goto(TREE);
    await expect(pane.getByText("all 1,080 calls in 10 paths")).toBeVisible();
    await expect(split.locator("option:checked")).toHaveText("algorithm, level");
    const rows = paths.locator("tbody tr");
    await expect(rows).toHaveCount(expected.length);
    for (const [index, { path, calls, total, self }] of expected.entries()) {
      await expect(rows.nth(index).getByRole("button")).toHaveAccessibleName(path);
      const times = [total, ...(self === total ? [self] : [])].map(formatDurationText);
      await expect(rows.nth(index)).toContainText(`${calls}${times.join("")}`);
      await expect(rows.nth(index)).toContainText(formatShare(total / traced));
    }
    const [, second] = expected;
    const percent = ((100 * (second?.total ?? 0)) / traced).toFixed(1);
    await expect(bar(/^compress brotli 9, /)).toHaveAccessibleName(
      `compress brotli 9, ${formatDurationText(second?.total ?? 0)}, 60 calls, ${percent} percent, level 2`,
    );
    const csv = (await (await request.get("/overview.csv?chart=tree")).text()).trimEnd().split("\r\n");
    const told = csv.slice(1).map((line) => line.split(","));
    expect(csv[0]).toBe("path,level,calls,total,self,mean,p95,share");
    for (const { path, calls, total, self } of expected) {
      const line = told.find(([own]) => own === path) ?? [];
      expect(Number(line[2]), path).toBe(calls);
      expect(Number(line[3]), path).toBeCloseTo(total, 9);
      // Calls follow each other so closely that the clock's resolution is seen: of the callers, nothing is left.
      expect(Number(line[4]), path).toBeCloseTo(Math.max(0, self), 4);
    }
    const { callTree, names } = await (await request.get("/overview.json?chart=tree")).json();
    expect(callTree.paths).toHaveLength(expected.length);
    expect(names.length).toBeGreaterThan(0);
  });

  test("bars are as wide as their calls took", async ({ page, dashboard }) => {
    const expected = new Map(readPaths(dashboard.dbPath).map(({ path, total }) => [path, total]));
    await page.goto(TREE);
    const widthOf = async (name: RegExp) => (await treePage(page).bar(name).boundingBox())?.width ?? 0;
    const whole = await widthOf(/^file, /);
    for (const [name, path] of [
      [/^compress brotli 9, /, "file / compress brotli 9"],
      [/^compress brotli 1, /, "file / compress brotli 1"],
    ] as const) {
      const share = (expected.get(path) ?? 0) / (expected.get("file") ?? 1);
      expect(Math.abs((await widthOf(name)) / whole - share)).toBeLessThan(0.01);
    }
  });

  test("a click goes in and chooses, Escape comes out, and the address keeps where one is", async ({ page }) => {
    const { bar, way, pane, tree, sandwich, path } = treePage(page);
    await page.goto(TREE);
    await bar(/^verify, /).click();
    await expect(way).toHaveText("All calls / file / verify");
    await expect(pane.getByText(/^of file \/ verify, .* of all time/)).toBeVisible();
    await expect(page).toHaveURL(/chart=tree&in=\w+&path=\w+$/);
    await expect(tree.getByRole("treeitem").first()).toHaveAccessibleName(/^verify, .* level 1$|^verify, .*level 2$/);
    await expect(sandwich).toContainText("240 calls in 1 path");
    await page.reload();
    await expect(way).toHaveText("All calls / file / verify");
    await expect(path("file / verify")).toHaveAttribute("aria-pressed", "true");
    await way.getByRole("button", { name: "file" }).click();
    await expect(way).toHaveText("All calls / file");
    await page.keyboard.press("Escape");
    await expect(way).toHaveText("All calls");
    await page.keyboard.press("Escape");
    await expect(sandwich).toHaveCount(0);
    await expect(page).toHaveURL(/\/\?chart=tree$/);
  });

  test("the keys walk the tree: siblings, caller, largest child, in and out", async ({ page }) => {
    const { tree, active, way } = treePage(page);
    await page.goto(TREE);
    await tree.focus();
    await page.keyboard.press("ArrowRight");
    await expect(active).toHaveAccessibleName(/^file, /);
    await page.keyboard.press("ArrowDown");
    await expect(active).toHaveAccessibleName(/^compress brotli 9, /);
    await page.keyboard.press("ArrowRight");
    await expect(active).toHaveAccessibleName(/^compress brotli 1, /);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await expect(way).toHaveText("All calls / file / compress brotli 9");
    await expect(active).toHaveAccessibleName(/^compress brotli 9, /);
    await page.keyboard.press("Escape");
    await expect(way).toHaveText("All calls / file");
    await page.keyboard.press("ArrowUp");
    await expect(active).toHaveAccessibleName(/^file, /);
    await page.keyboard.press(" ");
    await expect(active).toHaveCount(0);
    const id = () => tree.getAttribute("aria-activedescendant");
    await page.keyboard.press("ArrowDown");
    expect(await id()).toBe(await active.getAttribute("id"));
    expect(await page.locator("[role=tree], [role=treeitem]").evaluateAll(countStops)).toBe(1);
  });

  test("m changes between heat map and call tree, and Back undoes it", async ({ page }) => {
    const { tree } = treePage(page);
    await page.goto("/?name=verify");
    await page.keyboard.press("m");
    await expect(tree).toBeVisible();
    await expect(page).toHaveURL("/?name=verify&chart=tree");
    await page.getByRole("button", { name: "Heat map", exact: true }).click();
    await expect(tree).toHaveCount(0);
    await expect(page).toHaveURL("/?name=verify");
    await page.goBack();
    await expect(tree).toBeVisible();
  });

  test("bar and row are marked together, and the tooltip says what the bar stands for", async ({ page, dashboard }) => {
    const { bar, tip, path, paths } = treePage(page);
    const verify = readPaths(dashboard.dbPath).find((one) => one.path === "file / verify");
    if (!verify) throw new Error("no such path");
    await page.goto(TREE);
    await bar(/^verify, /).hover();
    await expect(tip).toContainText(`verify ${formatDurationText(verify.total)}`);
    await expect(tip).toContainText("file");
    await expect(tip).toContainText("240 calls, ");
    await expect(tip).toContainText(/self [\d.]+ µsmean [\d.]+ µs, p95 [\d.]+ µs$/);
    await expect(paths.locator("tr[data-hovered]")).toHaveText(/verify/);
    await path("file / compress brotli 1").hover();
    await expect(tip).toHaveCount(0);
    await expect(paths.locator("tr[data-hovered]")).toHaveText(/compress/);
  });

  test("it is split by the tag one chooses, or by none", async ({ page }) => {
    const { split, pane, path } = treePage(page);
    await page.goto(TREE);
    await split.selectOption({ label: "names only" });
    await expect(pane.getByText("all 1,080 calls in 6 paths")).toBeVisible();
    await expect(page).toHaveURL(/split=$/);
    await split.selectOption({ label: "ext" });
    await expect(pane.getByText("all 1,080 calls in 18 paths")).toBeVisible();
    await expect(path("file ts / verify")).toBeVisible();
    await page.reload();
    await expect(split.locator("option:checked")).toHaveText("ext");
  });

  test("the table is sorted by any figure", async ({ page, dashboard }) => {
    const { paths } = treePage(page);
    const expected = readPaths(dashboard.dbPath);
    await page.goto(TREE);
    const first = paths.locator("tbody tr").first().getByRole("button");
    await expect(first).toHaveAccessibleName("file");
    await paths.getByRole("button", { name: "Self" }).click();
    const bySelf = expected.toSorted((a, b) => b.self - a.self);
    await expect(first).toHaveAccessibleName(bySelf[0]?.path ?? "");
    await paths.getByRole("button", { name: "Mean" }).click();
    await paths.getByRole("button", { name: "Mean" }).click();
    const byMean = expected.toSorted((a, b) => a.total / a.calls - b.total / b.calls);
    await expect(first).toHaveAccessibleName(byMean[0]?.path ?? "");
    await expect(page).toHaveURL(/pathsort=mean$/);
    await page.reload();
    await expect(paths.getByRole("columnheader", { name: "Mean" })).toHaveAttribute("aria-sort", "ascending");
  });

  test("callers outside the scope are on the path, without figures", async ({ page }) => {
    const { bar, paths } = treePage(page);
    await page.goto(`${TREE}&name=hash`);
    await expect(bar(/^verify, not in scope/)).toBeVisible();
    await expect(bar(/^hash, .* level 3$/)).toBeVisible();
    await expect(paths.locator("tbody tr")).toHaveCount(1);
    await page.goto(`${TREE}&name=hash&from=1000`);
    await expect(page.getByText("No calls in this scope.")).toBeVisible();
  });

  test("the SQL of the pane gives the same figures in Query", async ({ page, request }) => {
    const { pane } = treePage(page);
    const { callTree } = await (await request.get("/overview.json?chart=tree")).json();
    const rows = await (await request.get(`/query.json?${new URLSearchParams({ sql: callTree.sql })}`)).json();
    expect(rows).toHaveLength(callTree.paths.length);
    for (const [index, { calls, total, p95 }] of callTree.paths
      .toSorted((a: PathFigures, b: PathFigures) => b.total - a.total)
      .entries()) {
      expect(rows[index].calls).toBe(calls);
      expect(rows[index].total).toBeCloseTo(total, 9);
      expect(rows[index].p95).toBeCloseTo(p95, 9);
    }
    await page.goto(TREE);
    await pane.getByRole("button", { name: "SQL of Call tree" }).click();
    const drawer = page.getByRole("dialog", { name: "SQL of Call tree" });
    await drawer.getByRole("button", { name: "Open in Query" }).click();
    await expect(queryPage(page).results.getByText("file / compress brotli 9", { exact: true })).toBeVisible();
  });

  test("it is exported as SVG and as folded stacks", async ({ page, request }) => {
    const { pane } = treePage(page);
    await page.goto(TREE);
    const save = async (name: string) => {
      const download = page.waitForEvent("download");
      await pane.getByRole("button", { name: "Export Call tree" }).click();
      await page.getByRole("menuitem", { name }).click();
      return readFileSync(await (await download).path(), "utf8");
    };
    const svg = await save("SVG");
    const shown = await page.evaluate((text) => {
      const drawing = new DOMParser().parseFromString(text, "image/svg+xml");
      const texts = [...drawing.querySelectorAll("text")].map(({ textContent }) => textContent ?? "");
      return { root: drawing.documentElement.localName, whole: texts.join("|"), styled: text.includes("var(--") };
    }, svg);
    expect(shown).toMatchObject({ root: "svg", styled: false });
    expect(shown.whole).toContain("compress");
    const lines = (await save("Folded")).trimEnd().split("\n");
    const sum = lines.reduce((all, line) => all + Number(line.split(" ").at(-1)), 0);
    const { callTree } = await (await request.get("/overview.json?chart=tree")).json();
    expect(Math.abs(sum - callTree.self * 1e6)).toBeLessThan(1);
    expect(lines.map((line) => line.split(" ")[0])).toContain("file;verify;hash");
  });

  test("in a narrow window a tap chooses, a card says what, and holds the way in", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const { bar, way, path } = treePage(page);
    await page.goto(TREE);
    await bar(/^compress brotli 9, /).click();
    await expect(way).toHaveText("All calls");
    const card = page.getByRole("status").filter({ hasText: "compress brotli 9" });
    await expect(card).toContainText("60 calls");
    await expect(path("file / compress brotli 9")).toHaveAttribute("aria-pressed", "true");
    await card.getByRole("button", { name: "Go in" }).click();
    await expect(way).toHaveText("All calls / file / compress brotli 9");
  });

  for (const width of [1440, 390])
    test(`nothing hinders anyone, ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 844 });
      await page.goto(TREE);
      await treePage(page).path("file / verify").click();
      await expect(treePage(page).sandwich).toBeVisible();
      expect(await findBarriers(page)).toEqual([]);
    });
});

/** Elements that the tab key reaches. Runs in the page. */
function countStops(elements: readonly Element[]): number {
  return elements.filter((element) => element.getAttribute("tabindex") === "0").length;
}

test.describe("of a file without recorded parents", () => {
  test.use({ source: PYTHON });

  test("calls are nested by time, and addresses with a wrong path say what is wrong", async ({ page, request }) => {
    const { paths } = treePage(page);
    await page.goto(TREE);
    await expect(paths.locator("tbody tr")).toHaveCount(5);
    await expect(paths.locator("tbody tr").nth(1)).toContainText("596");
    const refused = await request.get("/overview.json?chart=tree&in=NOT.AN.ID");
    expect(refused.status()).toBe(400);
    expect(await refused.text()).toContain("in=NOT.AN.ID: in must be the id of a path");
    await page.goto(`${TREE}&in=zzzz`);
    await expect(treePage(page).way).toHaveText("All calls");
  });
});

test.describe("of more spans than are read at once", () => {
  test.use({ source: MANY });

  test("it is of a sample first, and made exact in place", async ({ page, dashboard }) => {
    const db = new Database(dashboard.dbPath, { readonly: true });
    const count = db.prepare<[], number>("SELECT count(*) FROM spans").pluck().get() ?? 0;
    db.close();
    expect(count).toBe(350_000);
    const { pane, paths } = treePage(page);
    const release = await holdExact(page);
    await page.goto(TREE);
    await expect(pane.getByText(/^≈ all [\d,]+ calls in \d+ paths/)).toBeVisible();
    await expect(paths).toContainText("≈");
    release();
    await expect(paths).not.toContainText("≈");
    await expect(pane.getByText(/^all 350,000 calls in \d+ paths/)).toBeVisible();
    await expect(pane.getByText(/≈/)).toHaveCount(0);
  });
});

test.describe("while a program writes", () => {
  test("new calls are shown with the others when they are accepted", WRITES, async ({ page, dashboard, folder }) => {
    const { paths, path } = treePage(page);
    await page.goto(`${TREE}&run=all`);
    await expect(paths.locator("tbody tr")).toHaveCount(5);
    await traceSpans(dashboard.dbPath, folder, "arrived", 12);
    await page.getByRole("button", { name: "12 new spans, show" }).click();
    await expect(path("arrived")).toBeVisible();
    await expect(paths.locator("tbody tr").filter({ hasText: "arrived" })).toContainText("12");
  });
});
