/** `SP.conn`: the program's own connection, which always sees what the program has traced. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Database, Session } from "../api.ts";
import { createTracedFile, type TracedFile } from "../fixtures/traced-file.ts";
import { SpantomSession } from "./session.ts";

let traced: TracedFile;
beforeEach(() => {
  traced = createTracedFile();
});
afterEach(() => traced.remove());

const count = (db: Database) => db.prepare("SELECT count(*) FROM spans").pluck().get();

describe.each(["a file", ":memory:"])("of %s", (kind) => {
  let SP: Session;
  beforeEach(() => {
    SP = kind === ":memory:" ? new SpantomSession(kind) : traced.SP;
  });
  afterEach(() => SP.close());

  test("sees each span at once, in synchronous code", () => {
    const { conn } = SP;
    const statement = conn.prepare("SELECT count(*) FROM spans").pluck();
    for (let i = 1; i <= 300; i++) {
      SP.span("a", () => {});
      if (i % 100 === 0) expect(statement.get()).toBe(i);
    }
    SP.span("b", () => {});
    expect(statement.all()).toEqual([301]);
    SP.span("b", () => {});
    expect([...statement.iterate()]).toEqual([302]);
    expect(conn.pragma("table_info(spans)")).toHaveLength(4);
    SP.span("c", () => {});
    conn.exec("CREATE TABLE own AS SELECT name FROM spans");
    expect(conn.prepare("SELECT count(*) FROM own").pluck().get()).toBe(303);
  });

  test("sees them in a transaction, too", () => {
    const copy = SP.conn.transaction((name: string) => {
      SP.conn.prepare("UPDATE spans SET name = ? WHERE name = 'a'").run(name);
      return count(SP.conn);
    }) as ((name: string) => unknown) & { immediate: (name: string) => unknown };
    SP.span("a", () => {});
    expect(copy("b")).toBe(1);
    SP.span("a", () => {});
    expect(copy.immediate("c")).toBe(2);
    expect(SP.summary().spanNames).toEqual(["b", "c"]);
  });

  test("keeps its transaction while the program traces", () => {
    const { conn } = SP;
    SP.span("before", () => {});
    conn.exec("BEGIN");
    conn.exec("UPDATE spans SET name = 'renamed'");
    const waits = vi.spyOn(Atomics, "wait");
    for (let i = 0; i < 2000; i++) SP.span("during", () => {});
    expect(waits).not.toHaveBeenCalled();
    waits.mockRestore();
    conn.exec("COMMIT");
    expect(SP.summary()).toMatchObject({ spanCount: 2001, spanNames: ["renamed", "during"], dropped: 0 });
    conn.exec("BEGIN");
    conn.exec("DELETE FROM span_tags; DELETE FROM spans");
    SP.span("in a transaction that is rolled back", () => {});
    conn.exec("ROLLBACK");
    expect(SP.summary().spanCount).toBe(2002);
  });

  test("goes through its rows while the program traces", () => {
    for (let i = 0; i < 10; i++) SP.span("a", () => {});
    let rows = 0;
    for (const _ of SP.conn.prepare("SELECT * FROM spans WHERE name = 'a'").iterate()) {
      rows += 1;
      for (let i = 0; i < 200; i++) SP.span("b", () => {});
    }
    expect(rows).toBe(10);
    expect(SP.summary()).toMatchObject({ spanCount: 2010, dropped: 0 });
  });

  test("is one, until it is closed", () => {
    const { conn } = SP;
    expect(SP.conn).toBe(conn);
    SP.span("a", () => {});
    SP.flush();
    if (kind === ":memory:") return;
    conn.close();
    expect(SP.conn).not.toBe(conn);
    expect(count(SP.conn)).toBe(1);
  });

  test("throws what SQLite says, as it says it", () => {
    expect(() => SP.conn.prepare("SELECT 1 FROM nowhere")).toThrow("no such table: nowhere");
  });
});

test("while another program writes, a file is read at once", () => {
  traced.SP.span("a", () => {});
  traced.SP.flush();
  const other = new SpantomSession(traced.path);
  other.conn.exec("BEGIN IMMEDIATE");
  const reader = new SpantomSession(traced.path);
  const waits = vi.spyOn(Atomics, "wait");
  expect(reader.summary().spanCount).toBe(1);
  expect(waits).not.toHaveBeenCalled();
  waits.mockRestore();
  other.conn.exec("COMMIT");
  for (const session of [other, reader]) session.close();
});

test("in a file, foreign keys are on, as in the Python package", () => {
  expect(traced.SP.conn.pragma("foreign_keys", { simple: true })).toBe(1);
});

test("a session in memory is its own, and gone when it is closed", () => {
  const [a, b] = [new SpantomSession(":memory:"), new SpantomSession(":memory:")];
  a.span("a", (span) => span.tag({ a: 1 }));
  expect(a.summary()).toMatchObject({ dbPath: ":memory:", spanCount: 1, tagCount: 1 });
  expect(b.summary().spanCount).toBe(0);
  expect(a.clear()).toBe(true);
  a.span("again", () => {});
  expect(a.conn.prepare("SELECT id, name FROM spans").raw().all()).toEqual([[2, "again"]]);
  a.close();
  expect(a.summary().spanCount).toBe(0);
  for (const each of [a, b]) each.close();
});
