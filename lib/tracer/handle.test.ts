/** What `SP.span(name)` returns: inert until it is used, and usable again and again. */
import { AsyncResource } from "node:async_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Session, SpanHandle, Tags } from "../api.ts";
import { collectNotices, createTracedFile, type TracedFile } from "../fixtures/traced-file.ts";

let traced: TracedFile;
let SP: Session;
beforeEach(() => {
  traced = createTracedFile();
  SP = traced.SP;
});
afterEach(() => traced.remove());

describe("a handle that has not started", () => {
  test("is no span, and not current", () => {
    const handle = SP.span("handle");
    expect(handle.name).toBe("handle");
    expect(SP.current).toBeUndefined();
    handle.end();
    handle.fail(new Error("not yet"));
    SP.write("other", 1, 1);
    expect(traced.tree()).toEqual(["other"]);
  });

  test("keeps its tags for when it starts, as they are now", () => {
    const list = [1];
    const handle = SP.span("handle", { given: list }).tag({ list, kind: "csv" });
    list.push(2);
    expect(SP.current).toBeUndefined();
    const span = handle.enter();
    span.tag({ list: "later" });
    span.end();
    expect(traced.span("handle").tags).toEqual({ given: "[1]", list: "later", kind: "csv" });
  });

  test("keeps them for each span that it starts, of any kind", () => {
    const handle = SP.span("handle").tag({ each: 1 });
    handle.enter().end();
    handle.begin().end();
    handle(() => {})();
    {
      using _span = handle;
    }
    expect(traced.spans().map(({ tags }) => tags)).toEqual(Array(4).fill({ each: "1" }));
  });

  test("takes a Map, a hostile object and a wrong one as `SP.tag` does", () => {
    const hostile = {
      get bad() {
        throw new Error("hostile");
      },
      good: 1,
    };
    SP.span("map", new Map([["a", 1]]))
      .enter()
      .end();
    SP.span("hostile", hostile).enter().end();
    SP.span("proto", JSON.parse('{"__proto__":1}') as Record<string, unknown>)
      .enter()
      .end();
    (SP.span("wrong", "text" as unknown as Tags) as SpanHandle)
      .tag([1] as never)
      .enter()
      .end();
    expect(traced.spans().map(({ tags }) => Object.entries(tags))).toEqual([
      [["a", "1"]],
      [
        ["bad", "[unprintable]"],
        ["good", "1"],
      ],
      [["__proto__", "1"]],
      [],
    ]);
  });
});

describe("a handle that has started", () => {
  test("tags, fails and ends the span that it started last", () => {
    const handle = SP.span("handle");
    const outer = handle.enter();
    const inner = handle.enter();
    expect(SP.current).toBe(inner);
    handle.tag({ to: "inner" }).fail(new Error("inner's")).end();
    expect([inner.ended, outer.ended]).toEqual([true, false]);
    handle.tag({ to: "outer" }).end();
    expect(outer.ended).toBe(true);
    handle.end();
    const spans = traced.spans();
    expect(spans.map(({ tags, error }) => [tags.to, error])).toEqual([
      ["inner", "Error: inner's"],
      ["outer", null],
    ]);
    expect(traced.tree()).toEqual(["handle < handle", "handle"]);
  });

  test("starts anew after its end", () => {
    const handle = SP.span("handle");
    for (const turn of [1, 2, 3]) {
      using span = handle.enter();
      span.tag({ turn });
    }
    expect(traced.spans().map(({ tags }) => tags.turn)).toEqual(["1", "2", "3"]);
    expect(new Set(traced.tree())).toEqual(new Set(["handle"]));
  });

  test("reaches its last span after the end, too", () => {
    const handle = SP.span("handle");
    handle.enter().end();
    handle.tag({ late: 1 });
    SP.flush();
    handle.tag({ later: 2 });
    expect(traced.span("handle").tags).toEqual({ late: "1", later: "2" });
  });

  test("keeps its spans apart that overlap, as requests do", () => {
    const handle = SP.span("request");
    const first = handle.begin();
    const second = handle.begin();
    first.tag({ who: "first" }).end();
    second.tag({ who: "second" }).end();
    expect(traced.tree()).toEqual(["request", "request"]);
    expect(traced.spans().map(({ tags }) => tags.who)).toEqual(["first", "second"]);
  });

  test("shared by tasks, each in a block of it, reaches the task's own span", async () => {
    const handle = SP.span("task");
    const task = async (who: string, turns: number) => {
      using shared = handle;
      await nextTurn();
      shared.tag({ who });
      for (let turn = 0; turn < turns; turn++) await nextTurn();
      SP.span("inner", () => shared.tag({ within: who }));
      if (who === "b") shared.fail(new Error("b's"));
    };
    await Promise.all([task("a", 1), task("b", 3), task("c", 2)]);
    const spans = traced.spans().filter(({ name }) => name === "task");
    expect(spans.map(({ tags, error }) => [tags, error])).toEqual([
      [{ who: "a", within: "a" }, null],
      [{ who: "c", within: "c" }, null],
      [{ who: "b", within: "b" }, "Error: b's"],
    ]);
  });

  test("reaches none of several tasks' from elsewhere, and says so", async () => {
    const handle = SP.span("elsewhere");
    const outside = new AsyncResource("outside");
    const spans = await Promise.all(["a", "b"].map(async () => handle.enter()));
    const lines = collectNotices(() => outside.runInAsyncScope(() => handle.tag({ whose: "?" }).end()));
    expect(lines).toEqual([
      "spantom: span elsewhere: its handle has several open blocks, none of them current here; use the span that enter() returns",
    ]);
    for (const span of spans) span.end();
    handle.enter().end();
    expect(traced.spans().map(({ tags }) => tags)).toEqual([{}, {}, {}]);
  });

  test("keeps none that have ended, where the newest always overlaps, as in a busy server", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const handle = SP.span("request");
    const refs: WeakRef<object>[] = [];
    const serve = () => {
      let running = handle.begin();
      for (let i = 0; i < 1000; i++) {
        const next = handle.begin();
        refs.push(new WeakRef(running));
        running.end();
        running = next;
      }
    };
    serve();
    expect(SP.summary().spanCount).toBe(1000);
    await new Promise(setImmediate);
    collect();
    expect(refs.filter((ref) => ref.deref()).length).toBeLessThan(100);
    handle.end();
  });

  test("is a wrapper and a block at once", () => {
    const handle = SP.span("both");
    const fn = handle(() => SP.current?.name);
    {
      using _span = handle;
      expect(fn()).toBe("both");
    }
    expect(traced.tree()).toEqual(["both < both", "both"]);
  });
});

describe("a span", () => {
  test("tells its name, its start in seconds since the epoch, and whether it has ended", () => {
    const before = Date.now() / 1000;
    const span = SP.span("told").enter();
    expect(span.name).toBe("told");
    expect(span.start).toBeGreaterThan(before - 0.01);
    expect(span.start).toBeLessThan(Date.now() / 1000 + 0.01);
    expect(span.ended).toBe(false);
    span.end();
    expect(span.ended).toBe(true);
    expect(traced.span("told").start).toBe(span.start);
  });

  test("takes tags after its end, before and after it was written", () => {
    const span = SP.span("late", { first: 0 }).enter();
    span.end();
    span.tag({ first: 1, second: 1 });
    SP.flush();
    span.tag({ second: 2, third: 3 });
    SP.flush();
    span.tag({ third: 4 });
    expect(traced.span("late").tags).toEqual({ first: "1", second: "2", third: "4" });
    expect(traced.query("SELECT count(*) FROM span_tags")).toEqual([[3]]);
  });

  test("is chained: tag and fail return it", () => {
    const span = SP.span("chained").begin();
    expect(span.tag({}).fail(1)).toBe(span);
    span.end();
  });

  test("is passed to the function that runs now, with tags to begin with", () => {
    SP.span("run now", { a: 1, kind: "x" }, (span) => {
      expect(span).toBe(SP.current);
      span.tag({ b: 2 });
    });
    expect(traced.span("run now").tags).toEqual({ a: "1", b: "2", kind: "x" });
  });

  test("has a name of any value, as text and cut", () => {
    const throwing = {
      toString() {
        throw new Error("hostile");
      },
      toJSON() {
        throw new Error("hostile");
      },
    };
    const names = [42, true, null, Symbol("x"), "a\0b", "__proto__", "n".repeat(2000), Object.create(null)];
    for (const name of names)
      SP.span(name as string)
        .enter()
        .end();
    SP.span(throwing as never)
      .enter()
      .end();
    expect(() =>
      SP.span(Proxy.revocable({}, {}).proxy as never)
        .enter()
        .end(),
    ).not.toThrow();
    const written = traced.spans().map(({ name }) => name);
    expect(written.slice(0, 6)).toEqual(["42", "true", "anonymous_span", "Symbol(x)", "a\0b", "__proto__"]);
    expect(written[6]).toBe(`${"n".repeat(1023)}…`);
    expect(written[7]).toBe("{}");
    expect(written.length).toBe(10);
  });

  test("that a clock set back cannot make negative", () => {
    const { now } = Date;
    SP.span("steady", () => {
      Date.now = () => now() - 3_600_000;
    });
    Date.now = now;
    expect(traced.span("steady").duration).toBeGreaterThanOrEqual(0);
    expect(Math.abs(traced.span("steady").start - now() / 1000)).toBeLessThan(60);
  });
});

test("`span` works when it is taken off the session", () => {
  const { span } = SP;
  span("detached", () => {});
  expect(traced.tree()).toEqual(["detached"]);
});
