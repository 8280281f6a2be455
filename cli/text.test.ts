/** Terminals obey control characters: what programs wrote must not reach them as such. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeFile } from "../lib/fixtures/made-file.ts";
import { PAYLOADS } from "../lib/fixtures/payloads.ts";
import { type BuiltCli, copyCli } from "./fixtures/built-cli.ts";
import { printable } from "./print.ts";

const TEXTS = PAYLOADS.map((text) => text.toWellFormed());
const ALL = TEXTS.filter((text) => !text.includes("\0")).join(" ");

let cli: BuiltCli;
let db: string;
beforeAll(() => {
  cli = copyCli();
  db = join(cli.folder, "\u001b[31m \u202e texts.db");
  const spans = TEXTS.flatMap((name, i) =>
    [...Array(30).keys()].map((call) => ({
      id: 1 + i * 30 + call,
      name,
      start: 1_000 + call,
      duration: call < 2 ? 1 : 0.01,
      tags: { [name]: call < 2 ? name : "usual" },
    })),
  );
  writeFileSync(db, makeFile(spans).serialize());
});
afterAll(() => cli.remove());

const LONG = TEXTS.at(-1) as string;

test.each([
  ["summary", ["summary"], TEXTS],
  ["why", ["why", TEXTS.find((text) => text.startsWith("\u001b")) ?? ""], []],
  ["query", ["query", "SELECT name FROM spans GROUP BY 1"], TEXTS.filter((text) => text !== LONG)],
  ["a wrong query", ["query", `SELECT "${ALL.replaceAll('"', '""')}" FROM spans`], []],
  ["a name that is not there", ["why", `no ${ALL}`], []],
  ["a file that is not there", ["summary", "--db-path", `/nowhere/${ALL}`], []],
] satisfies [string, string[], string[]][])(
  "%s prints no control characters, and every text",
  async (_, args, texts) => {
    const { stdout, stderr } = await cli.run(args.includes("--db-path") ? args : [...args, "--db-path", db]);
    const printed = stdout + stderr;
    expect(printed).not.toBe("");
    expect(printed.match(/[^\P{Cc}\n]|[\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu)).toBeNull();
    for (const text of texts) expect(printed).toContain(printable(text));
  },
);
