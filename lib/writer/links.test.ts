/** Parents and runs: rows that are right whenever the spans themselves were written. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Session } from "../api.ts";
import { readRecorded } from "../fixtures/recorded.ts";
import { createTracedFile, queryFile, type TracedFile } from "../fixtures/traced-file.ts";
import { SpantomSession } from "../tracer/session.ts";

let traced: TracedFile;
let SP: Session;
beforeEach(() => {
  traced = createTracedFile();
  SP = traced.SP;
});
afterEach(() => {
  SP.flush();
  expect(readRecorded(SP.path).faults).toEqual([]);
  traced.remove();
});

describe("a child is linked to its parent", () => {
  test("that is written in the same transaction", () => {
    SP.span("a", () => SP.span("b", () => SP.span("c", () => {})));
    expect(traced.tree()).toEqual(["c < b", "b < a", "a"]);
  });

  test("that is written after it", () => {
    SP.span("a", () => {
      SP.span("b", () => {});
      SP.flush();
      SP.span("c", () => SP.flush());
      expect(traced.query("SELECT count(*) FROM span_links")).toEqual([[0]]);
    });
    expect(traced.tree()).toEqual(["b < a", "c < a", "a"]);
  });

  test("that was written before it", async () => {
    let late: Promise<void> | undefined;
    SP.span("a", () => {
      late = sleep(5).then(() => SP.span("b", () => {}));
    });
    SP.flush();
    expect(traced.query("SELECT count(*) FROM spans")).toEqual([[1]]);
    await late;
    expect(traced.tree()).toEqual(["a", "b < a"]);
  });

  test("among more than one statement takes, each to its own", () => {
    for (let i = 0; i < 300; i++) SP.span(`parent ${i}`, () => SP.span(`child ${i}`, () => {}));
    const lines = traced.tree();
    expect(lines.length).toBe(600);
    for (let i = 0; i < 300; i++)
      expect(lines.slice(i * 2, i * 2 + 2)).toEqual([`child ${i} < parent ${i}`, `parent ${i}`]);
  });

  test("also by SP.write", () => {
    SP.span("a", () => {
      SP.tag({ a: "own" });
      SP.write("timed elsewhere", 10, 2, { b: "its own" });
    });
    expect(traced.tree()).toEqual(["timed elsewhere < a", "a"]);
    expect(traced.spans().map(({ tags }) => tags)).toEqual([{ b: "its own" }, { a: "own" }]);
    expect(traced.span("timed elsewhere")).toMatchObject({ start: 10, duration: 2 });
  });
});

describe("there is no link", () => {
  test("of a root", () => {
    SP.span("root", () => {});
    expect(traced.query("SELECT * FROM span_links")).toEqual([]);
  });

  test("to a span in another file", () => {
    const other = join(traced.folder, "other.db");
    SP.span("a", () => {
      SP.span("b", () => {});
      SP.init(other);
      SP.span("c", () => {});
    });
    SP.flush();
    expect(queryFile(traced.path, "SELECT name FROM spans")).toEqual([["b"]]);
    expect(queryFile(traced.path, "SELECT * FROM span_links")).toEqual([]);
    expect(queryFile(other, "SELECT name FROM spans")).toEqual([["c"], ["a"]]);
    expect(queryFile(other, "SELECT * FROM span_links")).toEqual([[1, 2]]);
  });

  test("between sessions: each has its own spans", () => {
    const second = new SpantomSession(join(traced.folder, "second.db"));
    SP.span("outer", () => {
      second.span("other's", () => {
        expect(SP.current?.name).toBe("outer");
        expect(second.current?.name).toBe("other's");
        SP.span("inner", () => {});
      });
      expect(second.current).toBeUndefined();
    });
    second.close();
    expect(traced.tree()).toEqual(["inner < outer", "outer"]);
    expect(queryFile(second.path, "SELECT count(*) FROM span_links")).toEqual([[0]]);
  });

  test("to a span that SP.clear() has deleted, from either side", async () => {
    let late: Promise<void> | undefined;
    SP.span("gone", () => {
      late = sleep(20).then(() => SP.span("child of gone", () => {}));
    });
    SP.span("kept", () => {
      SP.span("gone too", () => {});
      SP.clear();
      SP.span("child of kept", () => {});
    });
    await late;
    expect(traced.tree()).toEqual(["child of kept < kept", "kept", "child of gone"]);
  });

  test("and no tag either, of a span in another file", () => {
    const span = SP.span("there").enter();
    span.end();
    SP.init(join(traced.folder, "other.db"));
    SP.span("here", () => {});
    SP.flush();
    span.tag({ late: 1 });
    SP.flush();
    expect(queryFile(SP.path, "SELECT count(*) FROM span_tags")).toEqual([[0]]);
  });

  test("nor of a span that was cleared", () => {
    const span = SP.span("gone").enter();
    span.end();
    SP.clear();
    span.tag({ late: 1 });
    SP.span("other", () => {});
    expect(traced.query("SELECT count(*) FROM span_tags")).toEqual([[0]]);
  });
});

describe("runs", () => {
  test("are one for the program, and a range of ids for what it has written in a row", () => {
    for (let i = 0; i < 3; i++) {
      SP.span("a", () => SP.span("b", () => {}));
      SP.flush();
    }
    const [[id, started, pid, command, node] = []] = traced.query("SELECT id, started, pid, command, node FROM runs");
    expect(id).toBe(process.env.SPANTOM_RUN);
    expect(started).toBeCloseTo(Date.now() / 1000 - process.uptime(), 0);
    expect([pid, node]).toEqual([process.pid, process.version]);
    expect(command).toContain("node");
    expect(traced.query("SELECT * FROM run_spans")).toEqual([[id, 1, 6]]);
  });

  test("have another range where another writer came between", () => {
    SP.span("a", () => {});
    SP.flush();
    const other = new Database(traced.path);
    other.exec("INSERT INTO spans (name, start, duration) VALUES ('other', 1, 1)");
    SP.span("b", () => {});
    SP.span("c", () => {});
    SP.flush();
    expect(traced.query("SELECT first_span_id, last_span_id FROM run_spans")).toEqual([
      [1, 1],
      [3, 4],
    ]);
    other.exec("DELETE FROM spans WHERE name = 'other'"); // It belongs to no run, which `faults` would report.
    other.close();
  });

  test("begin again after the file was cleared", () => {
    SP.span("a", () => {});
    SP.clear();
    expect(traced.query("SELECT * FROM runs")).toEqual([]);
    SP.span("b", () => {});
    expect(traced.query("SELECT first_span_id, last_span_id FROM run_spans")).toEqual([[2, 2]]);
    expect(traced.query("SELECT count(*) FROM runs")).toEqual([[1]]);
  });
});
