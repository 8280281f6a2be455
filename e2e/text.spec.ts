/** Traced text stays text: names, tags, errors, columns and paths that look like HTML, formulas or commands. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright/test";
import { shortenText } from "../app/charts/draw/shorten-text.ts";
import type { FixtureSpan } from "../lib/fixtures/fixture-database.ts";
import { type OddName, writeOddFile } from "../lib/fixtures/odd-files.ts";
import { PAYLOADS } from "../lib/fixtures/payloads.ts";
import { cutText, formatText, joinText, showText, splitText } from "../lib/model/shown-text.ts";
import { test as base, expect, OWN, queryPage } from "./dashboard.ts";
import { fromSpans, NO_FILE, type Source } from "./files.ts";

/** As the tracer stores them. */
const TEXTS = PAYLOADS.map((text) => text.toWellFormed());
const SLOW = "slow & <i class=taken>late</i>";
const BUSY = "<b class=taken>busy</b> &lt;%{x}";
const ALL = TEXTS.join(" ");

/** Two runs with calls that carry every key and value, calls slowed by some of them, and a span of each name. */
function hostileSpans(): FixtureSpan[] {
  return [0, 1].flatMap((run) => {
    const start = 1_000 + run * 1_000;
    const spans: Omit<FixtureSpan, "id" | "start">[] = [];
    const add = (name: string, duration: number, more: Partial<FixtureSpan>) =>
      spans.push({ name, duration: duration * (1 + run), ...more });
    const tagsOf = (make: (i: number) => string) => Object.fromEntries(TEXTS.map((key, i) => [key, make(i)]));
    for (const [i, value] of [...TEXTS, ...TEXTS].entries()) add(BUSY, 0.01 * (i + 1), { tags: tagsOf(() => value) });
    for (let i = 0; i < 100; i++)
      add(SLOW, i < 5 ? 1 : 0.01, { tags: tagsOf((key) => (i < 5 ? (TEXTS[key] ?? "") : "usual")) });
    const error = { type: ALL, message: ALL, stack: ALL };
    for (const [i, name] of TEXTS.entries())
      add(name, 0.01 * (i + 1), { tags: { [name]: name }, ...(i === 0 && { error }) });
    const first = run * 1_000 + 1;
    const root = first + spans.length;
    // Those that end last start first, so that they become roots of large trees.
    const children = spans.map((span, i) => ({
      ...span,
      id: first + i,
      start: start + spans.length - i,
      parent: root,
    }));
    return [...children, { id: root, name: "root", start, duration: 400 }];
  });
}

const SPANS = hostileSpans();
const ROOT = SPANS.length / 2;
const FAILED = ROOT - TEXTS.length;

const runs = [[1, ROOT] as const, [1_001, 1_000 + ROOT] as const];
const TEXT_FILE = fromSpans("texts", () => SPANS, { runs });

/** Collapses white space, as HTML does. */
const plain = (text: string) => text.replace(/\s+/g, " ").trim();

async function textsOf(locator: Locator): Promise<Set<string>> {
  const found = await locator.evaluateAll((elements) => elements.map((element) => element.textContent ?? ""));
  return new Set(found.map(plain));
}

/** Polls, as tables are streamed. */
async function expectAll(locator: Locator, wanted: readonly string[], place: string): Promise<void> {
  const missing = async () => {
    const found = await textsOf(locator);
    return wanted.map(plain).filter((text) => !found.has(text));
  };
  await expect.poll(missing, { message: place }).toEqual([]);
}

/** Checks that no text took effect as markup or code. */
async function expectText(page: Page): Promise<void> {
  const come = await page.evaluate(() => ({
    ran: (window as { __x?: unknown }).__x,
    polluted: ({} as Record<string, unknown>).polluted ?? ({} as Record<string, unknown>).x,
    reports: (window as { reports?: readonly string[] }).reports,
    elements: document.querySelectorAll(".taken").length,
    links: [...document.links].filter(({ origin }) => origin !== location.origin).length,
    inPlots: [...document.querySelectorAll(".js-plotly-plot :is(a, b, i, img, sup, sub, [style*='bold'])")].length,
  }));
  expect(come).toEqual({ ran: undefined, polluted: undefined, reports: [], elements: 0, links: 0, inPlots: 0 });
}

const test = base.extend({
  page: async ({ page, faults }, use) => {
    await page.addInitScript(() => {
      const reports: string[] = [];
      Object.assign(window, { reports });
      addEventListener("securitypolicyviolation", (event) =>
        reports.push(`${event.violatedDirective} ${event.sample}`),
      );
    });
    page.on("dialog", (dialog) => {
      faults.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (new URL(request.url()).pathname.includes("taken")) faults.push(`request: ${request.url()}`);
    });
    await use(page);
    await expectText(page);
  },
});

test.setTimeout(150_000);
test.use({ source: TEXT_FILE, viewport: { width: 1400, height: 1900 } });

test("names and keys in the overview, the rail and the palette", async ({ page }) => {
  await page.goto("/?run=all");
  const shown = TEXTS.map(formatText);
  const names = page.getByRole("table", { name: "Span names" });
  await expectAll(names.locator("tbody td:first-child"), shown, "table of names");
  const rail = page.getByRole("complementary", { name: "Rail" });
  await expectAll(rail.getByRole("region", { name: "Span names, rail" }).getByRole("link"), shown, "names in the rail");
  await expectAll(
    rail.getByRole("region", { name: "Tags, rail" }).locator("summary > span"),
    shown,
    "keys in the rail",
  );
  await expectAll(page.getByRole("table", { name: "Newest spans" }).locator("td:nth-child(2)"), shown, "newest spans");
  await expect(page.getByText(/Loading/)).toHaveCount(0);
  await page
    .getByRole("link", { name: formatText(TEXTS[0]), exact: true })
    .first()
    .hover();
  await expectText(page);
  await page.keyboard.press("ControlOrMeta+k");
  const typed = page.getByRole("dialog").getByRole("combobox");
  for (const text of TEXTS.filter((_, i) => i % 3 === 0)) {
    await typed.fill(plain(formatText(text)).slice(0, 200));
    await expect(
      page
        .getByRole("option")
        .filter({ hasText: plain(formatText(text)) })
        .first(),
      text,
    ).toBeVisible();
  }
});

test("tags as columns, on the axes, in the legend and in the sentences of explore", async ({ page }) => {
  const key = TEXTS[6] ?? "";
  // Each of the texts has a tick if the plot is high enough.
  await page.setViewportSize({ width: 1400, height: 2600 });
  const params = new URLSearchParams({ name: BUSY, plot: "scatter", x: "duration", y: key, color: key });
  await page.goto(`/explore?${params}&why=off`);
  const plot = page.getByRole("region", { name: "Plot" });
  await expect(plot).toHaveAttribute("data-ready", "1");
  const spans = page.getByRole("table", { name: "Spans", exact: true });
  await expectAll(spans.locator("thead th button:first-child > span"), TEXTS.map(formatText), "heads of columns");
  // The rows visible in the two sort directions together show every text.
  const cells = spans.locator("tbody td span > span");
  const slowest = await textsOf(cells);
  await spans.getByTitle("Sort by Duration").click();
  const wanted = TEXTS.map((text) => formatText(cutText(text, 200))).filter((text) => !slowest.has(plain(text)));
  await expectAll(cells, wanted, "cells");
  // Ticks show only the beginning and the end of a text.
  const begin = (text: string) => plain(text.replace(/[\u2066-\u2069]/g, "")).slice(0, 6);
  const beginnings = async () => [...(await textsOf(plot.locator(".ytick text")))].map(begin).sort();
  await expect.poll(beginnings, { message: "ticks" }).toEqual(TEXTS.map((text) => begin(formatText(text))).sort());
  await expectAll(plot.locator(".ytitle"), [formatText(key)], "title of the axis");
  await page.goto(`/explore?${new URLSearchParams({ name: SLOW, why: "slowest" })}`);
  const sentences = page.getByRole("complementary", { name: "Why slow?" });
  for (const text of TEXTS) await expect(sentences, text).toContainText(`${plain(formatText(text))} = `);
});

test("the tree of a span, its tags and its error", async ({ page }) => {
  await page.goto(`/span/${ROOT}`);
  const tree = page.getByRole("treegrid", { name: "Waterfall" });
  await expectAll(tree.locator("tbody tr b"), TEXTS.map(formatText), "names in the tree");
  await page.goto(`/span/1`);
  const panel = page.getByRole("complementary", { name: /^Span / });
  await expectAll(panel.locator("dt > button"), TEXTS.map(formatText), "keys");
  await page.goto(`/span/${FAILED}`);
  const inLines = splitText(ALL, true).map(({ shown }) => shown);
  const panelText = async () => plain(joinText(await panel.innerText()));
  await expect.poll(panelText).toContain(plain(`${joinText(formatText(ALL))} ${inLines.join("")}`));
  await expect(panel.locator("pre")).toContainText(plain(inLines.join("")).slice(0, 12));
  await expect(tree.getByRole("img", { name: plain(`failed: ${formatText(ALL)}`) })).toBeVisible();
  await expect(page).toHaveTitle(`Span ${FAILED} – Spantom`);
});

test("names, values and sentences of a comparison", async ({ page }) => {
  await page.goto(`/compare?${new URLSearchParams({ by: "windows", row: BUSY })}`);
  const names = page.getByRole("table", { name: "Names", exact: true });
  await expectAll(names.locator("tbody th"), TEXTS.map(formatText), "names");
  await expect(page.getByRole("img", { name: `Durations of ${BUSY}` })).toBeVisible();
  const where = page.getByRole("combobox", { name: "Split by tag" });
  const offers = await textsOf(where.locator("option"));
  expect([...offers].filter((offer) => !TEXTS.some((text) => offer.includes(plain(formatText(text)))))).toEqual([]);
  await page.goto(`/compare?${new URLSearchParams({ by: "tags", key: TEXTS[6] ?? "" })}`);
  await expectAll(
    page.getByRole("combobox", { name: "Tag", exact: true }).locator("option"),
    TEXTS.map(formatText),
    "keys",
  );
  await page.getByRole("combobox", { name: /^Side B/ }).click();
  await expect(page.getByRole("listbox").getByRole("option")).not.toHaveCount(0);
});

/** Texts that SQL accepts as column names: none with U+0000. */
const COLUMNS = TEXTS.map((text) => text.replaceAll("\0", "").slice(0, 200));
const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
const queryOf = (sql: string, more: Record<string, string> = {}) => `/query?${new URLSearchParams({ sql, ...more })}`;

test("columns of typed SQL in the table and in every plot, and SQLite's messages about them", async ({ page }) => {
  const columns = COLUMNS.map((name) => `name AS ${quote(name)}`);
  const sql = `SELECT id, duration, ${columns} FROM spans WHERE id >= ${FAILED} AND id < ${ROOT}`;
  await page.goto(queryOf(sql, { plot: "box", color: COLUMNS[6] ?? "" }));
  const query = queryPage(page);
  await expect(query.plot).toHaveAttribute("data-ready", "1");
  await query.drawn(TEXTS.length);
  await expectAll(query.results.locator("thead th button > span"), COLUMNS.map(formatText), "heads of columns");
  await expectAll(
    query.results.locator("tbody td"),
    TEXTS.map((text) => formatText(cutText(text, 300))),
    "cells",
  );
  for (const [i, name] of COLUMNS.entries()) {
    // The columns follow id and duration.
    await query.choice("X axis").selectOption({ index: i + 2 });
    const title = plain(shortenText(showText(name), 80)).slice(0, 12);
    await expect(query.plot.locator(".xtitle"), name).toContainText(title);
  }
});

test("SQLite's messages about unknown names", async ({ page }) => {
  const name = COLUMNS.join(" ");
  await page.goto(queryOf(`SELECT ${quote(name)} FROM spans`));
  // The whole sentence is isolated, not just the name in it.
  await expect(queryPage(page).alert).toContainText(plain(showText(name)).replace(/^\u2068+|\u2069+$/g, ""));
});

/** As many of the texts as fit into a path, as nested folders. */
function pathIn(folder: string, most: number): string {
  let path = folder;
  for (const part of COLUMNS.flatMap((text) => text.split("/"))) {
    const next = join(path, part.slice(0, 60));
    if (part !== "" && Buffer.byteLength(next) < most) path = next;
  }
  return path;
}

// Windows allows few of these characters in a path, and SQLite at most 512 bytes; a missing file is never opened.
for (const [words, file, most] of [
  ["waits for a file", NO_FILE, 2_000],
  ["shows a file", TEXT_FILE, 490],
] as const)
  test.describe(`a path of such texts ${words}`, () => {
    test.skip(process.platform === "win32");
    test.use({
      source: file,
      folder: async ({ folder }, use) => {
        const path = pathIn(folder, most);
        mkdirSync(path, { recursive: true });
        await use(path);
      },
    });

    test("letter for letter", OWN, async ({ page, dashboard }) => {
      await page.goto("/");
      await expect(page.getByRole("contentinfo")).toContainText(plain(showText(dashboard.dbPath)));
      if (file === NO_FILE) await expect(page.getByRole("main")).toContainText(plain(showText(dashboard.dbPath)));
      else await expect(page.getByRole("table", { name: "Newest spans" })).toBeVisible();
    });
  });

/**
 * Texts of the page that hold what nobody sees or that turn what stands beside them: raw controls, line ends that a line
 * swallows, right-to-left letters without an isolate. Runs in the page.
 */
function findUnseen(): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const hidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2067\ufeff]/;
  const turning = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
  const found = new Set<string>();
  const check = (text: string, where: Element, { lines = false, isolated = false }) => {
    const faults = [
      hidden.test(text) && "hidden",
      !lines && /\S[\n\r\t]|[\n\r\t]\S/.test(text) && "line end",
      !isolated && turning.test(text.replace(/\u2068[^\u2066-\u2069]*\u2069/g, "")) && "turns",
    ].filter((fault) => fault !== false);
    for (const fault of faults) found.add(`${fault} in ${where.tagName}: ${JSON.stringify(text.slice(0, 80))}`);
  };
  check(document.title, document.documentElement, {});
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest("script, style, template, .cm-editor")) continue;
    for (const name of ["title", "aria-label", "placeholder", "alt", "label"])
      check(element.getAttribute(name) ?? "", element, { isolated: true, lines: name === "title" });
    const lines = getComputedStyle(element).getPropertyValue("white-space-collapse") !== "collapse";
    const isolated = element.closest("bdi, option, svg text") !== null;
    for (const node of element.childNodes) if (node instanceof Text) check(node.data, element, { lines, isolated });
  }
  return [...found];
}

const oddFile = (name: OddName): Source => ({ name: `odd ${name}`, put: (path) => writeOddFile(name, path) });
const sqlOf = (key: string) =>
  `SELECT name, key, value FROM spans JOIN span_tags ON span_id = spans.id WHERE key = '${key}' LIMIT 200`;

for (const [name, paths] of [
  ["names", ["/", "/explore", "/compare"]],
  [
    "texts",
    [
      "/",
      "/explore?peek=800&color=lines&x=rtl&plot=box",
      "/explore?color=invisible&x=invisible",
      "/span/800",
      "/compare?by=tags&key=rtl",
      queryOf(sqlOf("lines")),
      queryOf(sqlOf("rtl"), { plot: "box", x: "value", y: "key" }),
      "/span/a%E2%80%AEb",
    ],
  ],
] as const)
  test.describe(`a file of odd ${name}`, () => {
    test.use({ source: oddFile(name) });

    test("shows all signs, in the order in which they are", async ({ page, faults }) => {
      for (const path of paths) {
        await page.goto(path, path.startsWith("/span/a") ? { waitUntil: "load" } : {});
        await expect(page.locator("[data-skeleton], [role=progressbar]")).toHaveCount(0);
        // Everything that opens to its texts, and the palette's.
        for (const tag of ["json", "rtl", "lines", "invisible"]) {
          const line = page
            .getByRole("complementary", { name: /^Span / })
            .getByRole("button", { name: tag, exact: true });
          if (await line.isVisible()) await line.click();
        }
        expect(await page.evaluate(findUnseen), path).toEqual([]);
      }
      await page.goto("/");
      await page.keyboard.press("ControlOrMeta+k");
      await page
        .getByRole("dialog")
        .getByRole("combobox")
        .fill(name === "texts" ? "control" : "leading");
      await expect(page.getByRole("option").first()).toBeVisible();
      expect(await page.evaluate(findUnseen), "palette").toEqual([]);
      // A page that does not exist is answered with 404, which the console reports.
      if (name === "texts") faults.splice(0);
    });
  });

test.describe("what is copied", () => {
  test.use({ source: oddFile("texts"), permissions: ["clipboard-read", "clipboard-write"] });

  test("is the text itself, whatever was shown for it", async ({ page }) => {
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    const copy = async (locator: Locator) => {
      await locator.evaluate((element) => document.getSelection()?.selectAllChildren(element));
      await page.keyboard.press("ControlOrMeta+c");
      return copied();
    };
    await page.goto(queryOf("SELECT 'a' || char(8206, 7, 9, 10) || 'b  ' AS one, 'ערך' AS two"));
    const row = queryPage(page).results.locator("tbody tr:not([aria-hidden])").first();
    await expect(row).toContainText("a<U+200E><U+0007>⇥↵b␣␣");
    expect(await copy(row.locator("td").first())).toBe("a\u200e\u0007\t\nb  ");
    expect(await copy(row.locator("td").last())).toBe("ערך");
    expect(await copy(row)).toBe("a\u200e\u0007\t\nb  \tערך");
    await page.goto("/span/800");
    const panel = page.getByRole("complementary", { name: /^Span / });
    await panel.getByRole("button", { name: "lines", exact: true }).click();
    await panel.getByRole("button", { name: "Copy the value of lines" }).click();
    await expect.poll(copied).toBe("first line\nsecond\tline\n\nlast");
    expect(await copy(panel.locator("pre"))).toBe("first line\nsecond\tline\n\nlast");
  });
});
