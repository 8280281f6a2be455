/**
 * A program may run out of stack at any call that a writer makes, catch that, and go on. Each call in turn is made to
 * throw: every span that is reported as written, before or after it, must come out once, with all that belongs to it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadWithCalls } from "../fixtures/every-call.ts";
import type { createRing as CreateRing, ReadSpan } from "../fixtures/ring-reader.ts";
import { collectNotices } from "../fixtures/traced-file.ts";
import { currentRun } from "../runtime/run.ts";
import { LiveSpan } from "../tracer/span.ts";
import type { FileWriter as FileWriterClass } from "./file-writer.ts";
import type { Ids as IdsClass } from "./ids.ts";
import type { OnThreadWriter as OnThreadWriterClass } from "./on-thread-writer.ts";
import type { SequenceNumbers as SequenceNumbersClass } from "./sequence.ts";
import type { Unflushed } from "./unflushed.ts";
import type { Writer } from "./writer.ts";

const ENTRY = `
  export { createRing } from "../fixtures/ring-reader.ts";
  export { FileWriter } from "./file-writer.ts";
  export { Ids } from "./ids.ts";
  export { OnThreadWriter } from "./on-thread-writer.ts";
  export { SequenceNumbers } from "./sequence.ts";`;

interface Writers {
  readonly createRing: typeof CreateRing;
  readonly FileWriter: typeof FileWriterClass;
  readonly Ids: typeof IdsClass;
  readonly OnThreadWriter: typeof OnThreadWriterClass;
  readonly SequenceNumbers: typeof SequenceNumbersClass;
}

/** A smaller ring, and few numbers per record of children, so that few spans reach the edges. */
const SMALLER = {
  "ring.ts": {
    "RING_WORDS = 2 ** 23": "RING_WORDS = 2 ** 14",
    "MAX_WORDS = 2 ** 16": "MAX_WORDS = 2 ** 10",
    "MAX_UNREAD = 2 ** 17": "MAX_UNREAD = 2 ** 12",
    "CHECK_INTERVAL = 2 ** 15": "CHECK_INTERVAL = 2 ** 10",
  },
  "ids.ts": { "MAX_RANGES = 1_000_000": "MAX_RANGES = 1000" },
  "threaded-writer.ts": { "RUNS = 4096 * 3": "RUNS = 6" },
};

let loaded: Awaited<ReturnType<typeof loadWithCalls<Writers>>>;
let folder: string;
beforeAll(async () => {
  loaded = await loadWithCalls<Writers>(ENTRY, SMALLER);
  folder = mkdtempSync(join(tmpdir(), "spantom-interrupted-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a program does with a writer, and what it may expect from it. */
class Program {
  readonly spans: LiveSpan[] = [];
  readonly parents = new Map<LiveSpan, LiveSpan | undefined>();
  /** How many tags were set on a span after its end. */
  readonly postEndTags = new Map<LiveSpan, number>();
  /** Spans for which a call failed: what was set on them after their end may be missing. */
  readonly touched = new Set<LiveSpan>();
  /** Spans whose end threw. */
  escaped = 0;
  readonly #writer: Writer;
  readonly #hasFailed: () => boolean;

  constructor(writer: Writer, hasFailed: () => boolean) {
    this.#writer = writer;
    this.#hasFailed = hasFailed;
  }

  start(name: string, parent?: LiveSpan): LiveSpan {
    const finish = (span: LiveSpan) => this.#do(span, () => this.#writer.write(span, 0));
    const span = new LiveSpan(
      {
        finish,
        useWriter: () => ({
          update: (_span, update) => {
            if ("key" in update) this.postEndTags.set(span, (this.postEndTags.get(span) ?? 0) + 1);
            this.#do(span, () => this.#writer.update(span, update));
          },
        }),
        run: (_span, fn) => fn(),
      },
      name,
      parent,
      false,
    );
    this.spans.push(span);
    this.parents.set(span, parent);
    return span;
  }

  end(name: string, tags: Record<string, unknown>, parent?: LiveSpan): LiveSpan {
    const span = this.start(name, parent).tag(tags);
    span.end();
    return span;
  }

  /** Calls the writer for a span. */
  #do(span: LiveSpan, call: () => void): void {
    const before = this.#hasFailed();
    try {
      call();
    } catch {
      // Thrown out of the writer into the program, which catches it.
      if (span.sequence === 0) this.escaped += 1;
    }
    if (this.#hasFailed() !== before) this.touched.add(span);
  }

  try(call: () => void): void {
    try {
      call();
    } catch {
      // As above.
    }
  }

  /** The spans that a writer has numbered, in the order of their numbers. */
  get numbered(): LiveSpan[] {
    return this.spans.filter(({ sequence }) => sequence > 0).sort((a, b) => a.sequence - b.sequence);
  }

  get expected(): Pick<ReadSpan, "name" | "tags" | "parent">[] {
    return this.numbered.map((span) => ({
      name: span.name,
      tags: pairs(span),
      parent: Math.max(0, this.parents.get(span)?.sequence ?? 0),
    }));
  }
}

/** Its tags as text, without those set after the end, which their keys identify. */
function pairs({ tags = [] }: LiveSpan): [string, string][] {
  const found: [string, string][] = [];
  for (let i = 0; i < tags.length; i += 2)
    if (!String(tags[i]).startsWith("late")) found.push([String(tags[i]), String(tags[i + 1])]);
  return found;
}

/** Children in unequal steps, new names and keys, failures, tags and failures after the end. */
function play(program: Program, round: number): void {
  const parent = program.start(`parent ${round}`);
  for (let i = 0; i < 4; i++) {
    program.end(`child ${round}`, { [`key ${round}`]: i, text: "of more than twenty-four letters" }, parent);
    for (let other = 0; other <= i; other++) program.end("other", {});
  }
  const failed = program.start("failed", parent);
  failed.fail(new Error(`of ${round}`)).end();
  parent.tag({ n: round }).end();
  program.end("after", { last: true }, parent);
  parent.tag({ [`late ${round}`]: "é" });
  failed.tag({ late: 2 });
  parent.fail("late");
}

/** Makes `attempt` fail at each of its calls in turn; returns how many calls there are. */
function failAtEach(attempt: (arm: () => void) => void): number {
  const { calls } = loaded;
  for (let call = 1; ; call++) {
    calls.failAt(0);
    try {
      attempt(() => calls.failAt(call));
    } catch (cause) {
      throw new Error(`with a failure at call ${call}: ${(cause as Error).message}`, { cause });
    }
    if (calls.hasFailed) continue;
    calls.failAt(0);
    return call - 1;
  }
}

/** Checks each span, and the number that the writer reports as lost. */
function expectWhole(program: Program, read: readonly ReadSpan[], dropped: number): void {
  expect(read.map(({ name, tags, parent }) => ({ name, tags, parent }))).toEqual(program.expected);
  program.numbered.forEach((span, i) => {
    if (program.touched.has(span)) return;
    const tags = program.postEndTags.get(span) ?? 0;
    expect([span.name, read[i]?.postEndTags.length, read[i]?.errors.length]).toEqual([
      span.name,
      tags,
      span.failure ? 1 : 0,
    ]);
  });
  const lost = program.spans.length - program.numbered.length;
  expect(dropped + program.escaped).toBe(lost);
}

function expectRead(program: Program, ring: ReturnType<typeof CreateRing>): void {
  loaded.calls.spare(() => {
    ring.writer.catchUp();
    expectWhole(program, ring.take(), ring.writer.dropped);
  });
}

describe("a failure at any call", () => {
  test("of the writer that fills the ring", () => {
    const count = failAtEach((arm) => {
      const ring = loaded.module.createRing();
      const program = new Program(ring.writer, () => loaded.calls.hasFailed);
      ring.writer.inherited = inherit(program, ring.numbers);
      ring.writer.isBehind = true;
      arm();
      program.try(() => ring.writer.catchUp());
      play(program, 1);
      program.try(() => ring.writer.tagRun({ "param.round": "1" }));
      play(program, 2);
      program.try(() => ring.writer.tagRun({ "param.round": "2" }));
      expectRead(program, ring);
      // One call fails: the other one of each kind is told.
      const { "param.inherited": inherited, "param.round": told } = Object.assign({}, ...ring.read.runTagsGiven);
      expect([inherited, ["1", "2"].includes(told)]).toEqual(["yes", true]);
    });
    expect(count).toBeGreaterThan(500);
  });

  test("where the ring begins again, and goes on behind what waits there", () => {
    const big = Object.fromEntries([1, 2, 3].map((key) => [`${key}`, "日".repeat(500)]));
    const count = failAtEach((arm) => {
      const ring = loaded.module.createRing();
      const program = new Program(ring.writer, () => loaded.calls.hasFailed);
      collectNotices(() => {
        for (let i = 0; i < 20; i++) {
          program.end("first", big);
          ring.take();
        }
        arm();
        for (let i = 0; i < 24; i++) program.end(`big ${i}`, big);
        program.end("small", {});
        loaded.calls.spare(() => ring.take());
        for (let i = 0; i < 3; i++) program.end(`again ${i}`, big);
        expectRead(program, ring);
      });
    });
    expect(count).toBeGreaterThan(500);
  });

  test("of the writer on the program's own thread", () => {
    const path = join(folder, "on-thread.db");
    const begin = () => {
      const { FileWriter, Ids, OnThreadWriter, SequenceNumbers } = loaded.module;
      const numbers = new SequenceNumbers();
      const file = new FileWriter({
        path,
        run: currentRun(),
        ids: new Ids(),
        warnOnce: () => {},
        load: () => Database,
      });
      const writer = new OnThreadWriter({ path, file, numbers, outside: (fn) => fn() });
      const program = new Program(writer, () => loaded.calls.hasFailed);
      program.end("first", {});
      writer.flush(0);
      return { writer, program };
    };
    loaded.calls.failAt(0);
    begin().writer.close(0);
    const db = new Database(path);
    const count = failAtEach((arm) => {
      db.exec(
        "DELETE FROM span_tags; DELETE FROM span_links; DELETE FROM span_errors; DELETE FROM run_tags; DELETE FROM spans",
      );
      const { writer, program } = begin();
      arm();
      play(program, 1);
      program.try(() => writer.writeRunning({ reporter: "a", seen: 1, among: 0, rows: [] }));
      program.try(() => void writer.flush(0));
      program.try(() => writer.writeRunning({ reporter: "a", ended: 1 }));
      program.try(() => writer.tagRun({ "param.call": "1" }));
      program.try(() => writer.tagRun({ "param.call": "2" }));
      play(program, 2);
      program.try(() => void writer.flush(0));
      loaded.calls.spare(() => {
        writer.close(0);
        expectWhole(program, readSpans(db), writer.dropped);
        const told = db.prepare("SELECT value FROM run_tags WHERE key = 'param.call'").pluck().get();
        expect(["1", "2"]).toContain(told);
      });
    });
    db.close();
    expect(count).toBeGreaterThan(500);
  });
});

/** Three spans that another writer has numbered; the third has two children, in more numbers than a record holds. */
function inherit(program: Program, numbers: SequenceNumbersClass): Unflushed {
  const spans = [0, 1, 2].map((i) => program.start(`inherited ${i}`).tag({ i }));
  for (const span of spans) {
    numbers.last += 1;
    Object.assign(span, { ended: true, sequence: numbers.last });
  }
  const [first, second, parent] = spans as [LiveSpan, LiveSpan, LiveSpan];
  parent.children = [1, 1, 0, 2, 2, 0, 1, 1, 0];
  program.parents.set(first, parent).set(second, parent);
  program.postEndTags.set(parent, 1);
  const updates = [{ sequence: parent.sequence, update: { key: "late", value: 0 } }];
  return { spans, updates, news: [{ reporter: "one", ended: 1 }], runTags: { "param.inherited": "yes" } };
}

/** The spans in the file in the order of their rows, which is that of their numbers. */
function readSpans(db: Database.Database): ReadSpan[] {
  const all = <Row>(sql: string) => db.prepare<[], Row>(sql).all();
  const spans = all<{ id: number; name: string; start: number; duration: number }>("SELECT * FROM spans ORDER BY id");
  const read = new Map(
    spans.map(({ id, ...span }) => [id, { ...span, parent: 0, tags: [], errors: [], postEndTags: [] } as ReadSpan]),
  );
  const numbers = new Map(spans.map(({ id }, i) => [id, i + 1]));
  for (const { span_id, key, value } of all<{ span_id: number; key: string; value: string }>(
    "SELECT * FROM span_tags ORDER BY id",
  ))
    read.get(span_id)?.[key.startsWith("late") ? "postEndTags" : "tags"].push([key, value]);
  for (const { span_id, parent_id } of all<{ span_id: number; parent_id: number }>("SELECT * FROM span_links")) {
    const span = read.get(span_id);
    if (span) span.parent = numbers.get(parent_id) ?? -1;
  }
  for (const { span_id } of all<{ span_id: number }>("SELECT span_id FROM span_errors"))
    read.get(span_id)?.errors.push(["", "", null]);
  return [...read.values()];
}
