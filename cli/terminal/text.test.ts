/** Terminals obey control characters, so traced text must not reach them unescaped. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeDatabase } from "../../lib/fixtures/fixture-database.ts";
import { PAYLOADS } from "../../lib/fixtures/payloads.ts";
import { type BuiltCli, copyCli } from "../fixtures/built-cli.ts";
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
  writeFileSync(db, makeDatabase(spans).serialize());
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
    expect(printed.match(/[^\P{Cc}\n]|[\u061c\u200b-\u200c\u200e\u2028-\u202e\u2060-\u2069]/gu)).toBeNull();
    for (const text of texts) expect(printed).toContain(printable(text));
  },
);

test.each([40, 80, 120])(
  "names of any length leave tables readable in %i columns, and whole in a pipe",
  async (room) => {
    const long = (end: string) => `begin-${"x".repeat(900)}-${end}`;
    const file = join(cli.folder, "long.db");
    const spans = [...Array(60).keys()].map((i) => ({
      id: i + 1,
      name: i < 40 ? long("name") : "short",
      start: 1_000 + i,
      duration: i < 4 ? 1 : 0.01,
      tags: { [long("key")]: i < 4 ? long("value") : "usual" },
    }));
    writeFileSync(file, makeDatabase(spans).serialize());
    const run = async (args: string[], env: Record<string, string>) =>
      (await cli.run([...args, "--db-path", file], { env })).stdout;
    const commands = [["summary"], ["why", long("name")], ["query", "SELECT name, count(*) FROM spans GROUP BY 1"]];
    for (const args of commands) {
      const fitted = await run(args, { COLUMNS: String(room) });
      // The file's path is not shortened, as it is meant to be copied.
      const lines = fitted.split("\n").filter((line) => !line.includes(file));
      expect(lines.filter((line) => line.length > Math.max(80, room))).toEqual([]);
      expect(fitted).toMatch(/begin-x*…x*-(name|key)/);
      const whole = await run(args, {});
      if (args[0] !== "query") expect(whole).toContain(long("name"));
    }
    const doctor = await run(["doctor"], { COLUMNS: String(room), NODE_OPTIONS: `--title=${long("title")}` });
    expect(doctor.split("\n").filter((line) => line.length > room && line.startsWith("  NODE_OPTIONS"))).toEqual([]);
  },
);
