/** Exports of real files by the real process, read back by Python's own csv and json. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { built } from "../fixtures/built.ts";
import { createTracedFile } from "../fixtures/traced-file.ts";
import { DEFAULT_SCOPE, type Scope } from "../model/scope.ts";
import { startExport } from "./export-process.ts";
import type { ExportFormat } from "./formats.ts";

const ALL: Scope = { ...DEFAULT_SCOPE, run: "all" };
const pythonWritten = fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url));

let child: string;
let folder: string;
beforeAll(() => {
  child = built("dist/lib/export-child.js");
  folder = mkdtempSync(join(tmpdir(), "spantom-export-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function exported(path: string, format: ExportFormat, scope: Partial<Scope> = {}): Promise<string> {
  const exporting = startExport(child, { path, format, scope: { ...ALL, ...scope } });
  const all = await text(exporting.stream);
  expect(await exporting.ended).toMatchObject({ ok: true });
  return all;
}

async function failing(ask: Parameters<typeof startExport>[1]) {
  const { stream, begun, ended } = startExport(child, ask);
  stream.on("error", () => undefined);
  expect(await begun).toMatchObject({ ok: false });
  return ended;
}

interface Line {
  readonly id: number;
  readonly name: string;
  readonly start: number;
  readonly duration: number;
  readonly tags: Record<string, string | string[]>;
  readonly parent?: number;
  readonly error?: { type: string; message: string };
}

const linesOf = (jsonl: string): Line[] =>
  jsonl
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

function python(script: string, input: string): unknown {
  const { stdout, stderr } = spawnSync("python3", ["-c", script], { input, encoding: "utf8", maxBuffer: 1e9 });
  if (stderr) throw new Error(stderr);
  return JSON.parse(stdout);
}

const readCsv = (csv: string) =>
  python(
    "import csv, io, json, sys\nraw = sys.stdin.buffer.read().decode()\nprint(json.dumps(list(csv.DictReader(io.StringIO(raw, newline='')))))",
    csv,
  ) as Record<string, string>[];

/** The content of a file, read by the simplest queries. */
function readAll(path: string): Line[] {
  const db = new Database(path, { readonly: true });
  const spans = db.prepare("SELECT id, name, start, duration FROM spans ORDER BY id").all() as Omit<Line, "tags">[];
  const tags = db.prepare("SELECT span_id, key, value FROM span_tags ORDER BY id").raw().all() as [
    number,
    string,
    string,
  ][];
  db.close();
  const own = new Map<number, Record<string, string>>();
  for (const [id, key, value] of tags) own.set(id, { ...own.get(id), [key]: value });
  return spans.map((span) => ({ ...span, tags: own.get(span.id) ?? {} }));
}

describe("a file that Python wrote", () => {
  test("jsonl has every span, every tag, and no digit less", async () => {
    expect(linesOf(await exported(pythonWritten, "jsonl"))).toEqual(readAll(pythonWritten));
  });

  test("csv has the same, tags as columns, as Python reads it", async () => {
    const rows = readCsv(await exported(pythonWritten, "csv"));
    const wanted = readAll(pythonWritten);
    expect(rows.length).toBe(wanted.length);
    for (const [index, { id, name, start, duration, tags }] of wanted.entries()) {
      const { id: rowId, name: rowName, start: rowStart, duration: rowDuration, ...rest } = rows[index] ?? {};
      expect([Number(rowId), rowName, Number(rowStart), Number(rowDuration)]).toEqual([id, name, start, duration]);
      const filled = Object.entries(rest).filter(([, value]) => value !== "");
      const unguarded = filled.map(([key, value]) => [key, value === "'-" ? "-" : value]);
      expect(Object.fromEntries(unguarded)).toEqual(tags);
    }
  });

  test("folded has a line for each path, and all time that was traced", async () => {
    const lines = (await exported(pythonWritten, "folded")).trimEnd().split("\n");
    expect(lines.map((line) => line.replace(/ \d+$/, "")).sort()).toEqual([
      "file",
      "file;compile",
      "file;parse",
      "file;read",
      "file;tokenize",
    ]);
    const files = readAll(pythonWritten).filter(({ name }) => name === "file");
    const traced = files.reduce((sum, { duration }) => sum + duration, 0);
    const sum = lines.reduce((all, line) => all + Number(line.split(" ").at(-1)), 0);
    expect(sum / 1e6).toBeCloseTo(traced, 5);
    expect(await exported(pythonWritten, "folded", { names: ["parse"], window: 10 })).toMatch(/^file;parse \d+\n$/);
  });

  test("the scope picks spans", async () => {
    const names = new Set(
      linesOf(await exported(pythonWritten, "jsonl", { names: ["parse"] })).map(({ name }) => name),
    );
    expect([...names]).toEqual(["parse"]);
  });
});

describe("tags in any order", () => {
  /** A copy whose tag table another tool has reordered. */
  function shuffled(): string {
    const path = join(folder, "shuffled.db");
    copyFileSync(pythonWritten, path);
    const db = new Database(path);
    db.exec("CREATE TABLE kept AS SELECT * FROM span_tags; DELETE FROM span_tags");
    // Ordered at almost every row that a few probes would hit.
    db.exec(
      "INSERT INTO span_tags (span_id, key, value) SELECT span_id, key, value FROM kept ORDER BY id % 97 = 5, id",
    );
    db.exec("DROP TABLE kept");
    db.close();
    return path;
  }

  test.each(["jsonl", "csv", "chrome"] as const)("%s misses none", async (format) => {
    const path = shuffled();
    const sortTags = (line: Line) => ({ ...line, tags: Object.entries(line.tags).sort() });
    if (format === "jsonl") {
      expect(linesOf(await exported(path, format)).map(sortTags)).toEqual(readAll(pythonWritten).map(sortTags));
    } else expect((await exported(path, format)).length).toBe((await exported(pythonWritten, format)).length);
  });
});

describe("hostile texts", () => {
  const HOSTILE = [
    "=1+1",
    "-2",
    "-1.50",
    "-2+cmd|' /C calc'!A0",
    "@SUM(1)",
    'a,b;"c"\r\nd\ne',
    "nul\0nul",
    "lone \ud800 surrogate",
    "\u2028😀</script>",
    "",
    " ",
  ];

  /** As UTF-8, with a lone surrogate as three invalid bytes, which drivers decode differently by version. */
  const bytes = (value: string) =>
    Buffer.concat(value.split(/(\ud800)/).map((part) => Buffer.from(part === "\ud800" ? [0xed, 0xa0, 0x80] : part)));

  function hostileFile(): string {
    const path = join(folder, "hostile.db");
    rmSync(path, { force: true });
    copyFileSync(pythonWritten, path);
    const db = new Database(path);
    db.exec("DELETE FROM span_tags; DELETE FROM spans");
    const span = db.prepare("INSERT INTO spans (id, name, start, duration) VALUES (?, CAST(? AS TEXT), 1.5, 0.25)");
    const tag = db.prepare("INSERT INTO span_tags (span_id, key, value) VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT))");
    for (const [index, value] of HOSTILE.entries()) {
      span.run(index + 1, bytes(value));
      for (const key of ["id", "__proto__", value]) tag.run(index + 1, bytes(key), bytes(value));
    }
    db.close();
    return path;
  }

  test("jsonl keeps them, also as keys", async () => {
    const lines = (await exported(hostileFile(), "jsonl")).trimEnd().split("\n");
    const whole = python(
      "import json, sys\nprint(json.dumps([json.loads(line) for line in sys.stdin]))",
      lines.join("\n"),
    );
    for (const [index, line] of (whole as Line[]).entries()) {
      const value = HOSTILE[index]?.replace("\ud800", "\ufffd\ufffd\ufffd") ?? "";
      expect(line.name).toBe(value);
      expect(Object.entries(line.tags)).toContainEqual(["__proto__", value]);
      expect(Object.entries(line.tags)).toContainEqual([value, value]);
    }
  });

  test("csv keeps them, with a quote before what a spreadsheet would run", async () => {
    const csv = await exported(hostileFile(), "csv");
    const rows = readCsv(csv.replaceAll("\0", "␀"));
    const values = rows.map((row) => row["tag id"]);
    const safe = HOSTILE.map((value) => value.replace("\ud800", "\ufffd\ufffd\ufffd").replace("\0", "␀"));
    expect(values).toEqual(safe.map((value) => (/^[=@]|^-2\+/.test(value) ? `'${value}` : value)));
    expect(csv.split("\r\n")[0]).toContain("'=1+1");
  });

  test("a key that was written twice keeps both values", async () => {
    const path = hostileFile();
    const db = new Database(path);
    db.exec("INSERT INTO span_tags (span_id, key, value) VALUES (10, 'k', 'a'), (10, 'k', 'b')");
    db.close();
    expect(linesOf(await exported(path, "jsonl"))[9]?.tags.k).toEqual(["a", "b"]);
    expect(readCsv(await exported(path, "csv"))[9]?.k).toBe("a\nb");
  });
});

interface Event {
  readonly ph: string;
  readonly name: string;
  readonly ts: number;
  readonly dur: number;
  readonly pid: number;
  readonly tid: number;
  readonly args: Record<string, string>;
}

describe("a file of our own", () => {
  async function traced(): Promise<{ path: string; remove(): void }> {
    const file = createTracedFile();
    const { SP } = file;
    await Promise.all(
      [1, 2, 3].map((job) =>
        SP.span("job", { job }, async () => {
          await new Promise((resolve) => setImmediate(resolve));
          SP.span("step", { bytes: job * 10 }, () => undefined);
        }),
      ),
    );
    expect(() =>
      SP.span("broken", () => {
        throw new RangeError("no");
      }),
    ).toThrow("no");
    SP.flush();
    return file;
  }

  test("parents and errors are told", async () => {
    const { path, remove } = await traced();
    const lines = linesOf(await exported(path, "jsonl"));
    const jobs = lines.filter(({ name }) => name === "job").map(({ id }) => id);
    expect(lines.filter(({ name }) => name === "step").map(({ parent }) => parent)).toEqual(
      expect.arrayContaining(jobs),
    );
    expect(lines.find(({ name }) => name === "broken")?.error).toMatchObject({ type: "RangeError", message: "no" });
    const [row] = readCsv(await exported(path, "csv", { names: ["broken"] }));
    expect(row).toMatchObject({ error_type: "RangeError", error_message: "no", parent: "" });
    remove();
  });

  test("chrome: a process for the run, and calls at the same time in lanes of their own", async () => {
    const { path, remove } = await traced();
    const { traceEvents } = JSON.parse(await exported(path, "chrome")) as { traceEvents: Event[] };
    remove();
    const spans = traceEvents.filter(({ ph }) => ph === "X");
    expect(spans.length).toBe(7);
    const jobs = spans.filter(({ name }) => name === "job");
    expect(new Set(jobs.map(({ tid }) => tid)).size).toBe(3);
    for (const job of jobs) {
      const step = spans.find(({ args }) => args.parent_id === job.args.span_id) as Event;
      expect([step.pid, step.tid, step.name]).toEqual([job.pid, job.tid, "step"]);
      expect(step.ts).toBeGreaterThanOrEqual(job.ts);
      expect(step.ts + step.dur).toBeLessThanOrEqual(job.ts + job.dur + 1e-6);
      expect(step.args.bytes).toBe(String(Number(job.args.job) * 10));
    }
    expect(traceEvents.filter(({ name }) => name === "process_name").length).toBe(1);
  });

  test("a tag picks spans with what they inherit", async () => {
    const { path, remove } = await traced();
    const tags = [{ key: "job", operator: "=" as const, value: "2" }];
    const lines = linesOf(await exported(path, "jsonl", { tags }));
    expect(lines.map(({ name }) => name).sort()).toEqual(["job", "step"]);
    remove();
  });

  test("errors pick spans", async () => {
    const { path, remove } = await traced();
    const names = async (error: string) => linesOf(await exported(path, "jsonl", { error })).map(({ name }) => name);
    expect(await names("any")).toEqual(["broken"]);
    expect(await names("RangeError")).toEqual(["broken"]);
    expect((await names("none")).sort()).toEqual(["job", "job", "job", "step", "step", "step"]);
    expect(await exported(path, "jsonl", { error: "TypeError" })).toBe("");
    remove();
  });
});

describe("what cannot be exported", () => {
  test("says why before it begins", async () => {
    writeFileSync(join(folder, "notes.txt"), "words ".repeat(200));
    const ask = (name: string) => failing({ path: join(folder, name), format: "csv", scope: ALL });
    expect(await ask("missing.db")).toMatchObject({
      code: "DATABASE",
      message: expect.stringContaining("no such file"),
    });
    expect(await ask("notes.txt")).toMatchObject({ message: expect.stringContaining("not a SQLite file") });
    const scope = { ...ALL, run: "nosuch" };
    expect(await failing({ path: pythonWritten, format: "csv", scope })).toMatchObject({ code: "NO_RUN" });
  });

  test("typed SQL that is wrong, or writes", async () => {
    const ask = (sql: string) => failing({ path: pythonWritten, format: "csv", sql });
    expect(await ask("SELECT nosuch FROM spans")).toMatchObject({
      message: "no such column: nosuch (line 1, column 8).",
    });
    for (const sql of [
      "DELETE FROM spans",
      "WITH x AS (SELECT 1) DELETE FROM spans",
      "PRAGMA locking_mode = EXCLUSIVE",
    ]) {
      expect(await ask(sql)).toMatchObject({ code: "SQL_NOT_READ" });
    }
  });
});

describe("typed SQL", () => {
  test("gives all rows, however many", async () => {
    const sql =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 50000) SELECT i, '=' || i AS t FROM n";
    const csv = await text(startExport(child, { path: pythonWritten, format: "csv", sql }).stream);
    expect(csv.split("\r\n").slice(-2)).toEqual(["50000,'=50000", ""]);
    const json = await text(startExport(child, { path: pythonWritten, format: "json", sql }).stream);
    expect((JSON.parse(json) as unknown[]).length).toBe(50_000);
    const none = startExport(child, { path: pythonWritten, format: "json", sql: "SELECT 1 WHERE 0" });
    expect(JSON.parse(await text(none.stream))).toEqual([]);
  });

  test("what JSON has no word for is text, and columns may be called anything", async () => {
    const sql = `SELECT 9223372036854775807 AS "__proto__", 1e999 AS constructor, CAST(x'eda080' AS TEXT) AS half,
      '</script>' AS "</script>", -2 AS two, 1 AS two`;
    const json = await text(startExport(child, { path: pythonWritten, format: "json", sql }).stream);
    expect(Object.entries((JSON.parse(json) as object[])[0] ?? {})).toEqual([
      ["__proto__", "9223372036854775807"],
      ["constructor", "Infinity"],
      ["half", "\ufffd\ufffd\ufffd"],
      ["</script>", "</script>"],
      ["two", -2],
      ["two_2", 1],
    ]);
  });

  test("that fails in the middle breaks off, and does not look whole", async () => {
    const sql =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 90000) SELECT i, CASE i WHEN 80000 THEN json('no') END FROM n";
    const exporting = startExport(child, { path: pythonWritten, format: "csv", sql });
    expect(await exporting.begun).toBeUndefined();
    await expect(text(exporting.stream)).rejects.toThrow("malformed JSON");
  });

  test("ends when nobody reads any more", async () => {
    const sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
    const exporting = startExport(child, { path: pythonWritten, format: "csv", sql });
    for await (const _ of exporting.stream) break;
    expect(await exporting.ended).toMatchObject({ ok: false, code: "STOPPED" });
  });
});
