/** One file, two packages: each reads, extends, summarises and clears what the other has written. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { because } from "./fixtures/because.ts";
import { createTracedFile, queryFile, type TracedFile } from "./fixtures/traced-file.ts";

const SCRIPT = fileURLToPath(new URL("fixtures/python-session.py", import.meta.url));
const PYTHON_WRITTEN = fileURLToPath(new URL("fixtures/python-written.db", import.meta.url));
const python = spawnSync("python3", ["-c", "import sqlite3"]).status === 0;

let traced: TracedFile;
beforeEach(() => {
  traced = createTracedFile();
});
afterEach(() => traced.remove());

function runPython(path: string, ...args: string[]): string {
  return execFileSync("python3", [SCRIPT, path, ...args], { encoding: "utf8" });
}

function traceSome(): void {
  const { SP } = traced;
  SP.span("parent", () => {
    SP.tag({ first: 1 });
    SP.span("child", (span) => span.tag({ second: 2 }).fail(new Error("no")));
  });
}

/** The session's counts, without those that Python's lacks. */
function countHere() {
  const { dbPath: _path, dropped: _dropped, ...counts } = traced.SP.summary();
  return counts;
}

describe.skipIf(because(!python, "no python3 here"))("a file made here", () => {
  test("is summarised by Python as it is here", () => {
    traceSome();
    const counts = countHere();
    expect(counts).toMatchObject({ spanCount: 2, tagCount: 2, spanNames: ["child", "parent"] });
    expect(JSON.parse(runPython(traced.path, "summary"))).toEqual(counts);
  });

  test("is extended by Python while it is open here", () => {
    traceSome();
    traced.SP.flush();
    runPython(traced.path, "write", "by-python");
    traceSome();
    expect(traced.tree()).toEqual(["child < parent", "parent", "by-python", "child < parent", "parent"]);
    expect(traced.span("by-python")).toMatchObject({ start: 1700000000.5, duration: 0.25, tags: { by: "python" } });
    expect(traced.query("SELECT first_span_id, last_span_id FROM run_spans")).toEqual([
      [1, 2],
      [4, 5],
    ]);
  });

  test("is cleared by Python, side tables and all, and goes on with new ids", () => {
    traceSome();
    traced.SP.flush();
    runPython(traced.path, "clear");
    for (const table of ["spans", "span_tags", "span_links", "span_errors"])
      expect(queryFile(traced.path, `SELECT count(*) FROM ${table}`)).toEqual([[0]]);
    traceSome();
    expect(traced.query("SELECT id, name FROM spans")).toEqual([
      [3, "child"],
      [4, "parent"],
    ]);
    expect(traced.query("SELECT * FROM span_links")).toEqual([[3, 4]]);
  });

  test("has no link to a span that Python has cleared away", () => {
    const { SP } = traced;
    SP.span("parent", () => {
      SP.span("cleared", () => {});
      SP.flush();
      runPython(traced.path, "clear");
      SP.span("kept", () => {});
    });
    expect(traced.tree()).toEqual(["kept < parent", "parent"]);
    expect(traced.query("SELECT count(*) FROM span_links")).toEqual([[1]]);
    expect(traced.query("PRAGMA foreign_key_check")).toEqual([]);
  });

  test("holds only text that Python can decode", () => {
    const { SP } = traced;
    SP.span("lone \ud800 name", (span) => {
      span.tag({ "key \udc00": "value \ud83d", whole: "\u{1f600}\u202e\u0301\n'; DROP TABLE spans; --" });
      span.fail(new Error("message \udfff"));
    });
    SP.flush();
    expect(JSON.parse(runPython(traced.path, "tags"))).toEqual([
      ["lone \ufffd name", "key \ufffd", "value \ufffd"],
      ["lone \ufffd name", "whole", "\u{1f600}\u202e\u0301\n'; DROP TABLE spans; --"],
    ]);
    expect(traced.query("SELECT message FROM span_errors")).toEqual([["message \ufffd"]]);
  });
});

describe.skipIf(because(!python, "no python3 here"))("a file made by Python", () => {
  test("is appended to, and is still Python's", () => {
    const path = join(traced.folder, "by-python.db");
    copyFileSync(PYTHON_WRITTEN, path);
    const before = queryFile(path, "SELECT * FROM spans JOIN span_tags ON span_id = spans.id");
    traced.SP.init(path);
    traceSome();
    traced.SP.close();
    const rows = queryFile(path, "SELECT * FROM spans JOIN span_tags ON span_id = spans.id");
    expect(rows.slice(0, before.length)).toEqual(before);
    expect(rows.length).toBe(before.length + 2);
    runPython(path, "write", "again");
    expect(JSON.parse(runPython(path, "summary"))).toMatchObject({ spanCount: 2983, tagCount: 7155 });
  });

  test("is made by Python, extended here, and cleared by Python", () => {
    runPython(traced.path, "write", "first");
    traceSome();
    traced.SP.close();
    runPython(traced.path, "clear");
    expect(JSON.parse(runPython(traced.path, "summary"))).toMatchObject({ spanCount: 0, tagCount: 0, spanNames: [] });
  });
});

describe.skipIf(because(!python, "no python3 here"))("while a Python program holds the file", () => {
  /** A program that keeps one transaction open until its end. */
  async function hold() {
    const holder = spawn("python3", [SCRIPT, traced.path, "hold"], { stdio: ["pipe", "pipe", "inherit"] });
    await once(holder.stdout, "data");
    return async () => {
      holder.stdin.end("\n");
      await once(holder, "close");
    };
  }

  async function expectNothingLost() {
    const release = await hold();
    // If each of these waited for the lock, the test would time out.
    for (let i = 0; i < 1000; i++) traceSome();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await release();
    expect(countHere()).toMatchObject({ spanCount: 2001, tagCount: 2001 });
    expect(traced.SP.summary().dropped).toBe(0);
  }

  test("a new file's spans are kept until they can be written", expectNothingLost);

  test("the spans of a file that is in use here are, too", async () => {
    traceSome();
    traced.SP.clear();
    await expectNothingLost();
  });

  test("flush() gives up after a second, and the next one writes", async () => {
    const release = await hold();
    traceSome();
    traced.SP.flush();
    expect(queryFile(traced.path, "SELECT name FROM spans")).toEqual([]);
    await release();
    expect(traced.tree()).toEqual(["held", "child < parent", "parent"]);
  });
});
