/** Contrast of text and symbols in both themes: WCAG's ratios, computed from the tokens. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

type Theme = Readonly<Record<string, string>>;

const sheets = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".css"))
  .map((name) => [name, readFileSync(join(import.meta.dirname, name), "utf8")] as const);
const tokens = sheets.find(([name]) => name === "tokens.css")?.[1] ?? "";

/** @param side 0 for light, 1 for dark: tokens are of the form `light-dark(#ffffff, #14171a)` */
function readTheme(side: 0 | 1): Theme {
  const pairs = tokens.matchAll(/--([\w-]+): light-dark\(([^,;]+), ([^;]+)\);/g);
  return Object.fromEntries([...pairs].map(([, name = "", ...colors]) => [name, colors[side] ?? ""]));
}

const light = readTheme(0);
const dark = readTheme(1);

function luminanceOf(color: string | undefined): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color?.slice(at, at + 2) ?? "", 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** The pairs below this ratio, including NaN from a missing token. */
function findWeak(theme: Theme, signs: readonly string[], surfaces: readonly string[], ratio: number): string[] {
  return signs.flatMap((sign) =>
    surfaces
      .map((on) => [on, contrastOf(luminanceOf(theme[sign]), luminanceOf(theme[on]))] as const)
      .filter(([, contrast]) => !(contrast >= ratio))
      .map(([on, contrast]) => `${sign} on ${on}: ${contrast.toFixed(2)}`),
  );
}

const CODE = ["keyword", "string", "number", "function", "comment"].map((part) => `code-${part}`);
const TEXTS = ["ink", "ink2", "ink3", "accent", "slow", "faster", "slower", ...CODE];
const SURFACES = ["bg", "sunk", "raise", "hover", "wash", "slow-wash"];
const CATEGORIES = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `c${n}`);
const STEPS = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => `seq${n}`);

describe.each([
  ["light", light],
  ["dark", dark],
])("%s", (_, theme) => {
  test("every text can be read on every surface", () => {
    expect(findWeak(theme, TEXTS, SURFACES, 4.5)).toEqual([]);
    expect(findWeak(theme, ["on-accent"], ["accent"], 4.5)).toEqual([]);
    for (const category of CATEGORIES) expect(findWeak(theme, [`on-${category}`], [category], 4.5)).toEqual([]);
  });

  test("edges of controls and marks of charts stand out", () => {
    expect(findWeak(theme, ["edge"], ["bg", "sunk"], 3)).toEqual([]);
    expect(findWeak(theme, CATEGORIES, ["bg"], 3)).toEqual([]);
  });

  test("each step of density is farther from the surface than the one before", () => {
    const distances = STEPS.map((step) => contrastOf(luminanceOf(theme[step]), luminanceOf(theme.bg)));
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(new Set(distances).size).toBe(STEPS.length);
  });
});

test("every token has a colour for both themes, and a choice goes before the system's", () => {
  const written = [...tokens.matchAll(/--([\w-]+):/g)].map(([, name]) => name);
  expect(written.filter((name) => name !== "shade").sort()).toEqual(Object.keys(dark).sort());
  const schemes = [...tokens.matchAll(/(:root\S*) \{\s+color-scheme: ([\w ]+);/g)].map(([, ...rule]) => rule);
  expect(schemes).toEqual([
    [":root", "light dark"],
    [':root[data-theme="light"]', "light"],
    [':root[data-theme="dark"]', "dark"],
  ]);
});

test("the style sheets write text in no other colour", () => {
  // Data colours are set by the script that draws them.
  const known = new Set([...TEXTS, "on-accent", "c", "on"]);
  const others = sheets.flatMap(([name, css]) =>
    [...css.matchAll(/[;{\s]color: var\(--([\w-]+)/g)]
      .map(([, token = ""]) => token)
      .filter((token) => !known.has(token))
      .map((token) => `${name}: ${token}`),
  );
  expect(others).toEqual([]);
});
