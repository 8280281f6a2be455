/** Two services and the workers of a suite trace into one file: each group of runs is one session. */
import { writeFileSync } from "node:fs";
import { makeDatabase } from "../lib/fixtures/fixture-database.ts";
import { expect, test } from "./dashboard.ts";
import type { Source } from "./files.ts";

const START = 1_790_000_000;

/** Runs of a second each: one alone, then two services that write in turns, an hour later. */
const SESSIONS: Source = {
  name: "sessions",
  put(path) {
    const spans = Array.from({ length: 30 }, (_, i) => ({
      id: i + 1,
      name: i < 10 ? "job" : i % 2 ? "api" : "web",
      start: START + (i < 10 ? i : 3600 + i) / 10,
      duration: 0.05,
    }));
    const db = makeDatabase(spans, { runs: [] });
    const addRun = db.prepare("INSERT INTO runs VALUES (?, ?, ?, 'host', ?, 'v24', '/')");
    const addRange = db.prepare("INSERT INTO run_spans VALUES (?, ?, ?)");
    addRun.run("alone", START, 1, "node job.mjs");
    addRange.run("alone", 1, 10);
    for (const [place, id] of ["web", "api"].entries()) {
      addRun.run(id, START + 361 + place / 10, 2 + place, `node src/${id}.mjs`);
      for (let span = 11 + place; span <= 30; span += 2) addRange.run(id, span, span);
    }
    writeFileSync(path, db.serialize());
  },
};

test.use({ source: SESSIONS });

test("the latest session is shown whole; each of its runs can be chosen, and dropped again", async ({ page }) => {
  await page.goto("/");
  const names = page.getByRole("table", { name: "Span names" });
  await expect(names.locator("tbody tr")).toHaveText([/^api10/, /^web10/]);
  const run = page.getByRole("button", { name: /^Run:/ });
  await expect(run).toContainText("Latest session");
  await run.click();
  const rows = page.getByRole("dialog", { name: "Runs" }).getByRole("row");
  await expect(rows).toHaveText([/Run and note/, /^Session.*, 2 runs$/, /^apilatest/, /^web/, /^alone/]);
  await rows.getByRole("button", { name: "api", exact: true }).click();
  await expect(page).toHaveURL("/?run=api");
  await expect(names.locator("tbody tr")).toHaveText([/^api10/]);
  await expect(run).toContainText("api.mjs");
  await page.getByRole("link", { name: "Drop the run" }).click();
  await expect(names.locator("tbody tr")).toHaveCount(2);
});

test("a session is a side of a comparison, and so is each of its runs", async ({ page }) => {
  await page.goto("/compare");
  await expect(page.getByRole("combobox", { name: /^Side B: Latest session/ })).toContainText("2 runs, 20 spans");
  await page.getByRole("combobox", { name: /^Side A/ }).click();
  await expect(page.getByRole("option")).toHaveCount(4);
  await expect(page.getByRole("option").first()).toHaveText(/^Latest session.*2 runs, 20 spans/);
});
