/** A wrapped function is the function it was, and each call of it is a span. */

import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
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

describe("the span's name", () => {
  test("is the one given, or the function's own", () => {
    SP.span("given")(function own() {})();
    SP.span()(function own() {})();
    SP.span(function bare() {})();
    const assigned = () => {};
    SP.span()(assigned)();
    expect(traced.tree()).toEqual(["given", "own", "bare", "assigned"]);
  });

  test("is anonymous_span without either, as with an empty one", () => {
    SP.span()(() => {})();
    SP.span("")(() => {})();
    SP.span("")(function own() {})();
    {
      using _span = SP.span("");
    }
    SP.span("", () => {});
    expect(traced.tree()).toEqual(["anonymous_span", "anonymous_span", "own", "anonymous_span", "anonymous_span"]);
  });

  test("is each function's own where one handle wraps two", () => {
    const trace = SP.span();
    const [a, b] = [trace(function a() {}), trace(function b() {})];
    a();
    b();
    a();
    expect(traced.tree()).toEqual(["a", "b", "a"]);
  });

  test("does not change when the function's does", () => {
    const fn = SP.span()(function before() {});
    Object.defineProperty(fn, "name", { value: "after" });
    fn();
    expect(traced.tree()).toEqual(["before"]);
  });
});

describe("the wrapped function keeps", () => {
  test("name, length and source's kind", () => {
    const kinds = {
      plain(a: number, b: number) {
        return a + b;
      },
      async later(_a: number) {},
      *steps() {},
      async *laterSteps(_a: number, _b: number, _c: number) {},
    };
    for (const fn of Object.values(kinds) as ((...args: never[]) => unknown)[]) {
      const wrapped = SP.span("other")(fn);
      expect(wrapped).not.toBe(fn);
      expect(wrapped.name).toBe(fn.name);
      expect(wrapped.length).toBe(fn.length);
      expect(wrapped.constructor.name).toBe(fn.constructor.name);
      expect(Object.prototype.toString.call(wrapped)).toBe(Object.prototype.toString.call(fn));
      expect(Object.getOwnPropertyDescriptor(wrapped, "name")).toEqual(Object.getOwnPropertyDescriptor(fn, "name"));
    }
  });

  test("statics, symbols, getters and what is not enumerable", () => {
    const key = Symbol("key");
    let reads = 0;
    const fn = Object.assign(() => {}, { route: "/x", [key]: 1 });
    Object.defineProperty(fn, "hidden", { value: 2 });
    Object.defineProperty(fn, "computed", {
      get() {
        reads += 1;
        return 3;
      },
    });
    const wrapped = SP.span("w")(fn) as typeof fn & { hidden: number; computed: number };
    expect([wrapped.route, wrapped[key], wrapped.hidden]).toEqual(["/x", 1, 2]);
    expect(Object.keys(wrapped)).toEqual(["route"]);
    expect(reads).toBe(0);
    expect(wrapped.computed).toBe(3);
  });

  test("this, arguments, missing arguments and result", () => {
    const seen: unknown[] = [];
    const fn = SP.span("w")(function (this: unknown, ...args: unknown[]) {
      seen.push(this, args.length, ...args);
      return args;
    });
    const self = { fn };
    self.fn(1, undefined);
    fn.call("text");
    expect(seen).toEqual([self, 2, 1, undefined, "text", 0]);
    const argument = {};
    expect(fn(argument)[0]).toBe(argument);
  });

  test("call, apply and bind", () => {
    const fn = SP.span("w")(function (this: { base: number }, add: number) {
      return this.base + add;
    });
    const self = { base: 1 };
    expect([fn.call(self, 2), fn.apply(self, [3]), fn.bind(self, 4)()]).toEqual([3, 4, 5]);
    expect(traced.tree()).toEqual(["w", "w", "w"]);
  });

  test("`new`, `new.target`, prototype and inheritance", () => {
    interface Point {
      x: number;
      target: unknown;
    }
    const Point = function (this: Point, x: number) {
      this.x = x;
      this.target = new.target;
    } as unknown as new (
      x: number,
    ) => Point;
    Point.prototype.double = function (this: Point) {
      return this.x * 2;
    };
    const Wrapped = SP.span("Point")(Point as unknown as () => void) as unknown as typeof Point;
    const point = new Wrapped(3) as Point & { double(): number };
    expect(point).toBeInstanceOf(Wrapped);
    expect(point).toBeInstanceOf(Point);
    expect(point.double()).toBe(6);
    expect(point.target).toBe(Point);
    class Derived extends Wrapped {}
    const derived = new Derived(4);
    expect(derived).toBeInstanceOf(Derived);
    expect(derived.target).toBe(Derived);
    expect(traced.tree()).toEqual(["Point", "Point"]);
  });

  test("that methods and arrow functions cannot be constructed", () => {
    const { method } = { method() {} };
    const wrapped = SP.span("w")(method) as unknown as new () => unknown;
    expect(() => new wrapped()).toThrow(TypeError);
  });

  test("metadata, as reflect-metadata has it", () => {
    const store = new WeakMap<object, Map<unknown, unknown>>();
    const of = (target: object) => store.get(target) ?? store.set(target, new Map()).get(target);
    const metadata = {
      getOwnMetadataKeys: (target: object) => [...(of(target)?.keys() ?? [])],
      getOwnMetadata: (key: unknown, target: object) => of(target)?.get(key),
      defineMetadata: (key: unknown, value: unknown, target: object) => void of(target)?.set(key, value),
    };
    Object.assign(Reflect, metadata);
    try {
      const handler = () => {};
      const guards = [() => true];
      metadata.defineMetadata("guards", guards, handler);
      const wrapped = SP.span("w")(handler);
      expect(metadata.getOwnMetadata("guards", wrapped)).toBe(guards);
    } finally {
      for (const name of Object.keys(metadata)) Reflect.deleteProperty(Reflect, name);
    }
  });
});

describe("a handle", () => {
  test("is a wrapper also where an index follows: array.map", () => {
    const fns = [() => "a", () => "b"];
    expect(fns.map(SP.span("mapped")).map((fn) => fn())).toEqual(["a", "b"]);
    expect(fns.map(SP.span).map((fn) => fn())).toEqual(["a", "b"]);
    expect(traced.tree()).toEqual(["mapped", "mapped", "anonymous_span", "anonymous_span"]);
  });

  test("wraps natives and bound functions", () => {
    const parse = SP.span()(JSON.parse);
    expect(parse('{"a":1}')).toEqual({ a: 1 });
    const bound = SP.span()(
      function own(this: number) {
        return this + 1;
      }.bind(1),
    );
    expect(bound()).toBe(2);
    expect(traced.tree()).toEqual(["parse", "bound own"]);
  });

  test("wraps what CommonJS exports, statics and all", () => {
    const assert = SP.span("assert")(createRequire(import.meta.url)("node:assert") as (value: unknown) => void);
    expect((assert as unknown as { ok: unknown }).ok).toBeTypeOf("function");
    assert(true);
    expect(traced.tree()).toEqual(["assert"]);
  });

  test("refuses a class, and anything that is not a function, in one line", () => {
    const wrap = SP.span("w") as (value: unknown) => unknown;
    expect(() => wrap(class Job {})).toThrow(
      new TypeError("SP.span() decorates methods, not the class Job; put it on each method"),
    );
    for (const [value, kind] of [
      [7, "number"],
      [null, "null"],
      [undefined, "undefined"],
      [{}, "object"],
    ])
      expect(() => wrap(value)).toThrow(new TypeError(`SP.span(…) wraps a function; it was called with ${kind}`));
  });

  test("knows a class by more than its first letters", () => {
    const { classify } = { classify: (value: number) => value };
    const { method } = {
      method: (classes: number) => classes,
    };
    const { classes } = {
      classes(value: number) {
        return value;
      },
    };
    expect([classify, method, classes].map((fn) => SP.span()(fn)(7))).toEqual([7, 7, 7]);
    const arrow = new Function("return classes => classes")() as (value: number) => number;
    expect(SP.span("arrow")(arrow)(8)).toBe(8);
  });

  test("gives each span of its functions the tags it was made with", () => {
    const fn = SP.span("w", { kind: "csv", size: 1 })(() => SP.tag({ size: 2 }));
    fn();
    expect(traced.span("w").tags).toEqual({ kind: "csv", size: "2" });
  });
});

test("wrapped while tracing is off, a function is itself", () => {
  SP.init({ disabled: true });
  const fn = () => {};
  expect(SP.span("w")(fn)).toBe(fn);
  expect(SP.span(fn)).toBe(fn);
});

describe("what `promisify` takes in place of a function", () => {
  test("is traced too, with its properties", async () => {
    const run = promisify(SP.span("run")(execFile));
    const running = run(process.execPath, ["--version"]);
    expect(running.child.pid).toBeGreaterThan(0);
    expect((await running).stdout).toContain(process.version);
    await expect(run("/no/such/program")).rejects.toThrow("ENOENT");
    expect(traced.spans().map(({ name, error }) => [name, error?.slice(0, 12)])).toEqual([
      ["run", undefined],
      ["run", "Error: spawn"],
    ]);
    expect(traced.spans()[0]?.duration).toBeGreaterThan(0.001);
  });

  test("also where a getter has it, and where it leads to itself", async () => {
    const wrapped = SP.span("wait")(setTimeout);
    const wait = promisify(wrapped);
    expect(promisify(wrapped)).toBe(wait);
    expect(await wait(20, "waited")).toBe("waited");
    expect(traced.span("wait").duration).toBeGreaterThanOrEqual(0.015);
    const again = SP.span("again")(promisify(setTimeout));
    expect(promisify(again)).toBe(again);
  });
});
