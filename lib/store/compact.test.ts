/** A file that much was deleted from shrinks, unless that would disturb somebody. */
import { copyFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readRecorded } from "../fixtures/recorded.ts";
import { createTracedFile, queryFile, type TracedFile } from "../fixtures/traced-file.ts";
import { compactDatabase } from "./compact.ts";
import { loadDriver } from "./driver.ts";

const PYTHON_WRITTEN = fileURLToPath(new URL("../fixtures/python-written.db", import.meta.url));

let traced: TracedFile;
beforeEach(() => {
  traced = createTracedFile();
});
afterEach(() => traced.remove());

const compact = () => compactDatabase(loadDriver(), traced.path);
const size = () => statSync(traced.path).size;

/** Three thousand spans, of which the last stays. */
function fillAndEmpty(): void {
  const { SP, path } = traced;
  for (let i = 0; i < 3000; i++) SP.span("span", { text: "x".repeat(100) }, () => {});
  SP.flush();
  const db = new (loadDriver())(path);
  db.exec("DELETE FROM span_tags WHERE span_id < 3000; DELETE FROM spans WHERE id < 3000");
  db.exec("UPDATE run_spans SET first_span_id = 3000");
  db.pragma("wal_checkpoint(PASSIVE)");
  db.close();
}

test("a file that nobody has open shrinks, and stays in WAL mode", () => {
  fillAndEmpty();
  traced.SP.close();
  const before = size();
  expect(compact()).toBeUndefined();
  expect(size()).toBeLessThan(before / 5);
  expect(queryFile(traced.path, "PRAGMA journal_mode")).toEqual([["wal"]]);
  expect(readRecorded(traced.path)).toMatchObject({ count: { span: 1 }, tagCount: 1, faults: [] });
});

test("one that a tracer has open is left as it is, and the tracer goes on", () => {
  fillAndEmpty();
  const before = size();
  expect(compact()).toBe("held");
  expect(size()).toBe(before);
  traced.SP.span("next", () => {});
  traced.SP.flush();
  expect(readRecorded(traced.path)).toMatchObject({ count: { span: 1, next: 1 }, faults: [] });
});

test("one that somebody is reading is left as it is", () => {
  fillAndEmpty();
  traced.SP.close();
  const reader = new (loadDriver())(traced.path, { readonly: true });
  const rows = reader.prepare("SELECT 1 FROM spans").iterate();
  rows.next();
  expect(compact()).toBe("held");
  rows.return?.();
  reader.close();
  expect(compact()).toBeUndefined();
});

test("one of the Python package's shrinks, and keeps its mode", () => {
  copyFileSync(PYTHON_WRITTEN, traced.path);
  const db = new (loadDriver())(traced.path);
  db.exec("DELETE FROM span_tags");
  const before = size();
  db.exec("BEGIN IMMEDIATE; DELETE FROM span_tags");
  expect(compact()).toBe("held");
  db.exec("ROLLBACK");
  db.close();
  expect(compact()).toBeUndefined();
  expect(size()).toBeLessThan(before / 2);
  expect(queryFile(traced.path, "PRAGMA journal_mode")).toEqual([["delete"]]);
});

test("one without free pages is not written to", () => {
  copyFileSync(PYTHON_WRITTEN, traced.path);
  const { mtimeMs } = statSync(traced.path);
  expect(compact()).toBeUndefined();
  expect(statSync(traced.path).mtimeMs).toBe(mtimeMs);
  traced.SP.span("here", () => {});
  traced.SP.flush();
  expect(compact(), "held, but without a need").toBeUndefined();
});
