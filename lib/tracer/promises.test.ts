/** What tracing does to promises: it waits for real ones, and changes nothing that a program could see. */
import { setTimeout as sleep } from "node:timers/promises";
import { runInNewContext } from "node:vm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Session } from "../api.ts";
import { createProject, type Project } from "../fixtures/project.ts";
import { readRecorded } from "../fixtures/recorded.ts";
import { collectLater, createTracedFile, queryFile, type TracedFile } from "../fixtures/traced-file.ts";

let traced: TracedFile;
let SP: Session;
beforeEach(() => {
  traced = createTracedFile();
  SP = traced.SP;
});
afterEach(() => traced.remove());

describe("a promise", () => {
  test("is awaited by the span and passed on with its value", async () => {
    const value = { some: "object" };
    const result = SP.span("load", async () => value);
    expect(result).toBeInstanceOf(Promise);
    expect(await result).toBe(value);
  });

  test("that rejects ends the span as failed, and rejects with the same thing", async () => {
    for (const reason of [new TypeError("no"), "text", null, undefined, 7, { code: 1 }]) {
      const caught = await SP.span("load", () => Promise.reject(reason)).then(
        () => "fulfilled",
        (error: unknown) => [error],
      );
      expect(caught).toEqual([reason]);
      if (typeof reason === "object" && reason) expect((caught as unknown[])[0]).toBe(reason);
    }
    expect(traced.spans().map(({ error }) => error)).toEqual([
      "TypeError: no",
      "string: text",
      "null: null",
      "undefined: undefined",
      "number: 7",
      'object: {"code":1}',
    ]);
  });

  test("of another realm is one too", async () => {
    const foreign = runInNewContext("delay => new Promise(done => delay(() => done('there'), 30))") as (
      delay: typeof setTimeout,
    ) => Promise<string>;
    expect(await SP.span("foreign", () => foreign(setTimeout))).toBe("there");
    expect(traced.span("foreign").duration).toBeGreaterThanOrEqual(0.025);
  });

  test("of a subclass stays one of it", async () => {
    class Task<T> extends Promise<T> {
      cancel() {}
    }
    const task = SP.span("task", () => Task.resolve(1) as Task<number>);
    expect(task).toBeInstanceOf(Task);
    expect(task.cancel).toBeTypeOf("function");
    await task;
  });

  test("counts until it settles, not until it is made", async () => {
    const load = SP.span("load")(() => sleep(50));
    const result = load();
    SP.flush();
    SP.write("other", 1, 1);
    expect(traced.tree()).toEqual(["other"]);
    await result;
    expect(traced.span("load").duration).toBeGreaterThanOrEqual(0.045);
  });
});

describe("a lazy thenable, such as a query builder's", () => {
  function createQuery() {
    const query = {
      runs: 0,
      // biome-ignore lint/suspicious/noThenProperty: this is what such libraries return
      then(done: (rows: string[]) => void) {
        query.runs += 1;
        setTimeout(() => done(["row"]), 30);
      },
    };
    return query;
  }

  test("is returned as it is and not run", async () => {
    const query = createQuery();
    expect(SP.span("query", () => query)).toBe(query);
    SP.span("after", () => {});
    await sleep(5);
    expect(query.runs).toBe(0);
    expect(traced.tree().sort()).toEqual(["after", "query"]);
    expect(Object.keys(query)).toEqual(["runs", "then"]);
  });

  test("is timed to its answer where it is awaited at once, and run once", async () => {
    const query = createQuery();
    const { then } = query;
    expect(await SP.span("query", () => query)).toEqual(["row"]);
    expect([query.runs, query.then]).toEqual([1, then]);
    expect(traced.span("query").duration).toBeGreaterThanOrEqual(0.025);
  });

  test("that fails has failed", async () => {
    class Query {
      // biome-ignore lint/suspicious/noThenProperty: this is what such libraries return
      then(done: () => void, failed: (error: Error) => void) {
        return Promise.reject(new TypeError("no such table")).then(done, failed);
      }
    }
    await expect(SP.span("query", () => new Query())).rejects.toThrow("no such table");
    await expect(SP.span("only done", () => new Query() as unknown as Promise<void>).then(() => {})).rejects.toThrow();
    expect(traced.spans().map(({ error }) => error)).toEqual(Array(2).fill("TypeError: no such table"));
  });

  test("is timed, and run once, in an async function", async () => {
    const query = createQuery();
    expect(await SP.span("query", async () => query)).toEqual(["row"]);
    expect(query.runs).toBe(1);
    expect(traced.span("query").duration).toBeGreaterThanOrEqual(0.025);
  });

  test("is not even looked at: `then` may be a getter", () => {
    const trap = {
      // biome-ignore lint/suspicious/noThenProperty: this is what is tested
      get then() {
        throw new Error("looked at");
      },
    };
    expect(SP.span("query", () => trap)).toBe(trap);
  });

  test("that nobody awaits at once is timed up to its return, and pointed out once", async () => {
    const lazy = SP.span("lazy once")(createQuery);
    const lines = await collectLater(async () => {
      const query = lazy();
      lazy();
      await sleep(60);
      expect(await query).toEqual(["row"]);
    });
    expect(lines).toEqual([
      "spantom: span lazy once: its function returned a thenable (a query not yet run?) that was not awaited immediately, " +
        "so only the call is timed; await it inside: SP.span(name, async () => await …)",
    ]);
    for (const { duration } of traced.spans()) expect(duration).toBeLessThan(0.06);
  });

  test("that takes no property, as a frozen one, is pointed out too", async () => {
    const lines = await collectLater(async () => {
      expect(await SP.span("frozen", () => Object.freeze(createFrozen()))).toBe("row");
    });
    expect(lines).toHaveLength(1);
    function createFrozen() {
      return {
        // biome-ignore lint/suspicious/noThenProperty: this is what such libraries return
        then: (done: (row: string) => void) => done("row"),
      };
    }
  });
});

describe("a program", () => {
  let project: Project;
  beforeAll(async () => {
    project = createProject();
    project.write(
      "rejections.mjs",
      `import { SP } from "spantom";
      const unhandled = [];
      process.on("unhandledRejection", (reason) => unhandled.push(reason.message));
      const reject = (message) => async () => { await null; throw new Error(message); };
      const wait = () => new Promise((done) => setTimeout(done, 10));
      async function* stream() { yield 1; throw new Error("stream, left"); }

      SP.span("left", reject("run now, left"));
      SP.span("left")(reject("wrapped, left"))();
      SP.span("left", () => Promise.reject(new Error("at once, left")));
      const steps = SP.span()(stream)();
      steps.next().then(() => { steps.next(); });
      SP.span("outer", () => { SP.span("left", reject("inner, left")); });

      SP.span("caught", reject("caught")).catch(() => {});
      try { await SP.span("caught")(reject("awaited"))(); } catch {}
      await Promise.allSettled([SP.span("caught", reject("settled"))]);
      await SP.span("caught", reject("both")).then(() => {}, () => {});
      const late = SP.span("caught", () => new Promise((_, no) => setTimeout(no, 5, new Error("caught in time"))));
      await null;
      late.catch(() => {});
      await SP.span("caught", () => SP.span("inner", reject("passed up"))).catch(() => {});
      try { for await (const _ of SP.span()(stream)()); } catch {}
      await wait();
      console.log(JSON.stringify(unhandled.sort()));`,
    );
    project.write(
      "dies.mjs",
      `import { SP } from "spantom";
      SP.span("dies", async () => { await null; throw new Error("nobody caught me"); });
      setTimeout(() => console.log("went on"), 200);`,
    );
  });
  afterAll(() => project.remove());

  test("sees of its promises what it saw without tracing", async () => {
    const off = await project.run("promises.mjs", [], { env: { SPANTOM_DISABLED: "1" } });
    const on = await project.run("promises.mjs", [], { env: { SPANTOM_DB: project.at("p.db") } });
    expect(on).toEqual({ ...off, stderr: expect.stringContaining("span other way: ") });
    expect(off.stdout).toContain("unhandled: returned as returned\nhandled late: returned\n");
    const { count, errors } = readRecorded(project.at("p.db"));
    expect(count).toMatchObject({ async: 8, returned: 8, nested: 16, handled: 1, task: 1, request: 1 });
    expect(errors).toMatchObject({ returned: "Error", "at once": "Error", frozen: "Error", foreign: "Error" });
    for (const name of ["task", "request", "caught request"])
      expect(
        queryFile<[number]>(project.at("p.db"), `SELECT duration FROM spans WHERE name = '${name}'`)[0]?.[0],
      ).toBeGreaterThan(0.025);
  });

  test("with promises that never settle keeps the newest of their spans, and says how many are lost", async () => {
    project.write(
      "never.mjs",
      `import { SP } from "spantom";
      let settle;
      SP.span("start", () => {});
      SP.span("first", () => new Promise((done) => (settle = done)));
      const { heapUsed } = process.memoryUsage();
      for (let round = 0; round < 5; round++) {
        for (let i = 0; i < 10_000; i++) SP.span("never", () => i % 100 ? new Promise(() => {}) : (async () => await new Promise(() => {}))());
        for (let i = 0; i < 10_000; i++) SP.span("block").begin();
        for (let i = 0; i < 10_000; i++) SP.span("async", async () => new Promise(() => {}));
        await new Promise(setImmediate);
      }
      globalThis.gc();
      await new Promise(setImmediate);
      globalThis.gc();
      console.log(Math.round((process.memoryUsage().heapUsed - heapUsed) / 1e6) < 45);
      settle();
      process.on("exit", () => console.log(SP.summary().dropped));`,
    );
    const outcome = await project.run("never.mjs", [], {
      node: ["--expose-gc"],
      env: { SPANTOM_DB: project.at("n.db") },
    });
    const { count } = readRecorded(project.at("n.db"));
    const written = Object.values(count).reduce((sum, each) => sum + each, 0);
    const lost = 150_002 - written;
    expect(count.first).toBe(1);
    expect(written).toBeGreaterThan(50_000);
    expect(outcome).toEqual({
      code: 0,
      signal: null,
      stdout: `true\n${lost}\n`,
      stderr: `spantom: ${lost} spans not written: they were still running, and only the 65536 newest are kept\n`,
    });
  });

  const endings = ["throw", "strict", "warn", "none", "warn-with-error-code"];
  test.each(endings)("ends as before with --unhandled-rejections=%s", async (mode) => {
    project.write(
      "left.mjs",
      `import { SP } from "spantom";
      const reject = () => new Promise((_, no) => setTimeout(no, 5, new Error("left")));
      SP.span("left", process.argv[2] === "async" ? async () => reject() : reject);
      setTimeout(() => console.log("went on"), 50);`,
    );
    for (const kind of ["async", "returned"]) {
      const run = (env: Record<string, string>) =>
        project.run("left.mjs", [kind], { node: [`--unhandled-rejections=${mode}`], env });
      const off = await run({ SPANTOM_DISABLED: "1" });
      const on = await run({ SPANTOM_DB: project.at(`${mode}-${kind}.db`) });
      const head = ({ stderr, ...rest }: typeof on) => ({
        ...rest,
        said: /Unhandled\w+|Error: left/.exec(stderr)?.[0],
      });
      expect(head(on)).toEqual(head(off));
      expect(readRecorded(project.at(`${mode}-${kind}.db`)).errors).toEqual({ left: "Error" });
    }
  });

  test("handles the rejections that it handled before, and the others stay unhandled", async () => {
    const outcome = await project.run("rejections.mjs", [], { env: { SPANTOM_DB: project.at("r.db") } });
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(outcome.stdout)).toEqual([
      "at once, left",
      "inner, left",
      "run now, left",
      "stream, left",
      "wrapped, left",
    ]);
    expect(readRecorded(project.at("r.db")).count).toEqual({ left: 4, outer: 1, caught: 6, inner: 1, stream: 2 });
  });

  test("that ends where a span is still current that has ended leaves it as it is", async () => {
    project.write(
      "ends.mjs",
      `import { SP } from "spantom";
      SP.span("first", () => {});
      await new Promise((done) => setTimeout(done, 100)); // So that the next ones wait, and are not written yet.
      SP.span("ended", () => queueMicrotask(() => { SP.span("child", () => {}); process.exit(); }));`,
    );
    await project.run("ends.mjs", [], { env: { SPANTOM_DB: project.at("e.db") } });
    const { count, errors } = readRecorded(project.at("e.db"));
    expect(count).toEqual({ first: 1, ended: 1, child: 1 });
    expect(errors).toEqual({});
  });

  test("that a rejection ends without tracing is ended by it with tracing, and the span is written", async () => {
    const outcome = await project.run("dies.mjs", [], { env: { SPANTOM_DB: project.at("d.db") } });
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toBe("");
    expect(outcome.stderr).toContain("Error: nobody caught me");
    expect(readRecorded(project.at("d.db")).errors).toEqual({ dies: "Error" });
  });
});
