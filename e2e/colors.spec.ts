/** A name has one colour in all views; those with most self time have the seven, and all others are grey. */
import type { Page } from "playwright/test";
import { expect, test } from "./dashboard.ts";
import { fromSpans } from "./files.ts";

/** Rare ones end first; `caller` takes longest, but has next to no time of its own. */
const LEAVES = ["quartz", "basalt", "gneiss", "marble", "slate", "chalk", "flint", "granite", "dolomite", "obsidian"];
const NAMES = ["caller", ...LEAVES];
const COLORED = LEAVES.slice(-7);
const CALLS = 20;

function makeSpans() {
  const spans = [];
  for (let call = 0; call < 2 * CALLS; call++) {
    const parent = (call + 1) * NAMES.length;
    let at = 1000 + 100 * call;
    for (const [place, name] of LEAVES.entries()) {
      const duration = 2 ** place / 100;
      const tags = { call: String(call), kind: call % 2 === 0 ? "even" : "odd" };
      spans.push({ id: parent - LEAVES.length + place, name, start: at, duration, parent, tags });
      at += duration;
    }
    spans.push({ id: parent, name: "caller", start: 1000 + 100 * call, duration: at - 1000 - 100 * call });
  }
  return spans;
}

const half = CALLS * NAMES.length;
const source = fromSpans("colors", makeSpans, {
  runs: [
    [1, half],
    [half + 1, 2 * half],
  ],
});
test.use({ source });

/** The colours of all filled swatches, by the name beside them. */
async function readColors(page: Page, within = "body"): Promise<Record<string, string>> {
  const found = await page.locator(within).evaluate((part, names) => {
    const inside = (place: Element | null) => names.filter((name) => place?.textContent?.includes(name));
    return [...part.querySelectorAll("[class*=swatch]")].flatMap((swatch) => {
      const color = getComputedStyle(swatch).backgroundColor;
      let place = swatch.parentElement;
      for (let up = 0; up < 2 && inside(place).length === 0; up++) place = place?.parentElement ?? null;
      const [name, ...others] = inside(place);
      const isFilled = color !== "rgba(0, 0, 0, 0)";
      return name !== undefined && others.length === 0 && isFilled ? [[name, color] as const] : [];
    });
  }, NAMES);
  const colors = Object.fromEntries(found);
  for (const [name, color] of found) expect(color, `all of ${name}`).toBe(colors[name]);
  return colors;
}

const VIEWS = [
  "/?sort=name",
  "/?name=quartz&name=obsidian",
  "/?tag=kind%3Deven&from=10&sort=-p50",
  "/?run=all",
  "/explore?color=name",
  "/explore?name=flint&sort=duration",
  "/compare",
  `/span/${2 * half}`,
  "/query?sql=SELECT+name,+start,+duration+FROM+spans+ORDER+BY+id+DESC+LIMIT+30",
  "/query?sql=SELECT+id,+name+AS+what,+1+AS+other+FROM+spans+ORDER+BY+id+DESC+LIMIT+30",
];

test("a name has its colour in every view, whatever is sorted, filtered or chosen", async ({ page }) => {
  await page.goto("/");
  const table = page.getByRole("table", { name: "Span names" });
  await expect(table.getByRole("img")).toHaveCount(2 * NAMES.length);
  const colors = await readColors(page);
  expect(Object.keys(colors).sort()).toEqual([...NAMES].sort());
  const grey = colors.caller;
  expect(NAMES.filter((name) => colors[name] !== grey)).toEqual(COLORED);
  expect(new Set(Object.values(colors)).size).toBe(8);
  for (const path of VIEWS) {
    await page.goto(path);
    await expect.poll(async () => Object.keys(await readColors(page, "main")).length, path).toBeGreaterThan(0);
    await expect(page.locator("[data-skeleton], [aria-label=Plot]:not([data-ready])"), path).toHaveCount(0);
    expect(colors, path).toMatchObject(await readColors(page));
  }
  await page.getByRole("button", { name: "Go to a name, tag or command" }).click();
  await page.getByRole("combobox", { name: "Go to a name, tag or command" }).fill("obs");
  await expect(page.getByRole("option", { name: /^obsidian/ })).toBeVisible();
  expect(colors).toMatchObject(await readColors(page, "[role=dialog]"));
  await page.goto("/");
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await readColors(page);
  expect(NAMES.filter((name) => dark[name] !== dark.caller)).toEqual(COLORED);
});
