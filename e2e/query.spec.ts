import { expect, queryPage, test, WRITES } from "./dashboard.ts";
import { traceSpans } from "./running.ts";

const ALL = "SELECT id, name, start, duration FROM spans WHERE name = 'parse' ORDER BY id";
const RUNAWAY = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

const link = (sql: string, more = "") => `/query?sql=${encodeURIComponent(sql)}${more}`;

test("opens on the newest spans as a table and a scatter plot of durations over time", async ({ page }) => {
  await page.goto("/query");
  const query = queryPage(page);
  await expect(query.results.getByRole("columnheader", { name: /^name/ })).toBeVisible();
  await expect(query.results.getByRole("columnheader", { name: /^duration/ })).toBeVisible();
  await query.chosen("Plot type", "Scatter");
  await query.chosen("X axis", "start");
  await query.chosen("Y axis", "duration");
  await query.chosen("Color by", "name");
  await query.drawn(100);
});

test("runs what is typed, by button and by keyboard", async ({ page }) => {
  await page.goto("/query");
  const query = queryPage(page);
  await query.drawn(100);
  await query.type(ALL);
  await query.run.click();
  await query.drawn(596);
  await expect(query.results.getByRole("cell", { name: "parse", exact: true }).first()).toBeVisible();
  await query.type(`${ALL} LIMIT 7`);
  await page.keyboard.press("ControlOrMeta+Enter");
  await query.drawn(7);
});

test("Format lays the SQL out and keeps the cursor where it was", async ({ page }) => {
  await page.goto("/query");
  const query = queryPage(page);
  await query.drawn(100);
  await query.type(
    "select id,name , start,duration from spans\nwhere name='parse' -- of all runs\n  and duration>-1 order by id desc limit 10",
  );
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("button", { name: "Format" }).click();
  await page.keyboard.press("Backspace");
  await expect(query.sql.locator(".cm-line")).toHaveText([
    "select id, name, start, duration",
    "from spans",
    "where name = 'parse' -- of all runs",
    "      and duration > -1",
    "order by id desc",
    "limit 0",
  ]);
  await page.keyboard.insertText("9");
  await query.run.click();
  await query.drawn(90);
});

test("draws every type of plot", async ({ page }) => {
  await page.goto(link(ALL));
  const query = queryPage(page);
  await query.drawn(596);
  for (const type of ["Line", "Histogram", "Box", "Heatmap", "Scatter"]) {
    await query.choose("Plot type", type);
    await query.chosen("Plot type", type);
    await query.drawn(596);
    await expect(page).toHaveURL(type === "Scatter" ? /\/query\?/ : new RegExp(`plot=${type.toLowerCase()}`));
  }
});

test("a new query keeps the axes that its result still has", async ({ page }) => {
  await page.goto(link(ALL));
  const query = queryPage(page);
  await query.choose("X axis", "id");
  await query.drawn(596);
  await query.type("SELECT id, duration * 1000 AS ms FROM spans LIMIT 12");
  await query.run.click();
  await query.drawn(12);
  await query.chosen("X axis", "id");
  await query.chosen("Y axis", "ms");
});

test("an error stays, says where it is, and leaves the old result visible", async ({ page }) => {
  await page.goto(link(ALL));
  const query = queryPage(page);
  await query.drawn(596);
  await query.type("SELECT id,\n  durration FROM spans");
  await query.run.click();
  await expect(query.alert).toContainText("no such column: durration");
  await expect(query.alert).toContainText(/line 2/);
  await expect(query.alert).toContainText("duration");
  await expect(query.results.getByRole("cell", { name: "parse", exact: true }).first()).toBeVisible();
  await expect(query.plot).toHaveAttribute("data-points", "596");
  await query.type("SELECT id, duration FROM spans LIMIT 3");
  await expect(query.alert).toBeVisible();
  await query.run.click();
  await expect(query.alert).toBeHidden();
  await query.drawn(3);
});

test("the URL brings back query, plot and axes, after a reload and after going back", async ({ page }) => {
  await page.goto(link(ALL, "&plot=line&x=id&y=duration&logy=1"));
  const query = queryPage(page);
  const restored = async () => {
    await query.drawn(596);
    await expect(query.sql).toContainText("WHERE name = 'parse'");
    await query.chosen("Plot type", "Line");
    await query.chosen("X axis", "id");
  };
  await restored();
  await page.reload();
  await restored();
  await query.type("SELECT id, duration FROM spans LIMIT 5");
  await query.run.click();
  await query.drawn(5);
  await page.goBack();
  await restored();
  await page.goForward();
  await query.drawn(5);
});

test("Stop ends a query that would never end", async ({ page }) => {
  await page.goto(link(ALL));
  const query = queryPage(page);
  await query.drawn(596);
  await query.type(RUNAWAY);
  await query.run.click();
  await query.stop.click();
  await expect(page.getByText(/Stopped/).first()).toBeVisible();
  await query.type("SELECT id, duration FROM spans LIMIT 4");
  await query.run.click();
  await query.drawn(4);
});

test("a query without an end is stopped at the deadline, and the next one runs", async ({ page }) => {
  await page.goto(link(RUNAWAY));
  const query = queryPage(page);
  await expect(query.alert).toContainText("Stopped after 5 s. Add a LIMIT, or read fewer spans");
  const status = page.getByRole("list", { name: "Status" });
  await expect(status).toContainText("Stopped after 5 s");
  await expect(status).not.toContainText("SQL,");
  await query.type("SELECT id, duration FROM spans LIMIT 4");
  await query.run.click();
  await query.drawn(4);
});

for (const sql of [
  "DELETE FROM spans",
  "ATTACH 'other.db' AS other",
  "PRAGMA journal_mode = DELETE",
  "SELECT 1; DROP TABLE spans",
])
  test(`does not run: ${sql}`, async ({ page }) => {
    await page.goto(link(sql));
    const query = queryPage(page);
    await expect(query.alert).toBeVisible();
    await query.type("SELECT id, duration FROM spans");
    await query.run.click();
    await query.drawn(2980);
  });

test("columns can be sorted and hidden, and the URL keeps it", async ({ page }) => {
  await page.goto(link(ALL));
  const query = queryPage(page);
  const header = query.results.getByRole("columnheader", { name: /^duration/ });
  await header.getByRole("button").first().click();
  const sorted = async () => {
    await expect(header).toHaveAttribute("aria-sort", "descending");
    const cells = await query.results.locator("tbody tr:not([aria-hidden]) td:nth-child(4)").allTextContents();
    const durations = cells.map(Number);
    expect(durations.length).toBeGreaterThan(5);
    expect(durations).toEqual([...durations].sort((a, b) => b - a));
  };
  await sorted();
  await expect(page).toHaveURL(/sort=/);
  await page.reload();
  await query.drawn(596);
  await sorted();
  await page.goto(link(ALL, "&hide=start"));
  await expect(header).toBeVisible();
  await expect(query.results.getByRole("columnheader", { name: /^start/ })).toHaveCount(0);
});

test("in follow mode, the last query runs again when spans arrive", WRITES, async ({ page, dashboard, folder }) => {
  await page.goto(link("SELECT count(*) AS spans FROM spans"));
  const query = queryPage(page);
  const cell = (text: string) => query.results.getByRole("cell", { name: text, exact: true });
  await expect(cell("2980")).toBeVisible();
  await page.getByRole("button", { name: "live", exact: true }).click();
  await expect(page.getByRole("button", { name: "live, following" })).toBeVisible();
  await query.type("SELECT 'not run yet'");
  await traceSpans(dashboard.dbPath, folder, "arrived", 12);
  await expect(cell("2992")).toBeVisible();
  await expect(page.getByText("'not run yet'")).toBeVisible();
});
