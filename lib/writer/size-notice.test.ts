/** A large file is reported once. The files here are sparse: they take no disk space. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectNotices } from "../fixtures/traced-file.ts";
import { noticeSize } from "./size-notice.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "spantom-size-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function makeFile(name: string, size: number): string {
  const path = join(folder, name);
  writeFileSync(path, "");
  truncateSync(path, size);
  return path;
}

/** The lines reported in so many commits. */
const commit = (path: string, times = 1) =>
  collectNotices(() => {
    for (let i = 0; i < times; i++) noticeSize(path);
  });

test("a file that passes 1 GB is named once, with its size and what to do", () => {
  const path = makeFile("grows.db", 999_999_999);
  expect(commit(path, 1000)).toEqual([]);
  truncateSync(path, 1_230_000_000);
  expect(commit(path, 1000)).toEqual([
    `spantom: ${path} has grown to 1.23 GB; to keep the last week: npx spantom prune --keep 7d --db-path ${path}`,
  ]);
  expect(commit(path, 1000)).toEqual([]);
});

test("one that is large already is named at the first commit; another one is named too", () => {
  const [first, second] = [makeFile("first.db", 1e9), makeFile("second.db", 1.5e9)];
  expect(commit(first)).toHaveLength(1);
  expect(commit(second)).toEqual([expect.stringContaining(`${second} has grown to 1.50 GB`)]);
  expect(commit(first, 1000)).toEqual([]);
});

test("a path with a space can be copied into a shell", () => {
  const path = makeFile("with space.db", 1e9);
  expect(commit(path)).toEqual([expect.stringContaining(`--db-path "${path}"`)]);
});

test("the log beside the file counts", () => {
  const path = makeFile("logged.db", 4096);
  makeFile("logged.db-wal", 1e9);
  expect(commit(path)).toEqual([expect.stringContaining("has grown to 1.00 GB")]);
});

test("a path without a file, and memory, are passed over", () => {
  expect(commit(join(folder, "none.db"), 200)).toEqual([]);
  expect(commit(":memory:", 200)).toEqual([]);
});
