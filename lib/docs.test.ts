/** The tables of docs/endings.md are those of the tests. `UPDATE_DOCS=1 npm run check` writes them anew. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ALONE, ENDINGS, type Kept, OTHER_ENDINGS } from "./fixtures/endings-table.ts";

const page = fileURLToPath(new URL("../docs/endings.md", import.meta.url));

function describeKept({ late, unfinished, failed }: Kept): string {
  if (late !== "all") return "all but the last moments";
  if (unfinished) return "all; what still ran is `Unfinished`";
  return failed ? "all, and the error" : "all";
}

/** As the formatter of Markdown would have it: no wider than need be. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const endings = table(
  [
    "how the program ends",
    "exit code or signal",
    "with few spans, on its own thread",
    "under load, by the writing thread",
  ],
  ENDINGS.map(([ending, status, kept]) => [ending, String(status), describeKept(kept), describeKept(kept)]),
);
const alone = table(
  ["how the program ends", "exit code or signal", "what is in the file"],
  ALONE.map(([ending, status, { unfinished, failed }]) => [
    ending,
    String(status),
    unfinished ? "what still ran, as `Unfinished`" : failed ? "the span, and the error" : "all",
  ]),
);
const others = table(
  ["how it ends", "with few spans", "under load", "held by"],
  OTHER_ENDINGS.map(({ how, few, load, heldBy }) => [how, few, load, Object.keys(heldBy).join(", ")]),
);

/** Puts a table between the two comments that carry its name. */
function fill(text: string, name: string, content: string): string {
  const [before = "", rest = ""] = text.split(`<!-- ${name} -->\n`);
  const after = rest.slice(rest.indexOf(`<!-- end of ${name} -->`));
  return `${before}<!-- ${name} -->\n\n${content}\n\n${after}`;
}

test("the page of endings is what its tests hold", () => {
  const written = readFileSync(page, "utf8");
  const made = [
    ["endings", endings],
    ["endings alone", alone],
    ["other endings", others],
  ].reduce((text, [name = "", content = ""]) => fill(text, name, content), written);
  if (process.env.UPDATE_DOCS) writeFileSync(page, made);
  expect(readFileSync(page, "utf8")).toBe(made);
});

test.each(OTHER_ENDINGS)("there are tests of $how", ({ heldBy }) => {
  for (const [file, names] of Object.entries(heldBy)) {
    const source = readFileSync(new URL(file, import.meta.url), "utf8");
    for (const name of names) expect(source).toContain(`"${name}"`);
  }
});
