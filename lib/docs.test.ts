/**
 * The tables of docs/endings.md are those of the tests (`UPDATE_DOCS=1 npm run check` regenerates them), and the
 * examples in the public docstrings run.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALONE, ENDINGS, type Kept, OTHER_ENDINGS } from "./fixtures/endings-table.ts";
import { createProject, type Project } from "./fixtures/project.ts";
import { readRecorded } from "./fixtures/recorded.ts";

const page = fileURLToPath(new URL("../docs/endings.md", import.meta.url));

function describeKept({ late, unfinished, failed }: Kept): string {
  if (late !== "all") return "all but the last moments";
  if (unfinished) return "all; what still ran is `Unfinished`";
  return failed ? "all, and the error" : "all";
}

/** As a Markdown formatter would write it: no wider than necessary. */
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

/** Puts a table between the two comments that contain its name. */
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

/** The docstrings of the public surface, each with the line that follows it. */
const docstrings = ["api.ts", "index.ts"].flatMap((file) => {
  const source = readFileSync(new URL(file, import.meta.url), "utf8");
  return [...source.matchAll(/\/\*\*((?:(?!\*\/).)*)\*\/\n\s*([^\n]*)/gs)].map(([, text = "", declared = ""]) => ({
    declared,
    example: /```ts\n(.*?)```/s.exec(text.replace(/^ *\* ?/gm, ""))?.[1],
  }));
});
const examples = docstrings.flatMap(({ declared, example }) => {
  if (example === undefined) return [];
  const imported = example.includes('from "spantom"') ? "" : 'import { SP } from "spantom";\n';
  return [{ declared, code: `${imported}${example}` }];
});

describe("the examples in the docstrings", () => {
  let project: Project;
  beforeAll(() => {
    project = createProject(["@types/node", "typescript"]);
    project.write("package.json", '{ "type": "module" }');
    mkdirSync(project.at("typed"));
  });
  afterAll(() => project.remove());

  test.each(examples)("runs, says nothing, and leaves a sound file: $declared", async ({ code, declared }) => {
    const file = project.at(`${examples.findIndex((each) => each.declared === declared)}.db`);
    // Decorators and `using` need a compiler.
    project.write("example.mjs", transformSync(code, { loader: "ts", target: "node20", keepNames: true }).code);
    const ended = await project.run("example.mjs", [], { env: { SPANTOM_DB: file } });
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(readRecorded(file).faults).toEqual([]);
  });

  test("have the types that they show", () => {
    for (const [index, { code }] of examples.entries()) project.write(`typed/${index}.ts`, code);
    const flags = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,esnext.disposable"];
    const modules = ["--module", "nodenext", "--moduleResolution", "nodenext", "--types", "node"];
    const files = examples.map((_, index) => `typed/${index}.ts`);
    const tsc = [project.at("node_modules/typescript/bin/tsc"), ...flags, ...modules, ...files];
    const checked = spawnSync(process.execPath, tsc, { cwd: project.folder, encoding: "utf8" });
    expect(checked.stdout).toBe("");
    expect(checked.status).toBe(0);
  });

  test("are there for every verb", () => {
    const shown = examples.map(({ declared }) => declared).join("\n");
    for (const verb of [
      "tag",
      "fail",
      "run",
      "enter",
      "begin",
      "init",
      "outside",
      "write",
      "summary",
      "clear",
      "flush",
    ])
      expect(shown, verb).toMatch(new RegExp(`^${verb}[<(]`, "m"));
    for (const name of ["<T>(name: string, fn", "(name?: string", "close(", "readonly conn", "SpantomSession", "SP:"])
      expect(shown, name).toContain(name);
  });
});
