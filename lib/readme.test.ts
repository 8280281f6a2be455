/** Runs the README's code as written: with the package by its name, in a folder of its own. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { transformSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDriver } from "./store/driver.ts";

const root = resolve(import.meta.dirname, "..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const blocks = [...readme.matchAll(/(<!-- output of the block above -->\n)?```(\w+)\n([\s\S]*?)```/g)].map(
  ([, output, language = "", text = ""]) => ({ isOutput: output !== undefined, language, text }),
);

let folder = "";
let database = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "spantom-readme-"));
  database = join(folder, "readme.db");
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/spantom"));
  symlinkSync(join(root, "node_modules/better-sqlite3"), join(folder, "node_modules/better-sqlite3"));
  for (let i = 0; i < 12; i++) writeFileSync(join(folder, `file-${i}.js`), `// ${"x".repeat(i * 100)}`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(code: string, language: string): string {
  const script = join(folder, "compress.mjs");
  // Decorators and `using` need a compiler, as the README says.
  writeFileSync(
    script,
    language === "ts" ? transformSync(code, { loader: "ts", target: "node20", keepNames: true }).code : code,
  );
  const files = Array.from({ length: 12 }, (_, i) => `file-${i}.js`);
  const env = { ...process.env, SPANTOM_DB: database };
  return execFileSync(process.execPath, [script, ...files], { cwd: folder, env, encoding: "utf8" });
}

/** Two outputs are the same except for the path and measured numbers. */
function normalise(output: string): string {
  return output
    .replace(/^\$.*\n/m, "")
    .replace(/'\/[^']*\.db'/, "PATH")
    .replace(/\d+\.\d+/g, "MEASURED");
}

describe("the README's code", () => {
  blocks.forEach(({ language, text, isOutput }, index) => {
    if (isOutput || (language !== "js" && language !== "ts")) return;
    it(`block ${index} runs: ${text.trim().split("\n").at(-1)}`, () => {
      const output = run(text, language);
      const next = blocks[index + 1];
      if (next?.isOutput) expect(normalise(output)).toBe(normalise(next.text));
    });
  });

  it("traces what its library section says", () => {
    const db = new (loadDriver())(database, { readonly: true });
    const names = db.prepare("SELECT name FROM spans GROUP BY name ORDER BY min(id)").pluck().all();
    const served = db
      .prepare(
        "SELECT key, value FROM span_links JOIN span_tags ON span_tags.span_id = parent_id ORDER BY span_tags.id",
      )
      .raw()
      .all();
    db.close();
    expect(names).toEqual(["compress", "load", "parse", "run", "step", "answer", "request"]);
    expect(served).toEqual([
      ["method", "GET"],
      ["path", "/greeting"],
      ["status", "200"],
    ]);
  });

  it("asks SQL that runs, in its pandas and command line sections", () => {
    const queries = [...readme.matchAll(/"(SELECT [^"…]*)"/g)].map(([, sql = ""]) => sql);
    expect(queries.length).toBeGreaterThanOrEqual(3);
    const db = new (loadDriver())(database, { readonly: true });
    for (const sql of queries) expect(db.prepare(sql).all(), sql).not.toHaveLength(0);
    db.close();
  });

  it("names every export", () => {
    const code = "JSON.stringify(Object.keys(require('./dist/lib/index.cjs')))";
    const exported = JSON.parse(execFileSync(process.execPath, ["-p", code], { cwd: root, encoding: "utf8" }));
    expect(exported.sort()).toEqual(["DEFAULT_DB", "SP", "SpantomSession"]);
    for (const name of exported) expect(readme, name).toContain(name);
  });

  it("has every environment variable that a user may set in its table, with its default and its meaning", () => {
    const rows = [...readme.matchAll(/^\| `(SPANTOM_\w+)` +\| (.+?) +\| (.+?) +\|$/gm)];
    expect(rows.map(([, name]) => name).sort()).toEqual(readVariables().filter((name) => !PRIVATE.has(name)));
    expect([...PRIVATE].filter((name) => !readVariables().includes(name))).toEqual([]);
  });
});

/** Passed between our own processes: the run, the file to compare with, where better-sqlite3 was found. */
const PRIVATE = new Set(["SPANTOM_RUN", "SPANTOM_COMPARE", "SPANTOM_DRIVER"]);

/** Names of environment variables in everything that is published. */
function readVariables(): string[] {
  const found = ["lib", "cli", "app"].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
      .map((name) => join(room, name))
      .filter(
        (path) => /\.(tsx?|mjs)$/.test(path) && !/\.test\.|\bfixtures\b|\bnode_modules\b|^cli\/build\b/.test(path),
      )
      .flatMap((path) => readFileSync(join(root, path), "utf8").match(/\bSPANTOM_[A-Z]+(_[A-Z]+)*\b/g) ?? []),
  );
  return [...new Set(found)].sort();
}
