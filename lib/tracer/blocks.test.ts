/** Spans around a block, by `using` or `enter`, in synchronous and asynchronous code. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { inspect } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Session } from "../api.ts";
import { because } from "../fixtures/because.ts";
import { createTracedFile, type TracedFile } from "../fixtures/traced-file.ts";

let traced: TracedFile;
let SP: Session;
beforeEach(() => {
  traced = createTracedFile();
  SP = traced.SP;
});
afterEach(() => traced.remove());

describe("in synchronous code", () => {
  test("a block's span is current from its declaration to the block's end", () => {
    {
      using span = SP.span("block");
      span.tag({ own: 1 });
      SP.tag({ current: 2 });
      SP.span("child", () => {});
    }
    expect(SP.current).toBeUndefined();
    expect(traced.tree()).toEqual(["child < block", "block"]);
    expect(traced.span("block").tags).toEqual({ own: "1", current: "2" });
  });

  test("a loop's body is a span a turn, all of them siblings", () => {
    SP.span("loop", () => {
      for (const turn of [1, 2, 3]) {
        using span = SP.span("turn");
        span.tag({ turn });
        if (turn === 2) continue;
        SP.span("work", () => {});
      }
    });
    expect(traced.tree()).toEqual(["work < turn", "turn < loop", "turn < loop", "work < turn", "turn < loop", "loop"]);
  });

  test("a block ends when it throws or returns; the error is not seen", () => {
    const thrower = () => {
      using _span = SP.span("throws");
      throw new Error("no");
    };
    const returner = () => {
      using _span = SP.span("returns");
      return 7;
    };
    expect(thrower).toThrow("no");
    expect(returner()).toBe(7);
    expect(SP.current).toBeUndefined();
    expect(traced.spans().map(({ name, error }) => [name, error])).toEqual([
      ["throws", null],
      ["returns", null],
    ]);
  });

  test("two blocks in one scope nest, and end innermost first", () => {
    {
      using _outer = SP.span("outer");
      using _inner = SP.span("inner");
    }
    expect(traced.tree()).toEqual(["inner < outer", "outer"]);
  });

  test("enter and end are the same without the syntax", () => {
    const span = SP.span("entered", { from: "tags" }).enter();
    try {
      expect(SP.current).toBe(span);
    } finally {
      span.end();
    }
    expect(SP.current).toBeUndefined();
    expect(traced.span("entered").tags).toEqual({ from: "tags" });
  });

  test("what `enter` returns works with `using` too, and starts no second span", () => {
    {
      using span = SP.span("entered").enter();
      span.tag({ a: 1 });
    }
    expect(traced.tree()).toEqual(["entered"]);
  });

  const isMissing = because(typeof DisposableStack === "undefined", "this Node has no DisposableStack");
  test.skipIf(isMissing)("a DisposableStack holds one", () => {
    const stack = new DisposableStack();
    stack.use(SP.span("stacked"));
    expect(SP.current?.name).toBe("stacked");
    stack.dispose();
    expect(traced.tree()).toEqual(["stacked"]);
  });

  test("looking at a handle starts nothing", () => {
    const handle = SP.span("looked at");
    inspect(handle, { showHidden: true, depth: 5 });
    JSON.stringify({ handle });
    expect(SP.current).toBeUndefined();
    SP.write("other", 1, 1);
    expect(traced.tree()).toEqual(["other"]);
  });
});

describe("in asynchronous code", () => {
  test("awaited one after the other, blocks are children of the caller", async () => {
    const step = async (name: string) => {
      using span = SP.span(name);
      await nextTurn();
      span.tag({ name });
      SP.span(`in ${name}`, () => {});
    };
    await SP.span("caller", async () => {
      await step("a");
      SP.tag({ between: 1 });
      await step("b");
    });
    expect(traced.tree()).toEqual(["in a < a", "a < caller", "in b < b", "b < caller", "caller"]);
    expect(traced.span("caller").tags).toEqual({ between: "1" });
  });

  test("a loop that awaits in its body is a span a turn", async () => {
    await SP.span("loop", async () => {
      for (const turn of [1, 2, 3]) {
        using _span = SP.span("turn");
        await nextTurn();
        SP.tag({ turn });
      }
    });
    expect(traced.tree()).toEqual(["turn < loop", "turn < loop", "turn < loop", "loop"]);
    expect(traced.spans().map(({ tags }) => tags)).toEqual([{ turn: "1" }, { turn: "2" }, { turn: "3" }, {}]);
  });

  test("`await using` works as `using` does", async () => {
    {
      await using span = SP.span("awaited");
      await nextTurn();
      span.tag({ a: 1 });
    }
    expect(traced.span("awaited").tags).toEqual({ a: "1" });
  });

  test("at once, each block's tags are its own, and the caller is right after them", async () => {
    const step = async (name: string) => {
      using span = SP.span(name);
      await nextTurn();
      SP.tag({ current: name });
      await nextTurn();
      span.tag({ own: name });
    };
    await SP.span("caller", async () => {
      await Promise.all([step("f"), step("g")]);
      SP.tag({ after: "both" });
      SP.span("next", () => {});
    });
    for (const name of ["f", "g"]) expect(traced.span(name).tags).toEqual({ current: name, own: name });
    expect(traced.span("caller").tags).toEqual({ after: "both" });
    expect(traced.span("next").parent).toBe("caller");
  });

  test("the documented limit: a block that is started and not awaited is its caller's until it has ended", async () => {
    const step = async (name: string) => {
      using _span = SP.span(name);
      await nextTurn();
    };
    await SP.span("caller", async () => {
      const [f, g] = [step("f"), step("g")];
      SP.tag({ meant: "for the caller" });
      await Promise.all([f, g]);
    });
    expect(traced.span("f").parent).toBe("caller");
    expect(traced.span("g").parent).toBe("f");
    expect(traced.span("g").tags).toEqual({ meant: "for the caller" });
  });

  test("its cure: the same work as a function's span", async () => {
    const step = (name: string) => SP.span(name, () => nextTurn());
    await SP.span("caller", async () => {
      const [f, g] = [step("f"), step("g")];
      SP.tag({ meant: "for the caller" });
      await Promise.all([f, g]);
    });
    expect(traced.span("f").parent).toBe("caller");
    expect(traced.span("g").parent).toBe("caller");
    expect(traced.span("caller").tags).toEqual({ meant: "for the caller" });
  });

  test("work that starts after a block's end belongs to what was around it", async () => {
    let later: Promise<void> | undefined;
    SP.span("around", () => {
      using _span = SP.span("block");
      later = nextTurn().then(() => SP.span("late", () => {}));
    });
    await later;
    expect(traced.tree()).toEqual(["block < around", "around", "late < around"]);
  });

  test("a chain of timers, each with a block, keeps none of the spans before it", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const refs: WeakRef<object>[] = [];
    await new Promise<void>((done) => {
      const tick = (left: number) => {
        using span = SP.span("tick");
        refs.push(new WeakRef(span));
        SP.span("work", () => {});
        if (left > 0) setImmediate(tick, left - 1);
        else done();
      };
      tick(200);
    });
    expect(traced.tree().filter((line) => line === "tick").length).toBe(201);
    await nextTurn();
    collect();
    expect(refs.filter((ref) => ref.deref()).length).toBeLessThan(10);
  });
});
