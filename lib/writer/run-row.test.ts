/** A run's row is written without keeping other programs from the file for longer than that takes. */
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTracedFile, type TracedFile } from "../fixtures/traced-file.ts";

let traced: TracedFile;
/** By reading: whether another program could write meanwhile. */
const wasFree: boolean[] = [];
vi.mock("../runtime/run-facts.ts", () => ({
  readRunFacts: () => {
    wasFree.push(isFree(traced.path));
    return { cpu: "read once" };
  },
}));

beforeEach(() => {
  traced = createTracedFile();
});
afterEach(() => traced.remove());

function isFree(path: string): boolean {
  const db = new Database(path, { timeout: 0 });
  try {
    db.exec("BEGIN IMMEDIATE; ROLLBACK");
    return true;
  } catch {
    return false;
  } finally {
    db.close();
  }
}

test("what the run is of is read once, before the file is locked", () => {
  const { SP } = traced;
  SP.span("x", () => {});
  SP.flush();
  SP.clear();
  SP.span("y", () => {});
  SP.flush();
  expect(wasFree).toEqual([true]);
  expect(traced.query("SELECT key, value FROM run_tags")).toContainEqual(["cpu", "read once"]);
});
