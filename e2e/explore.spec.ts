import type { Page } from "playwright/test";
import { makeKeys } from "../lib/fixtures/many-keys.ts";
import { findBarriers } from "./axe.ts";
import { expect, OWN, test, WRITES } from "./dashboard.ts";
import { holdExact } from "./exact.ts";
import { MANY, MILLION, PLANTED, type Source } from "./files.ts";
import { listTree } from "./load/process-tree.mjs";
import { type Dashboard, traceSpans } from "./running.ts";

/** Locators for the explore page's parts, by accessible name. */
function explorePage(page: Page) {
  const plot = page.getByRole("region", { name: "Plot", exact: true });
  const table = page.getByRole("table", { name: "Spans" });
  return {
    plot,
    table,
    rows: table.locator("tbody tr:not([aria-hidden])"),
    why: page.getByRole("complementary", { name: "Why slow?" }),
    openWhy: page.getByTitle("Open Why slow?"),
    head: (name: string | RegExp) => table.getByRole("columnheader", { name }),
    choice: (name: string) => page.getByRole("combobox", { name, exact: true }).locator("option:checked"),
    summary: page.locator("#explore-spans + span"),
    basis: page
      .getByRole("status")
      .filter({ hasText: /^(≈ from|From all)/ })
      .first(),
    async drawn(points?: number) {
      await expect(plot).toHaveAttribute("data-ready", "1");
      if (points !== undefined) await expect(plot).toHaveAttribute("data-points", String(points));
    },
    /** Drags between two points of the plot, given as shares of its size. */
    async drag([x0, y0]: readonly [number, number], [x1, y1]: readonly [number, number]) {
      const box = await plot.getByRole("img").first().boundingBox();
      if (!box) throw new Error("no plot");
      const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
      await page.mouse.move(...at(x0, y0));
      await page.mouse.down();
      await page.mouse.move(...at((x0 + x1) / 2, (y0 + y1) / 2));
      await page.mouse.move(...at(x1, y1));
      await page.mouse.up();
    },
    /** An item in a column's menu. */
    async pick(column: string, item: string | RegExp) {
      await table.getByRole("button", { name: `More of ${column}` }).click();
      await page.getByRole("menuitem", { name: item }).click();
    },
  };
}

test.describe("a program's own file", () => {
  test.use({ source: PLANTED });

  test("opens with what durations depend on, and says what makes the slow ones slow", async ({ page }) => {
    await page.goto("/explore?name=compress");
    const explore = explorePage(page);
    await explore.drawn();
    await expect(explore.choice("X axis")).toHaveText("bytes");
    await expect(explore.choice("Y axis")).toHaveText("duration");
    await expect(explore.choice("Color by")).toHaveText("algorithm");
    await expect(explore.head(/ext/)).toContainText("↑ file");
    await expect(explore.head(/bytes/)).toContainText("100 % numeric");
    await expect(explore.why).toContainText("12 selected, 12.1 ms and up");
    await expect(explore.why).toContainText("algorithm = brotli");
    await expect(explore.why).toContainText("Grows with bytes, ≈ n^0.99");
    await expect(explore.why).toContainText("spantom why compress --slowest 5");
  });

  test("the panel's findings colour and limit the plot, and Back undoes it", async ({ page }) => {
    await page.goto("/explore?name=compress&color=ext@file");
    const explore = explorePage(page);
    await explore.drawn();
    await expect(explore.choice("Color by")).toHaveText("ext ↑ file");
    const title = page.getByRole("button", { name: /algorithm = brotli/ });
    const item = explore.why.getByRole("listitem").filter({ has: title });
    await item.locator(title).click();
    await item.getByRole("button", { name: "Color by algorithm" }).click();
    await expect(explore.choice("Color by")).toHaveText("algorithm");
    await item.getByRole("button", { name: "Keep only brotli" }).click();
    await expect(page).toHaveURL(/tag=algorithm%3Dbrotli/);
    await explore.drawn();
    await expect(explore.rows.first().getByText("brotli")).toBeVisible();
    await expect(explore.table.getByText("gzip")).toHaveCount(0);
    await page.goBack();
    await expect(page).not.toHaveURL(/tag=/);
    await explore.drawn();
    await expect(explore.choice("Color by")).toHaveText("algorithm");
  });

  for (const [colorScheme, width] of [
    ["light", 1440],
    ["dark", 390],
  ] as const)
    test(`axe finds nothing with a selection, ${width} wide, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto("/explore?name=compress&sel=1e3..1e9,0.001..100");
      const explore = explorePage(page);
      await explore.drawn();
      if (width < 760) await explore.openWhy.click();
      await expect(explore.why).toContainText("others");
      expect(await findBarriers(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
});

test.describe("narrow", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("the page scrolls over plot and table, and Why slow is one tap away from anywhere", async ({ page }) => {
    await page.goto("/explore?name=parse");
    const explore = explorePage(page);
    await explore.drawn(596);
    await expect(explore.rows).toHaveCount(20);
    await page.getByRole("button", { name: "Show 50 more" }).tap();
    await expect(explore.rows).toHaveCount(70);
    await expect(page.getByText("70 of 596 rows")).toBeVisible();
    const table = page.getByRole("region", { name: "Spans, scrolls" });
    expect(await table.evaluate((box) => box.scrollHeight - box.clientHeight), "held by the table").toBe(0);

    const [row] = [explore.rows.nth(40)];
    await row.scrollIntoViewIfNeeded();
    const before = await row.boundingBox();
    await explore.openWhy.tap();
    await expect(explore.why).toContainText("others");
    expect(await explore.why.boundingBox()).toMatchObject({ x: 0, width: 390 });
    await page.getByRole("button", { name: "Close Why slow?" }).tap();
    await expect(explore.why).toBeHidden();
    expect(await row.boundingBox(), "the row in view before").toEqual(before);
    await expect(page).toHaveURL(/explore\?name=parse$/);
  });

  test("the toolbar is one row that scrolls sideways", async ({ page }) => {
    await page.goto("/explore?name=parse");
    const explore = explorePage(page);
    await explore.drawn(596);
    const [first, last] = [
      page.getByRole("combobox", { name: "Plot type" }),
      page.getByRole("button", { name: "Export Plot" }),
    ];
    await last.scrollIntoViewIfNeeded();
    const middles = [await first.boundingBox(), await last.boundingBox()].map(
      (box) => (box?.y ?? 0) + (box?.height ?? 0) / 2,
    );
    expect(Math.abs((middles[0] ?? 0) - (middles[1] ?? 0))).toBeLessThan(8);
    expect((await last.boundingBox())?.x).toBeLessThan(390 - 24);
  });
});

test("a closed Why slow is one click away", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/explore?name=parse");
  const explore = explorePage(page);
  await expect(explore.openWhy).toBeHidden();
  await page.keyboard.press("w");
  await expect(explore.why).toBeHidden();
  await expect(page).toHaveURL(/why=off/);
  await explore.openWhy.click();
  await expect(explore.why).toContainText("others");
  await expect(page).not.toHaveURL(/why=/);
});

test("a box in the plot filters the table; a reload keeps it, Escape clears it", async ({ page }) => {
  await page.goto("/explore?name=parse");
  const explore = explorePage(page);
  await explore.drawn(596);
  await expect(explore.summary).toHaveText("596 spans");
  await explore.drag([0.6, 0.2], [0.85, 0.5]);
  await expect(explore.summary).toHaveText(/^\d+ selected of 596, follows the box$/);
  const said = (await explore.summary.textContent()) ?? "";
  const count = Number.parseInt(said, 10);
  expect(count).toBeGreaterThan(0);
  await expect(explore.table).toHaveAttribute("aria-rowcount", String(count + 1));
  await expect(explore.rows.first()).toBeVisible();
  await expect(explore.plot).toHaveAttribute("data-selected", String(count));
  await expect(page.getByText(`selection ${count} span`)).toBeVisible();
  await expect(explore.why).toContainText(`${count} selected`);
  await page.reload();
  await explore.drawn(596);
  await expect(explore.summary).toHaveText(said);
  await expect(explore.plot).toHaveAttribute("data-selected", String(count));
  await page.keyboard.press("Escape");
  await expect(explore.summary).toHaveText("596 spans");
  await expect(page).not.toHaveURL(/sel=/);
});

test("a box in a cell of the scatter matrix selects by its two columns, and is explained", async ({ page }) => {
  await page.goto("/explore?name=parse&plot=splom&dim=duration&dim=nodes&dim=bytes");
  const explore = explorePage(page);
  await explore.drawn(596);
  // In the lowest cell on the left, which plots bytes over duration.
  await explore.drag([0.2, 0.7], [0.34, 0.86]);
  await expect(explore.summary).toHaveText(/^\d+ selected of 596, follows the box$/);
  const count = Number.parseInt((await explore.summary.textContent()) ?? "", 10);
  expect(count).toBeGreaterThan(0);
  await expect(page).toHaveURL(/sel=[^&]+%3Bduration%3Bbytes/);
  await expect(explore.plot).toHaveAttribute("data-selected", String(count));
  await expect(explore.plot.locator("[data-region=box] text")).toHaveText(new RegExp(`^${count} spans?, `));
  await expect(explore.why).toContainText(`${count} selected`);
  await page.reload();
  await explore.drawn(596);
  await expect(explore.summary).toContainText(`${count} selected of 596`);
  await expect(explore.plot.locator("[data-region=box]")).toHaveCount(1);
});

test(
  "new spans are offered, and the page stays as it is until they are accepted",
  WRITES,
  async ({ page, dashboard, folder }) => {
    await page.goto("/explore?run=all&name=parse");
    const explore = explorePage(page);
    await explore.drawn(596);
    await traceSpans(dashboard.dbPath, folder, "parse", 12);
    const offer = page.getByRole("button", { name: "12 new spans, show" });
    await expect(offer).toBeVisible();
    // Each of these actions queries the file again.
    await explore.pick("index", "Use as X");
    await expect(explore.choice("X axis")).toHaveText("index ↑ file");
    await explore.table.getByRole("button", { name: "nodes" }).first().click();
    await expect(page).toHaveURL(/sort=-nodes/);
    await explore.drawn(596);
    await expect(explore.summary).toHaveText("596 spans");
    await expect(explore.rows.first()).toContainText("23189");
    await offer.click();
    await expect(explore.summary).toHaveText("608 spans");
  },
);

test("a selection of many spans survives a reload, and the page says that the link does not carry it", async ({
  page,
}) => {
  await page.goto("/explore?name=parse&plot=box&x=cached@file");
  const explore = explorePage(page);
  await explore.drawn(596);
  await explore.drag([0.12, 0.02], [0.95, 0.85]);
  await expect(explore.summary).toHaveText(/^5\d\d selected of 596, follows the plot$/);
  const said = (await explore.summary.textContent()) ?? "";
  await expect(page).toHaveURL(/sel=kept%3A/);
  await expect(page.getByText("The link does not carry this selection")).toBeVisible();
  await page.reload();
  await explore.drawn(596);
  await expect(explore.summary).toHaveText(said);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect(other.getByText("The selection of this link is only in the tab in which it was made.")).toBeVisible();
  await expect(explorePage(other).summary).toHaveText("596 spans");
  await other.close();
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/sel=/);
});

test("a row marks its point, and leads to its span", async ({ page }) => {
  await page.goto("/explore?name=parse");
  const explore = explorePage(page);
  await explore.drawn(596);
  await expect(explore.plot.locator("[data-ring]")).toHaveCount(0);
  await explore.rows.nth(1).hover();
  await expect(explore.plot.locator("[data-ring]")).toHaveCount(1);
  await expect(explore.rows.first().getByRole("link")).toHaveAttribute("href", /^\.?\/span\/63\?name=parse$/);
});

test("an inherited tag is an axis like any other, and the URL brings it back", async ({ page }) => {
  await page.goto("/explore?name=parse");
  const explore = explorePage(page);
  await explore.drawn(596);
  await explore.pick("index", "Use as X");
  await expect(explore.choice("X axis")).toHaveText("index ↑ file");
  await explore.drawn(596);
  await explore.pick("cached", "Color by cached");
  await explore.drawn(596);
  await page.reload();
  await explore.drawn(596);
  await expect(explore.choice("X axis")).toHaveText("index ↑ file");
  await expect(explore.choice("Color by")).toHaveText("cached ↑ file");
});

test("sorts and reads the whole scope, not only what is on screen", async ({ page }) => {
  await page.goto("/explore?name=parse");
  const explore = explorePage(page);
  await explore.drawn(596);
  await explore.table.getByRole("button", { name: "nodes" }).first().click();
  await expect(explore.head(/nodes/)).toHaveAttribute("aria-sort", "descending");
  await expect(explore.table).toHaveAttribute("aria-busy", "false");
  await expect(page).toHaveURL(/sort=-nodes/);
  const column = async () => {
    const cells = await explore.rows.locator("td:nth-child(4)").allTextContents();
    return cells.map((text) => Number(text.replaceAll(",", "")));
  };
  const first = await column();
  expect(first[0]).toBeGreaterThan(20_000);
  expect(first).toEqual([...first].sort((a, b) => b - a));
  await page.getByRole("region", { name: "Spans, scrolls" }).evaluate((element) => {
    element.scrollTop = element.scrollHeight;
  });
  await expect.poll(async () => (await column()).at(-1)).toBeLessThan(20);
  await expect(explore.rows.last()).toHaveAttribute("aria-rowindex", "597");
});

test("hidden columns stay hidden, and the panel stays closed", async ({ page }) => {
  await page.goto("/explore?name=parse");
  const explore = explorePage(page);
  await explore.drawn(596);
  await explore.pick("bytes", "Hide column");
  await expect(explore.head(/bytes/)).toHaveCount(0);
  await expect(explore.why).toBeVisible();
  await page.keyboard.press("w");
  await expect(explore.why).toBeHidden();
  await page.reload();
  await explore.drawn(596);
  await expect(explore.head(/nodes/)).toBeVisible();
  await expect(explore.head(/bytes/)).toHaveCount(0);
  await expect(explore.why).toBeHidden();
});

test("scripts read the same as JSON and CSV, with types", async ({ dashboard }) => {
  const address = "?name=parse&sort=nodes";
  const json = (await (await fetch(`${dashboard.url}/explore.json${address}`)).json()) as {
    total: number;
    rows: Record<string, unknown>[];
  };
  expect(json.total).toBe(596);
  expect(json.rows).toHaveLength(596);
  expect(json.rows[0]).toMatchObject({ name: "parse", nodes: expect.any(Number), "cached@file": expect.any(Boolean) });
  const csv = (await (await fetch(`${dashboard.url}/explore.csv${address}`)).text()).trimEnd().split("\r\n");
  expect(csv[0]).toBe("id,name,start,duration,nodes,bytes,index@file,path@file,package@file,cached@file");
  expect(csv).toHaveLength(597);
  expect(csv[1]).toContain(`${json.rows[0]?.id},parse,`);
});

test.describe("in another time zone than the server's", () => {
  test.use({ timezoneId: "Pacific/Marquesas" });

  test("moments are in that of the machine with the file, and say so", async ({ page, dashboard }) => {
    await page.goto("/explore?name=parse");
    const explore = explorePage(page);
    await explore.drawn(596);
    const answer = await page.request.get(`${dashboard.url}/explore.json?name=parse`);
    const { rows } = (await answer.json()) as { rows: { start: number }[] };
    // Read here, on that machine.
    const here = new Date((rows[0]?.start ?? 0) * 1000).toLocaleString("sv-SE");
    await expect(explore.rows.first().getByTitle(new RegExp(`^${here}\\.\\d{3} UTC`))).toBeVisible();
  });
});

test("says so if nothing matches", async ({ page }) => {
  await page.goto("/explore?name=parse&tag=nodes%3Dnone");
  await expect(page.getByText("No spans match.").first()).toBeVisible();
});

/** Pauses a dashboard's reader processes, so that a test can inspect a query in progress. */
function holdReaders({ pid }: Dashboard): () => void {
  const readers = process.platform === "linux" ? listTree(pid).slice(1) : [];
  const send = (reader: number, signal: NodeJS.Signals) => {
    try {
      process.kill(reader, signal);
    } catch (error) {
      // One that was stopped a moment ago has ended since it was listed.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  };
  for (const reader of readers) send(reader, "SIGSTOP");
  return () => {
    for (const reader of listTree(pid).slice(1)) if (readers.includes(reader)) send(reader, "SIGCONT");
  };
}

test.describe("a million spans", () => {
  test.use({ source: MILLION });

  test("a long read reports its progress and can be stopped", OWN, async ({ page, dashboard }) => {
    await page.goto("/explore?run=all&window=10000&why=off");
    const explore = explorePage(page);
    await explore.drawn();
    const stop = page.getByRole("button", { name: "Stop" });
    await page.getByRole("button", { name: /^window/ }).click();
    await page.getByRole("menuitemradio", { name: "all" }).click();
    await expect(explore.basis).toHaveText(/^≈ from 200,000 of 1,000,000 spans, evenly spread, reading the rest/);
    const goOn = holdReaders(dashboard);
    await stop.click();
    await expect(explore.basis).toContainText("evenly spread. Stopped.");
    goOn();
    await expect(explore.rows.first().getByRole("link")).toBeVisible();
    await expect(explore.plot.getByText(/^≈ [\d,]+ in a density grid, the 500 slowest of the sample/)).toBeVisible();
    await page.getByRole("button", { name: /^Make exact \(about [\d,]+ (s|min)\)$/ }).click();
    await expect(explore.basis).toContainText("reading the rest");
    holdReaders(dashboard);
    await stop.click();
    await expect(explore.basis).toContainText("Stopped.");
  });

  test("the page does not wait for its data", async ({ dashboard }) => {
    const response = await fetch(`${dashboard.url}/explore?run=all&window=1000000&why=off`);
    let html = "";
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      html += chunk;
      if (html.includes("</main>")) break;
    }
    expect(html).toContain('role="progressbar"');
  });

  test("are counted in a grid, with the slowest as points, and the table appears first", async ({ page }) => {
    await page.goto("/explore?run=all&window=200000&why=off", { waitUntil: "commit" });
    const explore = explorePage(page);
    await expect(explore.rows.first().getByRole("link")).toBeVisible();
    await expect(explore.plot).toHaveAttribute("data-ready", "1", { timeout: 120_000 });
    await expect(explore.plot.getByText(/in a density grid/)).toBeVisible();
    await expect(page.getByRole("list", { name: "Status" })).toContainText("newest 200,000 of 1,000,000 spans");
    await expect(explore.summary).toHaveText("200,000 spans");
  });
});

test.describe("more spans than are read at once", () => {
  test.use({ source: MANY });
  /** The first spans called `step 1`: of ten spans nine are steps, a third of them with this name. */
  const countSteps = (spans: number) =>
    Array.from({ length: spans }, (_, i) => i + 1).filter((n) => n % 10 > 0 && n % 3 === 1).length;

  test("show from a sample, then exactly, and nothing moves", OWN, async ({ page }) => {
    const goOn = await holdExact(page);
    await page.goto("/explore?name=step+1&why=off");
    const explore = explorePage(page);
    await explore.drawn();
    await expect(explore.basis).toHaveText(/^≈ from 200,000 of 350,000 spans, evenly spread, reading the rest/);
    await expect(explore.summary).toHaveText(/^≈ [\d,]+ spans$/);
    await expect(page.getByRole("list", { name: "Status" })).toContainText(/≈ [\d,]+ of 350,000 spans/);
    await expect(explore.head(/size/)).toContainText("≈ 100 % numeric");
    const ticks = () => explore.plot.locator(".xtick text").allTextContents();
    const whole = await ticks();
    await page.keyboard.down("Shift");
    await explore.drag([0.3, 0.4], [0.6, 0.7]);
    await page.keyboard.up("Shift");
    await expect.poll(ticks).not.toEqual(whole);
    const look = async () => ({
      axes: await Promise.all(["X axis", "Y axis", "Color by"].map((name) => explore.choice(name).textContent())),
      heads: await explore.table
        .getByRole("columnheader")
        .getByRole("button", { name: /^Sort by/ })
        .allTextContents(),
      ids: await explore.rows.getByRole("link").allTextContents(),
      ticks: await ticks(),
      top: (await explore.plot.boundingBox())?.y,
    });
    const before = await look();
    expect(before.axes).toEqual(["size", "duration", "cache"]);
    goOn();
    await expect(explore.basis).toHaveText("From all 350,000 spans");
    const exact = countSteps(350_000).toLocaleString("en-US");
    await expect(explore.summary).toHaveText(`${exact} spans`);
    await expect(page.getByRole("list", { name: "Status" })).toContainText(`${exact} of 350,000 spans`);
    await expect(explore.plot.getByText(`${exact} in a density grid, all 500 slowest as points`)).toBeVisible();
    await explore.drawn();
    // A key too rare for the sample comes last.
    const { heads, ...after } = await look();
    expect({ ...after, heads: heads.slice(0, before.heads.length) }).toEqual(before);
    // What was read answers the next question: nothing is asked exactly again.
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.postData() ?? ""));
    await page.getByRole("combobox", { name: "X axis", exact: true }).selectOption("start");
    await explore.drawn();
    await expect(explore.basis).toHaveText("From all 350,000 spans");
    expect(asked.filter((body) => body.includes('"reading":"exact"'))).toEqual([]);
  });

  test("stay an estimate if reading the rest is stopped, until asked for", OWN, async ({ page }) => {
    const goOn = await holdExact(page);
    await page.goto("/explore?name=step+1");
    const explore = explorePage(page);
    await explore.drawn();
    await page.getByRole("button", { name: "Stop" }).first().click();
    await expect(explore.basis).toContainText("evenly spread. Stopped.");
    await expect(explore.why.getByText(/^● ≈ |≈ [\d,]+ selected/)).toBeVisible();
    goOn();
    await explore.drag([0.3, 0.3], [0.7, 0.7]);
    await expect(explore.summary).toHaveText(
      /^≈ [\d,]+ selected of ≈ [\d,]+, follows the box; [\d,]+ from the sample listed$/,
    );
    await expect(explore.basis).toContainText("≈ from 200,000 of 350,000 spans");
    await page
      .getByRole("button", { name: /^Make exact \(about [\d,]+ s\)$/ })
      .first()
      .click();
    await expect(explore.basis).toHaveText("From all 350,000 spans");
    await expect(explore.summary).toHaveText(/^[\d,]+ selected of [\d,]+, follows the box$/);
    await expect(explore.why.getByText(/^[\d,]+ selected/)).toBeVisible();
  });

  test("scripts get exact rows, with their basis", async ({ dashboard }) => {
    const response = await fetch(`${dashboard.url}/explore.json?name=step+1&from=0&to=1`);
    const { basis, total, rows } = (await response.json()) as { basis: object; total: number; rows: unknown[] };
    expect(basis).toEqual({ read: 350_000, of: 350_000, exact: true, seconds: 0 });
    expect(rows).toHaveLength(total);
    // Two thousand spans a second.
    expect(total).toBe(countSteps(2_000));
  });
});

const MANY_KEYS: Source = {
  name: "many keys",
  put: (path) => void makeKeys({ spans: 20_000, key: "'user_' || (id % 5000)" }, path).close(),
};

test.describe("a file with 5,000 tag keys", () => {
  test.use({ source: MANY_KEYS });

  test("shows the most frequent, counts the others, and finds one by its name", async ({ page }) => {
    const { table, why, head } = explorePage(page);
    await page.goto("/explore?name=call");
    const more = page.getByText("4,802 more tag keys, on fewer spans each.");
    await expect(more).toBeVisible();
    for (const key of ["size", "cache"]) await expect(head(key)).toHaveCount(1);
    await expect(why.getByText("4,802 rarer tag keys not compared.")).toBeVisible();
    await expect(head("user_4711")).toHaveCount(0);
    const find = page.getByRole("textbox", { name: "Find a tag key" });
    await find.fill("user_4711");
    await find.press("Enter");
    await expect(page).toHaveURL(/also=user_4711/);
    await expect(head("user_4711")).toHaveCount(1);
    await expect(page.getByText("4,801 more tag keys, on fewer spans each.")).toBeVisible();
    await expect(table).toBeVisible();
    await find.fill("no such key");
    await find.press("Enter");
    await expect(page.getByText(/No span here has .*no such key/)).toBeVisible();
    expect(await findBarriers(page)).toEqual([]);
  });
});
