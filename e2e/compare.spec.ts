import { join } from "node:path";
import type { Page } from "playwright/test";
import { findBarriers } from "./axe.ts";
import { expect, test, WRITES } from "./dashboard.ts";
import { holdExact, holdQuery } from "./exact.ts";
import { DRIFTING, PLANTED, PYTHON } from "./files.ts";
import { startDashboard, traceSpans } from "./running.ts";

/** Locators for the comparison's parts, by accessible name. */
function comparePage(page: Page) {
  const names = page.getByRole("table", { name: "Names", exact: true });
  return {
    names,
    row: (name: string) => names.getByRole("row").filter({ has: page.getByRole("button", { name, exact: true }) }),
    choose: (name: string) => names.getByRole("button", { name, exact: true }).click(),
    chart: page.getByRole("img", { name: /^Durations of/ }),
    where: page.getByRole("table", { name: "Where the difference is" }),
    by: (kind: string) => page.getByRole("group", { name: "Compare by" }).getByRole("button", { name: kind }),
    side: (letter: "A" | "B") => page.getByRole("combobox", { name: new RegExp(`^Side ${letter}`) }),
  };
}

/** The two halves of the latest run: parts of one run are compared call by call. */
const HALVES = "/compare?by=windows";

test.describe("a program that ran three times", () => {
  test.use({ source: PLANTED });

  test("the rail shows the runs that are compared, and does not choose a third", async ({ page }) => {
    await page.goto("/compare?name=hash");
    const { side } = comparePage(page);
    const rail = page.getByRole("complementary", { name: "Rail" });
    const runs = rail.getByRole("region", { name: "Runs, rail" });
    await expect(runs.getByRole("listitem")).toHaveText(["", "A", "B"]);
    await expect(runs).toContainText("Limits apply to A and B.");
    await expect(rail.getByRole("button", { name: /^Run:/ })).toHaveCount(0);
    await expect(page.getByRole("link", { name: "Drop the name hash" })).toBeVisible();
    await expect(page.getByText("run latest")).toHaveCount(0);
    await runs
      .getByRole("link")
      .first()
      .click({ modifiers: ["Shift"] });
    await expect(runs.getByRole("listitem")).toHaveText(["A", "", "B"]);
    await expect(page).toHaveURL(/name=hash/);
    await runs.getByRole("link").nth(1).click();
    await expect(runs.getByRole("listitem")).toHaveText(["A", "B", ""]);
    await expect(side("B")).not.toContainText("Latest run");
    // Windows and values are those of a run, which is chosen here; their times are chosen beside A and B.
    await page.goto("/compare?by=windows");
    await expect(rail.getByRole("button", { name: /^Run:/ })).toBeVisible();
    await expect(rail).toContainText("A and B are both of this run. Limits apply to A and B.");
    await expect(rail.getByRole("region", { name: "Time in the run, rail" })).toHaveCount(0);
  });

  test("what tells the runs apart is not cut in any window", async ({ page }) => {
    await page.goto("/compare");
    const { side } = comparePage(page);
    for (const width of [1440, 1280, 1024, 390]) {
      await page.setViewportSize({ width, height: 900 });
      const tops = await Promise.all([side("A").boundingBox(), side("B").boundingBox()]);
      expect(tops[0]?.y === tops[1]?.y, `beside each other at ${width}`).toBe(width > 760);
      for (const letter of ["A", "B"] as const) {
        const cut = await side(letter).evaluate((button) => {
          const [label, detail] = button.querySelectorAll("span span");
          const isCut = (part: Element | undefined) => part !== undefined && part.scrollWidth > part.clientWidth;
          return [isCut(label), isCut(detail)];
        });
        expect(cut, `${letter} at ${width}`).toEqual([false, false]);
      }
    }
  });

  test("names are filtered, counted, and kept so in the address", async ({ page }) => {
    await page.goto("/compare");
    const { names } = comparePage(page);
    await page.getByRole("button", { name: "Filter the names" }).click();
    await page.keyboard.type("COMP");
    await expect(names.locator("tbody th")).toHaveText(["compress", "decompress"]);
    await expect(page.getByRole("status").filter({ hasText: "2 of 6 names" })).toBeVisible();
    await expect(page).toHaveURL(/find=COMP/);
    await page.reload();
    await expect(names.locator("tbody th")).toHaveText(["compress", "decompress"]);
    await page.getByRole("searchbox", { name: "Filter the names" }).press("Escape");
    await expect(names.locator("tbody th")).toHaveCount(6);
    await expect(page).not.toHaveURL(/find/);
  });

  test("what is the same on both sides is one press away", async ({ page }) => {
    await page.goto("/compare");
    const sides = page.getByRole("table", { name: "The two runs" });
    const same = page.getByRole("button", { name: /^\d+ the same$/ });
    await expect(sides).toBeAttached();
    await expect(sides).not.toContainText("program.mjs");
    await same.click();
    await expect(sides).toContainText("program.mjs");
    await expect(sides.getByRole("row").last()).toContainText("same");
  });

  test("a new run is offered, and nothing moves until it is accepted", WRITES, async ({ page, dashboard, folder }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("/compare");
    const compare = comparePage(page);
    const title = page.getByRole("heading", { name: /total/ });
    await expect(compare.row("compress")).toBeVisible();
    const said = (await title.textContent()) ?? "";
    const status = page.getByRole("list", { name: "Status" });
    expect(await status.evaluate((list) => list.scrollWidth - list.clientWidth), "cut off").toBe(0);
    await traceSpans(dashboard.dbPath, folder, "arrived", 12);
    const offer = page.getByRole("button", { name: "12 new spans, show" });
    await expect(offer).toBeVisible();
    await expect(title).toHaveText(said);
    await offer.click();
    await expect(compare.row("arrived")).toBeVisible();
    await expect(offer).toBeHidden();
  });

  test("another name is shown in detail, and the address carries it", async ({ page }) => {
    await page.goto(HALVES);
    const compare = comparePage(page);
    // The rows are re-rendered when the verdicts arrive.
    await expect(page.getByText(/Intervals by bootstrap/).first()).toBeVisible();
    await compare.choose("hash");
    await expect(page).toHaveURL(/row=hash/);
    await expect(page.getByRole("img", { name: /^Durations of hash: / })).toBeVisible();
    await compare.choose("compress");
    await expect(page).toHaveURL(/row=compress/);
    await expect(page.getByRole("img", { name: /^Durations of compress: / })).toBeVisible();
    await expect(page.getByText(/^compress took .* (more|less) in all/)).toBeVisible();
    await page.getByRole("combobox", { name: "Split by tag" }).selectOption({ label: "algorithm" });
    await expect(page).toHaveURL(/where=algorithm/);
    await expect(compare.where.getByRole("row")).toHaveCount(3);
    await page.getByRole("group", { name: "Chart" }).getByRole("button", { name: "histogram" }).click();
    await expect(page).toHaveURL(/curve=histogram/);
    await compare.names.getByRole("button", { name: "Name" }).click();
    await expect(page).toHaveURL(/sort=name/);
    await page.reload();
    await expect(compare.row("compress").getByRole("button")).toHaveAttribute("aria-pressed", "true");
    await expect(compare.where.getByRole("row")).toHaveCount(3);
    await expect(compare.names.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
    await page.getByRole("button", { name: "Show as table" }).click();
    await expect(page.getByRole("table", { name: "Durations of compress" })).toContainText("p99");
  });

  test("an interval says why it is, or is no verdict: to the pointer, the keyboard and a finger", async ({
    page,
    browser,
  }) => {
    await page.goto(HALVES);
    const { row } = comparePage(page);
    const drawn = (name: string, figure: string) => row(name).getByRole("img", { name: new RegExp(`^${figure}`) });
    const tip = page.locator("[data-tip]");
    await drawn("read", "p50").hover();
    await expect(tip).toContainText("95 % interval");
    await expect(tip).toContainText("No difference seen: the interval holds 0 %.");
    await page.keyboard.press("Escape");
    await expect(tip).toBeHidden();
    // Only the chosen row's intervals are stops of the keyboard.
    await row("read").getByRole("button").click();
    await page.keyboard.press("Tab");
    await expect(drawn("read", "p50")).toBeFocused();
    await expect(tip).toContainText(/calls on side A, .* on side B/);
    const touch = await browser.newContext({ hasTouch: true, viewport: { width: 390, height: 844 } });
    const phone = await touch.newPage();
    await phone.goto(page.url());
    const there = comparePage(phone).row("read").getByRole("img", { name: /^p50/ });
    await there.tap();
    await expect(phone.locator("[data-tip]")).toContainText("No difference seen");
    const box = await phone.locator("[data-tip]").boundingBox();
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 390).toBe(true);
    await phone.getByRole("heading", { name: /^Total/ }).tap();
    await expect(phone.locator("[data-tip]")).toBeHidden();
    await touch.close();
  });

  test("sides are swapped and chosen by keyboard, and Back undoes it", async ({ page }) => {
    await page.goto("/compare");
    const compare = comparePage(page);
    await expect(compare.side("B")).toContainText("Latest run");
    await page.getByRole("button", { name: "Swap A and B" }).click();
    await expect(compare.side("A")).toContainText("Latest run");
    await expect(page).toHaveURL(/by=runs&a=.+&b=.+/);
    const swapped = await compare.side("B").textContent();
    await compare.side("B").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("option").last().press("Enter");
    await expect(compare.side("B")).not.toHaveText(swapped ?? "");
    await page.goBack();
    await expect(compare.side("B")).toHaveText(swapped ?? "");
    await page.goBack();
    await expect(compare.side("B")).toContainText("Latest run");
  });

  test("by tag values and by time", async ({ page }) => {
    await page.goto("/compare");
    const compare = comparePage(page);
    await compare.by("Tag values").click();
    await page.getByRole("combobox", { name: "Tag", exact: true }).selectOption("algorithm");
    await expect(page).toHaveURL(/by=tags&key=algorithm/);
    await expect(compare.row("compress")).toContainText("Slower");
    await expect(compare.row("file")).toHaveCount(0);
    await compare.by("Time windows").click();
    const end = page.getByRole("textbox", { name: "Side A, to second" });
    await end.fill("0.3");
    await end.press("Enter");
    await expect(page).toHaveURL(/by=windows&a=0\.\.0\.3&b=/);
    await expect(compare.row("compress")).toBeVisible();
  });

  test("its data endpoints report what the page shows", async ({ page }) => {
    const answer = await (await page.request.get(`/compare.json?by=windows&row=compress`)).json();
    await page.goto(HALVES);
    const shown = page.getByRole("region", { name: answer.sentence.split(". ")[0] }).getByRole("paragraph");
    await expect(shown).toHaveText(answer.sentence.slice(answer.sentence.indexOf(". ") + 2));
    const names = answer.names.map(({ name }: { name: string }) => name);
    expect([...names].sort()).toEqual(["compress", "decompress", "file", "hash", "read", "verify"]);
    expect(answer.where.groups.length).toBeGreaterThan(1);
    const csv = await (await page.request.get("/compare.csv?by=windows")).text();
    expect(csv.split(/\r?\n/).slice(0, 2)).toEqual([
      expect.stringMatching(/^name,verdict,calls_a,calls_b,p50_a/),
      expect.stringMatching(new RegExp(`^${names[0]},`)),
    ]);
  });

  test("scripts know the two sides as a and b", async ({ page }) => {
    const text = await (await page.request.get(`/compare.json?by=windows&row=compress`)).text();
    expect(text).not.toMatch(/"\w*(baseline|candidate)\w*":/i);
    const answer = JSON.parse(text);
    const keys = [
      "sentence",
      "basis",
      "by",
      "why",
      "problem",
      "key",
      "a",
      "b",
      "names",
      "namesLeftOut",
      "sides",
      "sidesBasis",
      "spread",
      "where",
    ];
    expect(Object.keys(answer)).toEqual(keys);
    const [name, side, group] = [answer.names[0], answer.sides[0], answer.where.groups[0]];
    expect([Object.keys(name.calls), Object.keys(side)]).toEqual([
      ["a", "b"],
      ["what", "key", "a", "b"],
    ]);
    expect(Object.keys(group)).toEqual(["values", "colorIndex", "countA", "countB", "p50", "totalA", "totalB"]);
  });

  test("axe finds nothing by tag values or by time", async ({ page }) => {
    for (const address of ["/compare?by=tags&curve=histogram", "/compare?by=windows"]) {
      await page.goto(address);
      await expect(comparePage(page).where).toBeVisible();
      await expect(page.getByRole("heading", { name: /^The two / })).toBeVisible();
      expect(await findBarriers(page), address).toEqual([]);
    }
  });

  test("it fits a narrow window, the change first, with targets for fingers", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("/compare?by=tags&key=algorithm");
    const { names, row } = comparePage(page);
    await expect(comparePage(page).chart).toBeVisible();
    await expect(row("compress").getByRole("cell").first()).toHaveText(/^([+−]|×|over)/);
    // The name stays while the table scrolls below it.
    const name = names.getByRole("button", { name: "compress", exact: true });
    const before = await name.boundingBox();
    await page.getByRole("region", { name: "Names, scrolls" }).evaluate((part) => part.scrollTo(400, 0));
    expect(await name.boundingBox()).toEqual(before);
    const small = await page
      .locator("main :is(button, select, input:not([aria-hidden])):visible")
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 39.5).map((one) => one.outerHTML));
    expect(small).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expect
      .poll(() => comparePage(page).chart.evaluate((chart) => chart.getBoundingClientRect().width))
      .toBeLessThanOrEqual(390);
  });
});

test.describe("two runs of 350,000 spans", () => {
  test.use({ source: DRIFTING });

  /** The order of the rows and where each is. */
  function look(page: Page) {
    const { names } = comparePage(page);
    return names.getByRole("row").evaluateAll((rows) =>
      rows.map((row) => {
        const { x, y, height } = row.getBoundingClientRect();
        return [row.querySelector("th")?.textContent, x, y, height];
      }),
    );
  }

  /** Those that the page asks for from now on, by name. */
  function listQueries(page: Page): readonly string[] {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(...(/\/api\/q\/(\w+)$/.exec(request.url())?.slice(1) ?? [])));
    return asked;
  }

  test("show from a sample at once, become exact in place, and nothing moves", async ({ page }) => {
    const release = await holdExact(page);
    const releaseTree = await holdQuery(page, "compareTree");
    await page.goto("/compare");
    const compare = comparePage(page);
    const reading = page.getByText(/^≈ from (399|400),\d{3} of 700,000 spans, evenly spread, reading/);
    await expect(reading).toBeVisible();
    await expect(page.getByRole("heading", { name: /^Total ≈ / })).toBeVisible();
    await expect(compare.row("handle")).toContainText("≈");
    await page.getByRole("button", { name: /^\d+ the same$/ }).click();
    await expect(page.getByRole("table", { name: "The two runs" })).toContainText("≈ 350,000");
    const before = await look(page);
    release();
    await expect(page.getByRole("heading", { name: /total \d/ })).toBeVisible();
    await expect(compare.names).not.toContainText("≈");
    // What follows from the call tree on is still of the sample.
    await expect(reading).toBeVisible();
    await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
    releaseTree();
    await expect(page.getByText("From all 700,000 spans")).toBeVisible();
    await expect(page.getByRole("table", { name: "The two runs" })).not.toContainText("≈");
    const exact = await (await page.request.get("/compare.json?row=handle")).json();
    const { name, baseline, candidate } = exact.names[0];
    expect([name, baseline.count + candidate.count]).toEqual([
      "handle",
      exact.spread.baseline.count + exact.spread.candidate.count,
    ]);
    await expect(page.getByRole("heading", { name: exact.sentence.split(";")[0].split(". ")[0] })).toBeVisible();
    expect(await look(page)).toEqual(before);
  });

  test("stay as they are when one stops, and are made exact on request", async ({ page }) => {
    const release = await holdExact(page);
    const asked = listQueries(page);
    await page.goto("/compare");
    const compare = comparePage(page);
    await page.getByRole("button", { name: "Stop" }).click();
    await expect(page.getByText(/of 700,000 spans, evenly spread\. Stopped\.$/)).toBeVisible();
    await expect(compare.row("handle")).toContainText("≈");
    // Nothing looks as if it were on its way.
    await expect(compare.row("handle")).toContainText("∅");
    await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
    await compare.choose("poll");
    await expect(compare.chart).toHaveAccessibleName(/^Durations of poll: ≈ /);
    expect(asked).not.toContain("comparePairs");
    release();
    await page.getByRole("button", { name: /^Make exact \(about \d+ s\)$/ }).click();
    await expect(page.getByText("From all 700,000 spans")).toBeVisible();
    await expect(compare.row("handle")).not.toContainText("≈");
    // The curve that was drawn first stays until one asks for another.
    await page.getByRole("group", { name: "Chart" }).getByRole("button", { name: "Pairs" }).click();
    await expect(page.getByRole("img", { name: /^Pairs of poll: / })).toBeVisible();
  });

  test("axe finds nothing while they are estimates", async ({ page }) => {
    await holdExact(page);
    await page.goto("/compare");
    await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
    await expect(page.getByRole("table", { name: "The two runs" })).toBeVisible();
    expect(await findBarriers(page)).toEqual([]);
  });
});

test("one run is compared by its halves, and files need another one", async ({ page }) => {
  await page.goto("/compare");
  const compare = comparePage(page);
  await expect(page.getByText("One run only: its first and second half.").first()).toBeVisible();
  await expect(compare.row("parse")).toBeVisible();
  await expect(compare.by("Files")).toHaveAttribute("aria-disabled", "true");
  await expect(compare.by("Files")).toHaveAttribute("title", /--compare FILE/);
});

test("--compare puts another file beside the first", async ({ page, folder }) => {
  const [before, after] = [join(folder, "before.db"), join(folder, "after.db")];
  await PLANTED.put(before);
  await PYTHON.put(after);
  const dashboard = await startDashboard(after, { more: ["--compare", before] });
  try {
    // A separate page, as the fixture's may contact only its own dashboard.
    const beside = await page.context().newPage();
    await beside.goto(`${dashboard.url}/compare`);
    const compare = comparePage(beside);
    await expect(compare.side("A")).toContainText("before.db, latest run");
    await expect(compare.side("B")).toContainText("after.db, latest run");
    await expect(compare.row("compress")).toContainText("Only in A");
    await expect(compare.row("parse")).toContainText("Only in B");
    await expect(compare.row("read")).toContainText(/Seen, \+3\d\d\.\d %/);
  } finally {
    await dashboard.stop();
  }
});
