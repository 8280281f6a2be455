/** Generators in a span: from the first step to the end, however that comes about. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Session } from "../api.ts";
import { createTracedFile, type TracedFile } from "../fixtures/traced-file.ts";

let traced: TracedFile;
let SP: Session;
beforeEach(() => {
  traced = createTracedFile();
  SP = traced.SP;
});
afterEach(() => traced.remove());

const busy = (ms: number) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};

/** Records in a tag that its `finally` ran. */
function* count(to: number): Generator<number, string, string | undefined> {
  try {
    for (let i = 1; i <= to; i++) {
      busy(2);
      SP.tag({ [`step ${i}`]: SP.current?.name });
      const answer = yield i;
      if (answer) SP.tag({ answer });
    }
    return "all";
  } finally {
    SP.tag({ finally: "ran" });
  }
}

async function* countLater(to: number): AsyncGenerator<number, string, string | undefined> {
  try {
    for (let i = 1; i <= to; i++) {
      await sleep(2);
      SP.tag({ [`step ${i}`]: SP.current?.name });
      const answer = yield i;
      if (answer) SP.tag({ answer });
    }
    return "all";
  } finally {
    SP.tag({ finally: "ran" });
  }
}

describe("a generator", () => {
  test("is one span, from the first step to the last", () => {
    const got = SP.span("consumer", () => {
      const numbers = [];
      for (const i of SP.span()(count)(3)) {
        expect(SP.current?.name).toBe("consumer");
        SP.span("between", () => {});
        numbers.push(i);
      }
      return numbers;
    });
    expect(got).toEqual([1, 2, 3]);
    expect(traced.tree().sort()).toEqual([...Array(3).fill("between < consumer"), "consumer", "count < consumer"]);
    expect(traced.span("count").tags).toEqual({
      "step 1": "count",
      "step 2": "count",
      "step 3": "count",
      finally: "ran",
    });
    expect(traced.span("count").duration).toBeGreaterThanOrEqual(0.006);
  });

  test("starts at its first step, and is the child of where it was called", () => {
    const made = SP.span("makes", () => SP.span()(count)(1));
    busy(30);
    SP.span("consumes", () => [...made]);
    expect(traced.span("count").parent).toBe("makes");
    expect(traced.span("count").start).toBeGreaterThanOrEqual(traced.span("consumes").start);
  });

  test("ends at `break`, and its own `finally` runs", () => {
    for (const i of SP.span()(count)(3)) if (i === 2) break;
    expect(traced.span("count").tags).toMatchObject({ "step 2": "count", finally: "ran" });
    expect(traced.span("count").error).toBeNull();
  });

  test("ends when its consumer throws", () => {
    expect(() => {
      for (const _ of SP.span()(count)(3)) throw new Error("consumer's");
    }).toThrow("consumer's");
    expect(traced.span("count")).toMatchObject({ tags: { finally: "ran" }, error: null });
  });

  test("has failed when it throws, or is thrown into", () => {
    const thrown = new RangeError("generator's");
    const fails = SP.span("fails")(function* () {
      yield 1;
      throw thrown;
    });
    const caught = () => {
      try {
        return [...fails()];
      } catch (error) {
        return error;
      }
    };
    expect(caught()).toBe(thrown);
    const running = SP.span()(count)(3);
    running.next();
    expect(() => running.throw(thrown)).toThrow(thrown);
    expect(traced.spans().map(({ name, error }) => [name, error])).toEqual([
      ["fails", "RangeError: generator's"],
      ["count", "RangeError: generator's"],
    ]);
  });

  test("that is never consumed is no span, nor is one that is ended before it began", () => {
    SP.span()(count)(3);
    expect(SP.span()(count)(3).return("early")).toEqual({ value: "early", done: true });
    expect(() => SP.span()(count)(3).throw(new Error("early"))).toThrow("early");
    SP.write("other", 1, 1);
    expect(traced.tree()).toEqual(["other"]);
  });

  test("passes values both ways, and stays ended", () => {
    const running = SP.span()(count)(2);
    expect(running.next()).toEqual({ value: 1, done: false });
    expect(running.next("hello")).toEqual({ value: 2, done: false });
    expect(running.next()).toEqual({ value: "all", done: true });
    expect(running.next()).toEqual({ value: undefined, done: true });
    expect(traced.span("count").tags).toMatchObject({ answer: "hello" });
  });

  test("is delegated to by `yield*`, and looks as it did", () => {
    const inner = SP.span("inner")(count);
    const outer = SP.span("outer")(function* () {
      return yield* inner(2);
    });
    const running = outer();
    expect([...running]).toEqual([1, 2]);
    expect(running).toBeInstanceOf(outer);
    expect(Object.prototype.toString.call(running)).toBe("[object Generator]");
    expect(running[Symbol.iterator]()).toBe(running);
    expect(traced.tree()).toEqual(["inner < outer", "outer"]);
  });

  test("wrapped twice is two spans, as long as each other", () => {
    const twice = SP.span("outer")(SP.span("inner")(count));
    for (const _ of twice(2)) busy(2);
    expect(traced.tree()).toEqual(["inner", "outer"]);
    for (const { duration } of traced.spans()) expect(duration).toBeGreaterThanOrEqual(0.008);
  });
});

describe("an asynchronous generator", () => {
  test("is one span, and its consumer has its own between the steps", async () => {
    await SP.span("consumer", async () => {
      for await (const i of SP.span()(countLater)(2)) {
        SP.tag({ [`got ${i}`]: SP.current?.name });
        await sleep(1);
        SP.span("between", () => {});
      }
    });
    expect(traced.span("consumer").tags).toEqual({ "got 1": "consumer", "got 2": "consumer" });
    expect(traced.span("countLater")).toMatchObject({
      parent: "consumer",
      tags: { "step 1": "countLater", "step 2": "countLater", finally: "ran" },
    });
  });

  test("ends at `break` and when its consumer throws", async () => {
    for await (const _ of SP.span("breaks")(countLater)(3)) break;
    const consume = async () => {
      for await (const _ of SP.span("throws")(countLater)(3)) throw new Error("consumer's");
    };
    await expect(consume()).rejects.toThrow("consumer's");
    expect(traced.spans().map(({ name, tags, error }) => [name, tags.finally, error])).toEqual([
      ["breaks", "ran", null],
      ["throws", "ran", null],
    ]);
  });

  test("has failed when it throws", async () => {
    const thrown = new Error("generator's");
    const fails = SP.span("fails")(async function* () {
      yield 1;
      throw thrown;
    });
    const running = fails();
    await running.next();
    await expect(running.next()).rejects.toBe(thrown);
    expect(traced.span("fails").error).toBe("Error: generator's");
  });

  test("that is never consumed is no span", async () => {
    SP.span()(countLater)(3);
    await SP.span()(countLater)(3).return("early");
    SP.write("other", 1, 1);
    expect(traced.tree()).toEqual(["other"]);
  });

  test("side by side, each has its own tags", async () => {
    const consume = async (who: string) => {
      const running = SP.span("stream")(countLater)(3);
      await running.next();
      await running.next(who);
      await running.return("done");
    };
    await Promise.all(["a", "b", "c"].map(consume));
    const answers = traced.spans().map(({ tags }) => tags.answer);
    expect(answers.sort()).toEqual(["a", "b", "c"]);
  });
});

describe("run now, as wrapped", () => {
  test("a generator is one span from its first step to its last, with its tags and children", () => {
    const made = SP.span("makes", () =>
      SP.span("count", { given: 1 }, function* (span) {
        span.tag({ early: SP.current?.name });
        SP.span("child", () => {});
        yield* count(2);
      }),
    );
    busy(30);
    SP.span("consumes", () => [...made]);
    expect(traced.tree()).toEqual(["makes", "child < count", "count < makes", "consumes"]);
    expect(traced.span("count").tags).toMatchObject({ given: "1", early: "count", "step 2": "count", finally: "ran" });
    expect(traced.span("count").start).toBeGreaterThanOrEqual(traced.span("consumes").start);
    expect(traced.span("count").duration).toBeGreaterThanOrEqual(0.004);
  });

  test("an asynchronous one too, and it fails when it throws", async () => {
    const running = SP.span("later", async function* () {
      yield* countLater(2);
      throw new RangeError("generator's");
    });
    expect(Object.prototype.toString.call(running)).toBe("[object AsyncGenerator]");
    const consume = async () => {
      for await (const _ of running) await sleep(2);
    };
    await expect(consume()).rejects.toThrow("generator's");
    expect(traced.span("later")).toMatchObject({ error: "RangeError: generator's", tags: { "step 2": "later" } });
    expect(traced.span("later").duration).toBeGreaterThanOrEqual(0.007);
  });

  test("one that is never consumed is no span", () => {
    SP.span("never", count as never);
    SP.write("other", 1, 1);
    expect(traced.tree()).toEqual(["other"]);
  });
});
