/** News of running spans, on their way to the file: they can be repeated or lost, and hold back no span. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createRing } from "../fixtures/ring-reader.ts";
import { queryFile } from "../fixtures/traced-file.ts";
import { currentRun } from "../runtime/run.ts";
import { creationSql } from "../store/schema.ts";
import { FileWriter } from "./file-writer.ts";
import { Ids } from "./ids.ts";
import { STATE, TAIL, WORKING } from "./ring.ts";
import type { RunningReport } from "./writer.ts";

let folder: string;
let path: string;
let writer: FileWriter;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "spantom-running-"));
  path = join(folder, "traced.db");
  writer = new FileWriter({ path, run: currentRun(), ids: new Ids(), warnOnce: () => {}, load: () => Database });
});
afterEach(() => {
  writer.close();
  rmSync(folder, { recursive: true });
});

function reportOf(reporter: string, seen: number, ...numbers: number[]): RunningReport {
  const rows = numbers.map((number) => ({
    number,
    parent: null,
    name: `日 span ${number}`,
    start: 100,
    duration: seen - 100,
    tags: '{"text":"\\u0000 \\"é\\""}',
    error: null,
  }));
  return { reporter, seen, among: rows.length, rows };
}

const rows = () =>
  queryFile(path, "SELECT reporter, number, seen, duration FROM running_spans ORDER BY reporter, number");

test("a report replaces the one before, and leaves those of others", () => {
  writer.commit(1, (sink) => sink.running(reportOf("a", 101, 1, 2, 3)));
  writer.commit(1, (sink) => sink.running(reportOf("b", 101, 1)));
  writer.commit(1, (sink) => sink.running(reportOf("a", 102, 2, 4)));
  const left = [
    ["a", 2, 102, 2],
    ["a", 4, 102, 2],
    ["b", 1, 101, 1],
  ];
  expect(rows()).toEqual(left);
  expect(queryFile(path, "SELECT count(*) FROM runs")).toEqual([[1]]);
  writer.commit(1, (sink) => sink.running({ reporter: "b", ended: 1 }));
  writer.commit(1, (sink) => sink.running({ reporter: "b", ended: 1 }));
  expect(rows()).toEqual(left.slice(0, 2));
  writer.commit(1, (sink) => sink.running(reportOf("a", 103)));
  expect(rows()).toEqual([]);
});

test("an end is no error in a file that has no such rows", () => {
  const outcome = writer.commit(1, (sink) => {
    sink.span("ended", 1, 1, 0);
    sink.running({ reporter: "a", ended: 1 });
  });
  expect(outcome).toBe("written");
  expect(queryFile(path, "SELECT name FROM spans")).toEqual([["ended"]]);
});

test("they are written beside spans that the file refuses", () => {
  const db = new Database(path);
  db.exec(creationSql(new Set()));
  db.exec("CREATE UNIQUE INDEX once ON spans (name)");
  db.close();
  const outcome = writer.commit(1, (sink) => {
    for (const name of ["one", "one", "two"]) sink.span(name, 1, 1, 0);
    sink.running(reportOf("a", 101, 1));
  });
  expect([outcome, writer.dropped]).toEqual(["written", 1]);
  expect(queryFile(path, "SELECT name FROM spans")).toEqual([["one"], ["two"]]);
  expect(rows()).toEqual([["a", 1, 101, 1]]);
});

test("in the ring they keep their order, and an end is read together with its span", () => {
  const ring = createRing();
  const report = reportOf("a", 101, 1, 2);
  ring.writer.writeRunning(report);
  ring.take();
  expect(ring.read.news, "dropped while the file is locked").toEqual([]);
  ring.control[STATE] = WORKING;
  ring.writer.writeRunning(report);
  ring.end("before");
  expect(ring.take()).toHaveLength(1);
  expect(ring.read.news).toEqual([report]);
  ring.writer.writeRunning({ reporter: "a", ended: 1 });
  const tail = ring.control[TAIL];
  ring.take();
  expect([ring.read.news.length, ring.control[TAIL]], "not without its span").toEqual([1, tail]);
  ring.end("after");
  ring.end("and another");
  // A transaction that has room for no more spans does not take the end alone either.
  ring.take(0);
  expect([ring.read.news.length, ring.read.spans.length]).toEqual([1, 1]);
  ring.take(1);
  expect(ring.read.news.slice(1)).toEqual([{ reporter: "a", ended: 1 }]);
  expect(ring.read.spans.map(({ name }) => name)).toEqual(["before", "after"]);
  ring.writer.writeRunning(report);
  for (const { feed } of ring.writer.takeBack()) feed(ring.read);
  expect(ring.read.news.at(-1)).toEqual(report);
});
