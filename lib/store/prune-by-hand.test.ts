/** The SQL in docs/large-files.md does what `spantom prune` does, with the tools that the page names. */
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { because } from "../fixtures/because.ts";
import { readRecorded } from "../fixtures/recorded.ts";
import { createTracedFile, queryFile, type TracedFile } from "../fixtures/traced-file.ts";
import { loadDriver } from "./driver.ts";
import { pruneDatabase } from "./prune.ts";

const PYTHON_WRITTEN = fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url));
const page = readFileSync(new URL("../../docs/large-files.md", import.meta.url), "utf8");
const [two = "", four = "", vacuum = ""] = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql = ""]) => sql);
const byNumber = two
  .replace(/WHERE start .*\n-- or the newest million: (.*)/, "$1;")
  .replace("OFFSET 1000000", "OFFSET 4");

const SCRIPT = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])";
const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;

const tools: Readonly<Record<string, ((path: string, sql: string) => void) | undefined>> = {
  "better-sqlite3": (path, sql) => {
    const db = new (loadDriver())(path);
    db.pragma("foreign_keys = OFF");
    db.exec(sql);
    db.close();
  },
  sqlite3: has("sqlite3", "-version") ? (path, sql) => execFileSync("sqlite3", [path, sql]) : undefined,
  python3: has("python3", "-c", "import sqlite3")
    ? (path, sql) => execFileSync("python3", ["-c", SCRIPT, path, sql])
    : undefined,
};

let traced: TracedFile;
beforeEach(() => {
  traced = createTracedFile();
});
afterEach(() => traced.remove());

/** Everything in the file except its physical layout. */
const dump = (path: string) =>
  ["spans", "span_tags", "span_links", "span_errors", "runs", "run_tags"].map((table) =>
    queryFile(path, `SELECT * FROM ${table} ORDER BY 1`),
  );

function traceSome(): void {
  const { SP, path } = traced;
  for (let i = 0; i < 4; i++)
    SP.span("parent", { i }, () => SP.span("child", { i }, (span) => span.fail(new Error(`no ${i}`))));
  SP.close();
  const db = new (loadDriver())(path);
  db.exec("UPDATE spans SET start = start - 8 * 86400 WHERE id IN (1, 2, 4, 5, 6)");
  db.close();
}

describe.each(Object.entries(tools))("with %s", (tool, run) => {
  const isMissing = because(!run, `no ${tool} here`);
  test.skipIf(isMissing).each([
    ["by age", two, { since: Date.now() / 1000 - 7 * 86_400 }, 3],
    ["by number", byNumber, { newest: 4 }, 4],
  ])("%s, it leaves what the command leaves", async (_way, sql, keep, spans) => {
    traceSome();
    const other = join(traced.folder, "other.db");
    copyFileSync(traced.path, other);
    run?.(traced.path, sql + four + vacuum);
    const db = new (loadDriver())(other);
    for await (const _step of pruneDatabase(db, keep));
    db.close();
    expect(dump(traced.path)).toEqual(dump(other));
    expect(readRecorded(traced.path).spans).toHaveLength(spans);
    expect(readRecorded(traced.path).faults).toEqual([]);
  });

  test.skipIf(isMissing)("a file of the Python package's gets small", () => {
    copyFileSync(PYTHON_WRITTEN, traced.path);
    run?.(traced.path, byNumber + vacuum);
    expect(queryFile(traced.path, "SELECT count(*), min(id) FROM spans")).toEqual([[4, 2977]]);
    expect(queryFile(traced.path, "SELECT DISTINCT span_id FROM span_tags WHERE span_id < 2977")).toEqual([]);
    expect(statSync(traced.path).size).toBeLessThan(statSync(PYTHON_WRITTEN).size / 5);
  });
});
