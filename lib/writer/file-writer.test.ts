/** A writer's file to which something happens in the middle of a transaction, or that is unavailable. */
import { mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { queryFile } from "../fixtures/traced-file.ts";
import { currentRun } from "../runtime/run.ts";
import { identify } from "../store/file-check.ts";
import { listOpen } from "../store/open-files.ts";
import { creationSql } from "../store/schema.ts";
import { FileWriter } from "./file-writer.ts";
import { Ids } from "./ids.ts";
import type { Sink } from "./writer.ts";

let folder: string;
let path: string;
let writer: FileWriter;
/** In another thread. */
let other: FileWriter;
let ids: Ids;
let lines: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "spantom-writer-"));
  path = join(folder, "traced.db");
  lines = [];
  const warnOnce = (_: string, line: string) => void lines.push(line);
  ids = new Ids();
  writer = new FileWriter({ path, run: currentRun(), ids: new Ids(), warnOnce, load: () => Database });
  other = new FileWriter({ path, run: currentRun(), ids, warnOnce, load: () => Database });
});
afterEach(() => {
  writer.close();
  other.close();
  rmSync(folder, { recursive: true });
});

/** More than a log holds before its checkpoint: 1,000 pages. */
const MANY = 400;
function feed(sink: Sink, name: string, meanwhile = () => {}): void {
  for (let i = 0; i < MANY; i++) {
    sink.span(name, 1.5, 0.25, 0);
    sink.tag("text", "x".repeat(16_000));
    if (i === MANY / 2) meanwhile();
  }
}

const names = () => queryFile(path, "SELECT name, count(*) FROM spans GROUP BY name ORDER BY name");

test.each([
  ["emptied", () => truncateSync(path)],
  ["deleted", () => rmSync(path)],
  ["renamed", () => renameSync(path, `${path}-old`)],
])("a file that is %s within a transaction is made anew, with all of it", (_, happens) => {
  expect(writer.commit(1, (sink) => feed(sink, "before"))).toBe("written");
  expect(listOpen()).toEqual([expect.objectContaining({ file: identify(path) })]);
  expect(writer.commit(1 + MANY, (sink) => feed(sink, "within", happens))).toBe("locked");
  // It is closed: sidecars that appear at the path from now on are not its own, whatever their inodes.
  expect(listOpen()).toEqual([]);
  expect(writer.commit(1 + MANY, (sink) => feed(sink, "within"))).toBe("written");
  expect(writer.commit(1 + 2 * MANY, (sink) => feed(sink, "after"))).toBe("written");
  expect(names()).toEqual([
    ["after", MANY],
    ["within", MANY],
  ]);
  expect(queryFile(path, "PRAGMA integrity_check")).toEqual([["ok"]]);
  expect(lines).toEqual([expect.stringMatching(/was deleted, emptied or replaced while being traced to/)]);
});

function replaceBy(content: (path: string) => void): void {
  content(`${path}-new`);
  renameSync(`${path}-new`, path);
}

const makeDatabase = (at: string) => {
  const db = new Database(at);
  db.exec(creationSql(new Set()));
  db.close();
};

test.each([
  ["emptied", () => truncateSync(path)],
  ["deleted", () => rmSync(path)],
  ["renamed", () => renameSync(path, `${path}-old`)],
  ["replaced by an empty file", () => replaceBy((at) => writeFileSync(at, ""))],
  ["replaced by another database", () => replaceBy(makeDatabase)],
])("a file that is %s is nobody else's, who opens it while the first still has it open", (_, happens) => {
  expect(writer.commit(1, (sink) => feed(sink, "before"))).toBe("written");
  happens();
  expect(other.commit(1, (sink) => feed(sink, "other"))).toBe("written");
  expect(writer.commit(1 + MANY, (sink) => feed(sink, "first"))).toBe("written");
  other.close();
  writer.close();
  expect(names()).toEqual([
    ["first", MANY],
    ["other", MANY],
  ]);
  expect(queryFile(path, "PRAGMA integrity_check")).toEqual([["ok"]]);
});

test("another thread that goes on says it when the file is not the one that was written to", () => {
  expect(writer.commit(1, (sink) => feed(sink, "before"))).toBe("written");
  replaceBy(makeDatabase);
  // Opened before it knows what was written.
  expect(other.open()).toBe("written");
  ids.add(1, MANY, 1);
  ids.file = listOpen()[0]?.file as string;
  expect(other.commit(1 + MANY, (sink) => feed(sink, "after"))).toBe("written");
  expect(names()).toEqual([["after", MANY]]);
  expect(ids.find(1)).toBeUndefined();
  expect(lines).toEqual([expect.stringMatching(/was deleted, emptied or replaced while being traced to/)]);
});

test("a file that is read while it is opened waits, and has a log then", () => {
  const reader = new Database(path);
  reader.exec(creationSql(new Set()));
  const rows = reader.prepare("SELECT name FROM sqlite_schema").iterate();
  rows.next();
  expect(writer.commit(1, (sink) => feed(sink, "early"))).toBe("locked");
  rows.return?.();
  expect(writer.commit(1, (sink) => feed(sink, "early"))).toBe("written");
  reader.close();
  expect(queryFile(path, "PRAGMA journal_mode")).toEqual([["wal"]]);
  expect(names()).toEqual([["early", MANY]]);
  expect(lines).toEqual([]);
});
