import { writeFileSync } from "node:fs";
import { plant } from "../lib/fixtures/planted.ts";
import { plantSlowChild } from "../lib/fixtures/planted-trees.ts";
import { expect, test } from "./dashboard.ts";
import type { Source } from "./files.ts";

const save = (path: string, db: ReturnType<typeof plant>) => {
  writeFileSync(path, db.serialize());
  db.close();
};

/** Calls that take twice as long from the 601st on. */
const STEP: Source = {
  name: "a step in time",
  put: (path) =>
    save(
      path,
      plant({ count: 900, seed: 5 }, (draw, index) => ({
        duration: 1e-3 * draw.noise(0.1) * (index < 600 ? 1 : 2),
        tags: { epoch: Math.floor(index / 30) },
      })),
    ),
};

test.describe("calls that are slow from some point on", () => {
  test.use({ source: STEP });

  test("the panel says when, draws it, and keeps only that time", async ({ page }) => {
    await page.goto("/explore?name=work");
    const why = page.getByRole("complementary", { name: "Why slow?" });
    const item = why.getByRole("listitem").first();
    await expect(item).toContainText(/1 *t *from \+66\d ms on/);
    await expect(item).toContainText(/From \+66\d ms on, calls take 2\.0 × as long as before: p50 2\.00 ms against/);
    await expect(item).toContainText("epoch only tells when a call was made.");
    await expect(item.getByRole("img", { name: /^From \+66\d ms on/ })).toBeVisible();
    await expect(why).not.toContainText("no drift");
    await item.getByRole("button", { name: "Use start as X" }).click();
    await expect(page).toHaveURL(/x=start/);
    await item.getByRole("button", { name: "Keep only this time" }).click();
    await expect(page).toHaveURL(/from=0\.66\d+/);
    await expect(page.locator("#explore-spans + span")).toHaveText("300 spans");
  });
});

const CHILD: Source = { name: "a slow child", put: (path) => save(path, plantSlowChild()) };

test.describe("calls that wait for a child", () => {
  test.use({ source: CHILD });

  test("the panel names the child and its tag, and goes there", async ({ page }) => {
    await page.goto("/explore?name=request");
    const why = page.getByRole("complementary", { name: "Why slow?" });
    const item = why.getByRole("listitem").first();
    await expect(item).toContainText(/\d\d % of the time of the slowest 5 % is in http GET, \d\d % of the rest's\./);
    await expect(item).toContainText("cache = miss: 7 % of calls, 100 % of the slowest 5 %.");
    await item.getByRole("button", { name: "Explore http GET" }).click();
    await expect(page).toHaveURL(/name=http\+GET/);
    await expect(why).toContainText("cache = miss");
  });
});
