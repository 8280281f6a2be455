import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import { openReader } from "./database.ts";
import { fileState } from "./file-state.ts";
import { creationSql } from "./schema.ts";

const folder = mkdtempSync(join(tmpdir(), "spantom-state-"));
afterAll(() => rmSync(folder, { recursive: true }));

function look(path: string): string {
  const db = openReader(Database, path);
  try {
    return JSON.stringify(fileState(db));
  } finally {
    db.close();
  }
}

test.each(["WAL", "DELETE"])(
  "a file in mode %s changes its state when it is written to, and not when it is read",
  (mode) => {
    const path = join(folder, `${mode}.db`);
    const writer = new Database(path);
    writer.pragma(`journal_mode = ${mode}`);
    writer.exec(creationSql(new Set()));
    const seen = [look(path)];
    for (const sql of [
      "INSERT INTO spans (name, start, duration) VALUES ('load', 1, 2)",
      "INSERT INTO span_tags (span_id, key, value) VALUES (1, 'cache', 'cold')",
      "DELETE FROM span_tags",
    ]) {
      writer.exec(sql);
      const state = look(path);
      expect([look(path), look(path)]).toEqual([state, state]);
      seen.push(state);
    }
    expect(new Set(seen).size).toBe(4);
    writer.close();
    const closed = look(path);
    expect([look(path), look(path)]).toEqual([closed, closed]);
  },
);
