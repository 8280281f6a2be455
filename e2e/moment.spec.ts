/** While a program writes, all figures of a page are of the same spans, in every frame that is painted. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Page } from "playwright/test";
import { expect, test, WRITES } from "./dashboard.ts";
import { NO_FILE } from "./files.ts";
import { root } from "./running.ts";

test.use({ source: NO_FILE });

const programs: ChildProcess[] = [];
test.afterEach(async () => {
  for (const program of programs.splice(0)) {
    if (program.exitCode === null && program.signalCode === null) {
      program.kill("SIGKILL");
      await once(program, "exit");
    }
  }
});

/** Starts a program that traces some hundred spans a second, two levels deep, all with a tag, some with an error. */
async function startWriting(dbPath: string): Promise<void> {
  const library = join(root, "dist/lib/index.js").replaceAll("\\", "/");
  const program = `
    import { pathToFileURL } from "node:url";
    const { SP } = await import(pathToFileURL(${JSON.stringify(library)}).href);
    const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
    for (let turn = 0; ; turn++) {
      try {
        await SP.span("request", { kind: turn % 3 ? "read" : "write" }, async () => {
          for (let step = 0; step < turn % 3; step++) SP.span("step", { kind: "step" }, () => {});
          await pause();
          if (turn % 20 === 0) throw new RangeError("no");
        });
      } catch {}
      if (turn === 100) process.stdout.write("written");
    }
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    env: { ...process.env, SPANTOM_DB: dbPath },
    stdio: ["ignore", "pipe", "inherit"],
  });
  programs.push(child);
  await once(child.stdout as NodeJS.ReadableStream, "data");
}

/** Figures by what they are; those that must be equal in groups. */
type Figures = Record<string, number>;

interface Seen {
  /** How many different moments were shown with all their figures. */
  readonly moments: number;
  /** Frames in which two figures differed. */
  readonly faults: readonly string[];
}

declare global {
  interface Window {
    seen: { moments: Set<number>; faults: string[] };
  }
}

/**
 * Reads the figures of each frame of a page, from its first.
 * @param read returns groups of figures that must be equal; a pane that has not come yet has none
 * @param count figures that a complete page has
 */
async function watchFrames(page: Page, read: () => Figures[], count: number): Promise<() => Promise<Seen>> {
  await page.addInitScript(
    `(() => {
      ${[shownOf, textsOf, numbers, sum, known].join("\n")}
      const read = ${read.toString()};
      const seen = { moments: new Set(), faults: [] };
      window.seen = seen;
      const look = () => {
        requestAnimationFrame(look);
        const groups = document.querySelector("main") ? read() : [];
        const isSame = (group) => new Set(Object.values(group)).size < 2;
        if (!groups.every(isSame) && seen.faults.length < 20) seen.faults.push(JSON.stringify(groups));
        if (groups.reduce((sum, group) => sum + Object.keys(group).length, 0) >= ${count})
          seen.moments.add(Object.values(groups[0])[0]);
      };
      requestAnimationFrame(look);
    })()`,
  );
  return () => page.evaluate(() => ({ moments: window.seen.moments.size, faults: window.seen.faults }));
}

// What follows runs in the page, and is sent there as text.

/** The elements that can be seen: what streams in is hidden at first. */
function shownOf(selector: string): Element[] {
  return [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
}

function textsOf(selector: string): string[] {
  return shownOf(selector).map((one) => one.textContent);
}

function numbers(text: string | null | undefined): number[] {
  return (text?.match(/\d[\d,]*/g) ?? []).map((one) => Number(one.replaceAll(",", "")));
}

function sum(texts: readonly string[]): number | undefined {
  return texts.length > 0 ? texts.reduce((all, text) => all + (numbers(text)[0] ?? 0), 0) : undefined;
}

function known(group: Record<string, number | undefined>): Figures {
  return Object.fromEntries(Object.entries(group).filter(([, value]) => value !== undefined)) as Figures;
}

function readOverview(): Figures[] {
  const pane = (id: string) => `section[aria-labelledby=${id}-title]`;
  const [shown, total] = numbers(textsOf("[aria-label=Status] li")[0]);
  const heatmap = /^all .* spans|of [\d,]+ span/.exec(textsOf(`${pane("heatmap")} h2 + *`).join(" "))?.[0];
  const newest = textsOf(`${pane("newest")} h2 + *`)[0];
  const all = {
    shown,
    total,
    rail: sum(textsOf("section[aria-label='Span names, rail'] li > span:last-child")),
    tags: sum(textsOf("section[aria-label='Tags, rail'] details li span:nth-child(2)")),
    table: sum(textsOf(`${pane("names")} tbody td:nth-child(2)`)),
    heatmap: numbers(heatmap)[0],
    newest: numbers(newest)[1],
    newestId: numbers(textsOf(`${pane("newest")} tbody tr td`)[0])[0],
  };
  const errors = {
    railErrors: numbers(textsOf("section[aria-label='Errors, rail'] h2 + span")[0])[0],
    tableErrors: sum(textsOf(`${pane("names")} tbody td:nth-child(3) span`)),
  };
  return [known(all), known(errors)];
}

function readExplore(): Figures[] {
  const status = textsOf("[aria-label=Status] li")[0];
  const [shown, total] = numbers(status);
  const table = textsOf("#explore-spans + *")[0];
  const [selected, others] = textsOf("aside [data-ready] > div > p > span").map((text) => numbers(text)[0]);
  const plot = shownOf("[aria-label=Plot]")[0];
  const all = {
    shown: / of /.test(status ?? "") ? shown : undefined,
    total: / of /.test(status ?? "") ? total : shown,
    rail: sum(textsOf("section[aria-label='Span names, rail'] li > span:last-child")),
    tags: sum(textsOf("section[aria-label='Tags, rail'] details li span:nth-child(2)")),
    table: /counting/.test(table ?? "") ? undefined : numbers(table)[0],
    plot: numbers(plot?.getAttribute("data-points"))[0],
    why: selected === undefined || others === undefined ? undefined : selected + others,
  };
  return [known(all)];
}

function readCompare(): Figures[] {
  const [a, b] = numbers(textsOf("[aria-label=Status] li")[0]);
  const sides = shownOf("[aria-labelledby=compare-sides] tbody tr")
    .filter((row) => row.querySelector("th")?.textContent === "spans")
    .flatMap((row) => [...row.querySelectorAll("td")]);
  const [sideA, sideB] = sides.map((cell) => numbers(cell.textContent)[0]);
  const calls = shownOf("table[aria-label=Names] tbody tr")
    .map((row) => row.querySelector("td[title$=' calls'][title*=' to ']")?.getAttribute("title") ?? "")
    .filter((title) => title !== "")
    .map(numbers);
  const add = (side: 0 | 1) => (calls.length > 0 ? calls.reduce((all, pair) => all + (pair[side] ?? 0), 0) : undefined);
  const legend = shownOf("[aria-label=Legend] li").map((one) => numbers(one.textContent).at(-1));
  const row = shownOf("table[aria-label=Names] tr[data-selected] td[title*=' to ']")[0];
  const [rowA, rowB] = numbers(row?.getAttribute("title"));
  return [
    known({ statusA: a, sideA, tableA: add(0) }),
    known({ statusB: b, sideB, tableB: add(1) }),
    known({ rowA, legendA: legend[0] }),
    known({ rowB, legendB: legend[1] }),
  ];
}

const enough = 4;

for (const [view, path, read, figures] of [
  ["overview", "/", readOverview, 10],
  ["Explore", "/explore", readExplore, 7],
  ["Compare", "/compare?by=windows&hide=", readCompare, 10],
] as const)
  test(`all figures of ${view} are of the same spans, in every frame`, WRITES, async ({ page, dashboard }) => {
    await startWriting(dashboard.dbPath);
    const look = await watchFrames(page, read, figures);
    const moments = async () => (await look()).moments;
    await page.goto(path);
    await expect.poll(moments, "a complete page").toBe(1);
    // New spans are offered, and nothing moves.
    await expect(page.getByRole("button", { name: /new spans?, show/ })).toBeVisible();
    expect(await moments()).toBe(1);
    await page.getByRole("button", { name: /new spans?, show/ }).click();
    await expect.poll(moments, "the page of the next moment").toBe(2);
    await page.keyboard.press("t");
    await expect.poll(moments, { message: "pages that follow the program", timeout: 60_000 }).toBeGreaterThan(enough);
    expect((await look()).faults).toEqual([]);
  });

test("a page that follows a program leaves alone what is in use", WRITES, async ({ page, dashboard }) => {
  await startWriting(dashboard.dbPath);
  const moment = () => page.locator("[data-moment]").getAttribute("data-moment").then(Number);
  const isLater = async (than: number, steps: number) => {
    for (let step = 0, last = than; step < steps; step++) {
      await expect.poll(moment, { message: "the next moment", timeout: 60_000 }).toBeGreaterThan(last);
      last = await moment();
    }
  };
  await page.goto("/explore?name=request");
  const plot = page.getByRole("region", { name: "Plot", exact: true });
  await expect(plot).toHaveAttribute("data-ready", "1");
  const box = await plot.getByRole("img").first().boundingBox();
  if (!box) throw new Error("no plot");
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.keyboard.press("t");
  /** A step that has begun may still come. */
  const isKept = (message: string) =>
    expect
      .poll(
        async () => {
          const before = await moment();
          for (let poll = 0; poll < 5; poll++) await page.waitForResponse(/\/api\/newest/);
          return (await moment()) === before;
        },
        { message, timeout: 60_000 },
      )
      .toBe(true);
  // A selection being drawn is not disturbed.
  await page.mouse.move(...at(0.2, 0.4));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.5));
  await isKept("while the mouse is held");
  const held = await moment();
  await page.mouse.move(...at(0.9, 0.9));
  await page.mouse.up();
  const chip = page.getByText(/^selection [\d,]+ spans?$/);
  await expect(chip).toBeVisible();
  await isLater(held, 1);
  // Selection, scroll place and focus last from moment to moment.
  const address = page.url();
  const table = page.getByRole("table", { name: "Spans" });
  const rows = table.locator("xpath=ancestor::*[contains(@aria-label, 'scrolls')][1]");
  await rows.evaluate((list) => {
    list.scrollTop = 400;
  });
  const sort = table.getByRole("button", { name: /^Start/ });
  await sort.focus();
  const top = await rows.evaluate((list) => list.scrollTop);
  expect(top).toBeGreaterThan(0);
  await isLater(await moment(), 2);
  expect(page.url()).toBe(address);
  await expect(plot.locator("[data-region=box]")).toHaveCount(1);
  await expect(chip).toBeVisible();
  expect(await rows.evaluate((list) => list.scrollTop)).toBe(top);
  await expect(sort).toBeFocused();
  // An open menu keeps the page as it is until it is closed.
  await page.getByRole("button", { name: "Columns" }).first().click();
  const menu = page.getByRole("menu");
  await expect(menu).toBeVisible();
  await isKept("while a menu is open");
  const opened = await moment();
  await expect(menu).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await isLater(opened, 1);
});

test("each answer for scripts is of one moment, too", WRITES, async ({ dashboard }) => {
  await startWriting(dashboard.dbPath);
  const read = async (path: string) => (await fetch(`${dashboard.url}/${path}`)).json();
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  for (let turn = 0; turn < 3; turn++) {
    const { window, spans, names, newest } = await read("overview.json");
    expect([spans, sum(names.map(({ count }: { count: number }) => count)), newest[0].id]).toEqual(
      Array(3).fill(window.count),
    );
    const { total, rows } = await read("explore.json");
    expect([rows.length, Math.max(...rows.map(({ id }: { id: number }) => id))]).toEqual([total, total]);
    const { a, b, names: compared, sides, spread } = await read("compare.json?by=windows&row=request");
    const calls = (side: "a" | "b") => sum(compared.map((row: { calls: Record<string, number> }) => row.calls[side]));
    expect([calls("a"), calls("b")]).toEqual([a.spans, b.spans]);
    const spansOf = sides.find(({ key }: { key: string }) => key === "spans");
    expect(spansOf).toMatchObject({ key: "spans", a: a.spans, b: b.spans });
    const request = compared.find(({ name }: { name: string }) => name === "request");
    expect([spread.a.count, spread.b.count]).toEqual([request.calls.a, request.calls.b]);
  }
});
