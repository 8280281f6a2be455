/** Spans that are deleted while the program that ended them goes on: no new link may refer to them. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { readRecorded } from "../fixtures/recorded.ts";
import { createTracedFile, type TracedFile } from "../fixtures/traced-file.ts";
import { loadDriver } from "../store/driver.ts";
import { type Keep, pruneDatabase } from "../store/prune.ts";

let traced: TracedFile;
beforeEach(() => {
  traced = createTracedFile();
});
afterEach(() => traced.remove());

async function prune(keep: Keep): Promise<void> {
  traced.SP.flush();
  const db = new (loadDriver())(traced.path);
  for await (const _ of pruneDatabase(db, keep));
  db.close();
}

test("a parent that ends after its first child was pruned is linked to the others alone", async () => {
  const { SP } = traced;
  await SP.span("parent", async () => {
    SP.span("pruned", () => {});
    SP.span("kept", () => {});
    await prune({ newest: 1 });
  });
  expect(traced.tree()).toEqual(["kept < parent", "parent"]);
  expect(readRecorded(traced.path).faults).toEqual([]);
});

test("a child that ends after its parent was pruned is a root", async () => {
  const { SP } = traced;
  let finish = () => {};
  const background = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let late: Promise<void> | undefined;
  SP.span("parent", () => {
    late = SP.span("late", () => background);
  });
  SP.span("kept", () => {});
  await prune({ newest: 1 });
  finish();
  await late;
  expect(traced.tree()).toEqual(["kept", "late"]);
  expect(readRecorded(traced.path).faults).toEqual([]);
});
