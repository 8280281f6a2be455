/** Errors: seen by the program as they were thrown, kept beside the span and never among its tags. */
import { runInNewContext } from "node:vm";
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

const NOTHING = Symbol("nothing was thrown");

function catchThrown(fn: () => unknown): unknown {
  try {
    fn();
    return NOTHING;
  } catch (error) {
    return error;
  }
}

class OwnError extends Error {}
class NamedError extends Error {
  override name = "GivenName";
}

describe("what is thrown", () => {
  test.each<[string, unknown, string, string]>([
    ["an Error", new Error("plain"), "Error", "plain"],
    ["a TypeError", new TypeError("built in"), "TypeError", "built in"],
    ["a subclass", new OwnError("own"), "OwnError", "own"],
    ["an error with a name", new NamedError("named"), "GivenName", "named"],
    ["an error without a message", new Error(), "Error", ""],
    ["another realm's", runInNewContext("new RangeError('far')"), "RangeError", "far"],
    ["an AbortError", AbortSignal.abort().reason, "AbortError", "This operation was aborted"],
    ["a text", "text", "string", "text"],
    ["a number", 7, "number", "7"],
    ["null", null, "null", "null"],
    ["undefined", undefined, "undefined", "undefined"],
    ["an object", { code: 1 }, "object", '{"code":1}'],
    ["a symbol", Symbol("x"), "symbol", "Symbol(x)"],
    ["false", false, "boolean", "false"],
  ])("%s arrives as it is, and is in span_errors", (_kind, thrown, type, message) => {
    const thrower = () => {
      throw thrown;
    };
    expect(catchThrown(() => SP.span("run now", thrower))).toBe(thrown);
    expect(catchThrown(SP.span("wrapped")(thrower))).toBe(thrown);
    expect(traced.query("SELECT span_id, type, message FROM span_errors")).toEqual([
      [1, type, message],
      [2, type, message],
    ]);
    expect(traced.query("SELECT * FROM span_tags")).toEqual([]);
  });

  test("is not changed: no property, no new stack", () => {
    const error = Object.freeze(new OwnError("frozen"));
    const { stack } = error;
    expect(
      catchThrown(() =>
        SP.span("a", () =>
          SP.span("b", () => {
            throw error;
          }),
        ),
      ),
    ).toBe(error);
    expect(error.stack).toBe(stack);
    expect(Reflect.ownKeys(error).sort()).toEqual(["message", "stack"]);
  });

  test("marks each span that it passes, and no other", () => {
    SP.span("handles", () => {
      catchThrown(() =>
        SP.span("passes", () =>
          SP.span("throws", () => {
            throw new Error("up");
          }),
        ),
      );
    });
    expect(traced.spans().map(({ name, error }) => [name, error])).toEqual([
      ["throws", "Error: up"],
      ["passes", "Error: up"],
      ["handles", null],
    ]);
  });

  test("may be hostile to being looked at", () => {
    const explode = () => {
      throw new Error("looked at");
    };
    const hostile = new Error("hidden");
    for (const key of ["stack", "name", "message"]) Object.defineProperty(hostile, key, { get: explode });
    const revocable = Proxy.revocable({}, {});
    revocable.revoke();
    for (const thrown of [hostile, revocable.proxy, new Proxy(new Error(), { get: explode })]) {
      const caught = catchThrown(() =>
        SP.span("hostile", () => {
          throw thrown;
        }),
      );
      expect(caught === thrown).toBe(true); // Not `toBe`, which inspects both.
    }
    expect(traced.spans().map(({ name }) => name)).toEqual(["hostile", "hostile", "hostile"]);
    expect(traced.query("SELECT count(*) FROM span_errors")).toEqual([[3]]);
  });
});

describe("the row", () => {
  test("has the error's stack, which names the place", () => {
    catchThrown(() =>
      SP.span("stack", function here() {
        throw new OwnError("look");
      }),
    );
    const [[stack] = [""]] = traced.query<[string]>("SELECT stack FROM span_errors");
    expect(stack).toContain("look");
    expect(stack).toContain("here");
    expect(stack).toContain("errors.test.ts");
  });

  test("has no stack for what is no error, nor after five of a kind in one name of span", () => {
    for (let i = 0; i < 25; i++) SP.span("often").enter().fail(new Error("again")).end();
    SP.span("often").enter().fail(new RangeError("another kind")).end();
    SP.span("primitive").enter().fail("text").end();
    expect(traced.query("SELECT count(*), count(stack) FROM span_errors")).toEqual([[27, 6]]);
    expect(traced.query("SELECT message FROM span_errors WHERE span_id = 25")).toEqual([["again"]]);
  });

  test("is within bounds, and text that everything can read", () => {
    const error = new Error(`\ud800${"m".repeat(20_000)}`);
    error.name = "N".repeat(300);
    SP.span("long").enter().fail(error).end();
    const [[type, message] = ["", ""]] = traced.query<[string, string]>("SELECT type, message FROM span_errors");
    expect(type).toBe(`${"N".repeat(255)}…`);
    expect(message).toBe(`\ufffd${"m".repeat(16_382)}…`);
  });
});

describe("fail", () => {
  test("marks a span whose error did not leave it, such as a block's", () => {
    {
      using span = SP.span("block");
      span.fail(new TypeError("seen to"));
    }
    expect(traced.span("block").error).toBe("TypeError: seen to");
  });

  test("is about the first error: the one thrown after it changes nothing", () => {
    catchThrown(() =>
      SP.span("twice", (span) => {
        span.fail(new Error("first"));
        throw new Error("second");
      }),
    );
    expect(traced.span("twice").error).toBe("Error: first");
  });

  test("after the span has ended, and after it was written, is in time", () => {
    const span = SP.span("late").enter();
    span.end();
    span.fail(new Error("late"));
    expect(traced.span("late").error).toBe("Error: late");
    const later = SP.span("later").enter();
    later.end();
    SP.flush();
    later.fail(new Error("later")).fail(new Error("latest"));
    expect(traced.span("later").error).toBe("Error: later");
  });
});

test("a failed span has its duration and its tags", () => {
  catchThrown(() =>
    SP.span("failed", (span) => {
      span.tag({ before: 1 });
      const end = performance.now() + 5;
      while (performance.now() < end);
      throw new Error("no");
    }),
  );
  expect(traced.span("failed").tags).toEqual({ before: "1" });
  expect(traced.span("failed").duration).toBeGreaterThanOrEqual(0.005);
});
