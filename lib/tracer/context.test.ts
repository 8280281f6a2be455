/** Which span is current, and whose child a span is, wherever a program's work continues. */
import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Session, Span } from "../api.ts";
import { createTracedFile, type TracedFile } from "../fixtures/traced-file.ts";

let traced: TracedFile;
let SP: Session;
beforeEach(() => {
  traced = createTracedFile();
  SP = traced.SP;
});
afterEach(() => traced.remove());

describe("a function's span", () => {
  test("is current while it runs, and its caller's again after", () => {
    expect(SP.current).toBeUndefined();
    SP.span("outer", (outer) => {
      expect(SP.current).toBe(outer);
      SP.span("inner", (inner) => expect(SP.current).toBe(inner));
      expect(SP.current).toBe(outer);
    });
    expect(SP.current).toBeUndefined();
    expect(traced.tree()).toEqual(["inner < outer", "outer"]);
  });

  test("is left when the function throws", () => {
    SP.span("outer", (outer) => {
      expect(() =>
        SP.span("inner", () => {
          throw new Error("no");
        }),
      ).toThrow("no");
      expect(SP.current).toBe(outer);
    });
    expect(SP.current).toBeUndefined();
  });

  test("stays current across awaits, and lasts until the promise settles", async () => {
    const task = SP.span()(async function task() {
      await sleep(50);
      SP.tag({ late: "yes" });
      await nextTurn();
      SP.span("child", () => {});
    });
    await task();
    SP.span("after", () => {});
    expect(traced.tree()).toEqual(["child < task", "task", "after"]);
    expect(traced.span("task").tags).toEqual({ late: "yes" });
    expect(traced.span("task").duration).toBeGreaterThanOrEqual(0.045);
  });

  test("of each of 100 tasks at once gets its own tags and children only", async () => {
    const task = SP.span("task")(async (who: number) => {
      await sleep(who % 7);
      SP.tag({ before: who });
      await nextTurn();
      await SP.span("child", async () => {
        await sleep((who * 3) % 5);
        SP.tag({ child: who });
      });
      SP.tag({ after: who });
    });
    await SP.span("all", () => Promise.all(Array.from({ length: 100 }, (_, who) => task(who))));
    const tasks = traced.spans().filter(({ name }) => name === "task");
    const wanted = Array.from({ length: 100 }, (_, who) => ({ before: String(who), after: String(who) }));
    const byWho = (a: { before?: string }, b: { before?: string }) => Number(a.before) - Number(b.before);
    expect(tasks.map(({ tags }) => tags).sort(byWho)).toEqual(wanted);
    expect(new Set(tasks.map(({ parent }) => parent))).toEqual(new Set(["all"]));
    const pairs = traced.query<[string, string]>(`SELECT c.value, p.value FROM span_links
      JOIN span_tags c ON c.span_id = span_links.span_id AND c.key = 'child'
      JOIN span_tags p ON p.span_id = span_links.parent_id AND p.key = 'before'`);
    expect(pairs.length).toBe(100);
    for (const [child, parent] of pairs) expect(child).toBe(parent);
  });

  test("is the parent of each call of itself: recursion", () => {
    const descend = SP.span("descend")((depth: number): void => {
      SP.tag({ depth });
      if (depth > 0) descend(depth - 1);
      const end = performance.now() + 5;
      while (performance.now() < end);
      SP.tag({ after: depth });
    });
    SP.span("before", () => {
      SP.tag({ early: "kept" });
      descend(2);
    });
    const spans = traced.spans();
    expect(spans.map(({ name, tags }) => [name, tags])).toEqual([
      ["descend", { depth: "0", after: "0" }],
      ["descend", { depth: "1", after: "1" }],
      ["descend", { depth: "2", after: "2" }],
      ["before", { early: "kept" }],
    ]);
    expect(traced.query("SELECT * FROM span_links")).toEqual([
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
    const [inner, middle, outer] = spans.map(({ duration }) => duration) as [number, number, number];
    expect(inner).toBeGreaterThanOrEqual(0.005);
    expect(middle - inner).toBeGreaterThanOrEqual(0.005);
    expect(outer - middle).toBeGreaterThanOrEqual(0.005);
  });
});

describe("a span is current in", () => {
  test.each<[string, (work: () => void) => Promise<unknown>]>([
    ["timers", (work) => new Promise<void>((done) => setTimeout(() => done(work()), 1))],
    ["immediates", (work) => new Promise<void>((done) => void setImmediate(() => done(work())))],
    ["ticks", (work) => new Promise<void>((done) => process.nextTick(() => done(work())))],
    ["microtasks", (work) => new Promise<void>((done) => queueMicrotask(() => done(work())))],
    ["then", (work) => Promise.resolve().then(work)],
    ["finally", (work) => Promise.resolve().finally(work)],
  ])("%s that its function started", async (_where, start) => {
    await SP.span("starter", () =>
      start(() => {
        SP.tag({ reached: true });
        SP.span("work", () => {});
      }),
    );
    expect(traced.tree()).toEqual(["work < starter", "starter"]);
    expect(traced.span("starter").tags).toEqual({ reached: "true" });
  });

  test("a callback that is called later, if it was started there", async () => {
    const callLater = (done: () => void) => void setTimeout(done, 1);
    await new Promise<void>((done) => SP.span("caller", () => callLater(() => SP.span("called", () => done()))));
    expect(traced.tree()).toEqual(["caller", "called < caller"]);
  });

  test("listeners of the one that emits, which is where they run", () => {
    const emitter = new EventEmitter();
    SP.span("registers", () => emitter.on("go", () => SP.span("heard", () => {})));
    SP.span("emits", () => emitter.emit("go"));
    expect(traced.tree()).toEqual(["registers", "heard < emits", "emits"]);
  });

  test("whatever `run` is given, without an end there", () => {
    const emitter = new EventEmitter();
    const span = SP.span("request").begin();
    expect(SP.current).toBeUndefined();
    emitter.on("data", () => span.run(() => SP.span("chunk", () => {})));
    expect(span.run(() => SP.current)).toBe(span);
    emitter.emit("data");
    emitter.emit("data");
    expect(span.ended).toBe(false);
    span.end();
    expect(traced.tree()).toEqual(["chunk < request", "chunk < request", "request"]);
  });
});

describe("a child that outlives its parent", () => {
  test("keeps it, where the parent was around a function", async () => {
    let orphan: Promise<void> | undefined;
    SP.span("parent", () => {
      orphan = SP.span("child", () => sleep(5));
    });
    await orphan;
    expect(traced.tree()).toEqual(["parent", "child < parent"]);
  });

  test("keeps it, also when it starts after the parent's end", async () => {
    let later: Promise<void> | undefined;
    SP.span("parent", () => {
      later = sleep(5).then(() => SP.span("child", () => {}));
    });
    SP.flush();
    await later;
    expect(traced.tree()).toEqual(["parent", "child < parent"]);
  });

  test("tags the parent too, from work that the parent did not wait for", async () => {
    let later: Promise<unknown> | undefined;
    SP.span("parent", () => {
      later = sleep(5).then(() => SP.tag({ late: "yes" }));
    });
    SP.flush();
    expect(await later).toBe(true);
    expect(traced.span("parent").tags).toEqual({ late: "yes" });
  });
});

describe("spans that end out of order", () => {
  test("are each their own, and current is the nearest that runs", () => {
    const first = SP.span("first").enter();
    const second = SP.span("second").enter();
    first.end();
    expect(SP.current).toBe(second);
    SP.tag({ to: "second" });
    second.end();
    expect(SP.current).toBeUndefined();
    expect(traced.tree()).toEqual(["first", "second < first"]);
    expect(traced.span("second").tags).toEqual({ to: "second" });
  });

  test("end once", () => {
    const span: Span = SP.span("once").enter();
    span.end();
    const { duration } = traced.span("once");
    span.end();
    expect(traced.span("once").duration).toBe(duration);
  });
});

describe("what `outside` is given", () => {
  test("has no current span, however many it makes, and its caller has its own again", async () => {
    const result = SP.span("caller", () => {
      const inside = SP.outside(() => {
        SP.span("first", () => SP.span("child", () => {}));
        SP.span("second", () => {});
        return [SP.current, SP.tag({ lost: 1 })];
      });
      SP.tag({ kept: 1 });
      return inside;
    });
    expect(result).toEqual([undefined, false]);
    await SP.span("waits", () =>
      SP.outside(async () => {
        await sleep(1);
        SP.span("third", () => {});
      }),
    );
    expect(traced.tree()).toEqual(["child < first", "first", "second", "caller", "third", "waits"]);
    expect(traced.span("caller").tags).toEqual({ kept: "1" });
  });

  test("may throw, as without it", () => {
    const thrower = () => {
      throw new RangeError("mine");
    };
    expect(() => SP.span("caller", () => SP.outside(thrower))).toThrow("mine");
    expect(SP.current).toBeUndefined();
  });

  test.each<[string, (fn: () => void) => void, string]>([
    ["a server started in it", (listen) => SP.outside(listen), "request"],
    ["one started in the span itself", (listen) => listen(), "request < start up"],
  ])("of requests to %s", async (_, around, tree) => {
    const server = createServer((_request, response) => SP.span("request", () => response.end("done")));
    await SP.span("start up", async () => {
      around(() => server.listen(0, "127.0.0.1"));
      await once(server, "listening");
    });
    const { port } = server.address() as AddressInfo;
    for (let i = 0; i < 3; i++) await (await fetch(`http://127.0.0.1:${port}`)).text();
    server.close();
    server.closeAllConnections();
    expect(traced.tree()).toEqual(["start up", tree, tree, tree]);
  });
});

test("outside of any span a tag goes nowhere, and least of all to the next one", () => {
  expect(SP.tag({ lost: "yes" })).toBe(false);
  SP.span("next", () => expect(SP.tag({ found: "yes" })).toBe(true));
  SP.write("written", 1, 1);
  expect(traced.spans().map(({ tags }) => tags)).toEqual([{ found: "yes" }, {}]);
});

test("100,000 tags outside of any span keep no memory", () => {
  const big = "x".repeat(1000);
  for (let i = 0; i < 1000; i++) SP.tag({ [`warm ${i}`]: big });
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 100_000; i++) SP.tag({ [`key ${i}`]: `${big}${i}` });
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(64e6); // Kept, they would be 200 MB.
});
