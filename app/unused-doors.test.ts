/** Vulnerable parts of Next are not used here: no request can reach them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const sources = readdirSync(join(root, "app"), { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => [file, readFileSync(join(root, "app", file), "utf8")] as const);

test.each([
  ["a server action", /["']use server["']/],
  ["markup as a text", /dangerouslySetInnerHTML|\.innerHTML\s*=|insertAdjacentHTML|document\.write/],
  ["code as a text", /\beval\(|new Function\(/],
  ["Next's image optimizer", /next\/image/],
  ["a script, font or picture from elsewhere", /next\/(script|font)|(src|href)=["'{`]+https?:/],
])("no file has %s", (_, pattern) => {
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter(([, text]) => pattern.test(text)).map(([file]) => file)).toEqual([]);
});

test("nothing runs before the pages, and nothing turns requests elsewhere", () => {
  for (const name of ["middleware", "proxy", "instrumentation"])
    for (const folder of [".", "app", "src"])
      for (const ending of ["ts", "js", "mjs"]) expect(existsSync(join(root, folder, `${name}.${ending}`))).toBe(false);
  const config = readFileSync(join(root, "next.config.mjs"), "utf8");
  expect(config).toMatch(/images: \{ unoptimized: true \}/);
  expect(config).toMatch(/poweredByHeader: false/);
  expect(config).not.toMatch(/redirects|headers|i18n|serverActions/);
  expect([...config.matchAll(/source: "(.*?)", destination: "(.*?)"/g)].map(([, from, to]) => [from, to])).toEqual([
    ["/span/:id(\\\\d+).json", "/span/:id/json"],
  ]);
});
