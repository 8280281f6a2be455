/** A proxy may serve the dashboard under any path, so URLs that the browser resolves itself have no leading slash. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL(".", import.meta.url));
const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(tsx?|css)$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => [file, readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/ .*/g, "")] as const);

/** Each of these would resolve against something other than the dashboard. */
test.each([
  ["a query", /["'`]\/api\//],
  ["a data endpoint or a download", /["'`]\/(export\?|(overview|explore|compare|query)\.|span\/[^"'`]*\.json)/],
  ["a plain link, a form or a picture", /<(a|form|img|link|script|iframe)\b[^>]*\b(href|src|action)=["'{`]+\//],
  ["a file in a style", /url\(["']?\//],
  ["a place in the history", /(push|replace)State\(\w+, "", ["'`]\//],
  ["a place to go", /(location\.(assign|replace)|window\.open)\(["'`]\//],
  // Relative to the base URL, these would resolve against the dashboard's root, not the page.
  ["a place in the history by its query or its anchor", /(push|replace)State\(\w+, "", (\w+ \? )?["'`][?#]/],
  ["a link within the page", /href=["'{`]+#/],
  ["a cookie for the whole host", /path=\/[^$]/],
])("%s counts from where the dashboard is", (_, pattern) => {
  expect(sources.length).toBeGreaterThan(100);
  const shipped = sources.filter(([file]) => !/^dev[\\/]/.test(file));
  expect(shipped.filter(([, text]) => pattern.test(text)).map(([file]) => file)).toEqual([]);
});
