/** Wrong arguments: what could never have worked throws a `TypeError`; all else goes on, with a line on stderr. */
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Session } from "../api.ts";
import { collectNotices, createTracedFile, type TracedFile } from "../fixtures/traced-file.ts";
import * as noop from "../noop.ts";
import { SpantomSession } from "./session.ts";

let traced: TracedFile;
let SP: Session;
beforeEach(() => {
  traced = createTracedFile();
  SP = traced.SP;
});
afterEach(() => traced.remove());

/** As plain JavaScript may call it. */
// biome-ignore lint/suspicious/noExplicitAny: nothing is promised about it
const loose = (fn: unknown) => fn as (...args: unknown[]) => any;

const NO_FUNCTIONS: readonly [unknown, string][] = [
  [undefined, "undefined"],
  [null, "null"],
  [5, "number"],
  ["a\nb", "string"],
  [{}, "object"],
  [[], "array"],
  [Promise.resolve(), "Promise"],
  [Symbol("s"), "symbol"],
  [Proxy.revocable({}, {}).proxy, "object"],
];

describe("a TypeError of one line, tracing or not, in a bundle for browsers too, for", () => {
  const sessions = (): readonly Session[] => [
    SP,
    new SpantomSession(join(traced.folder, "off.db"), { disabled: true }),
    new noop.SpantomSession(),
  ];

  test.each(NO_FUNCTIONS)("%o in place of a function", (value, kind) => {
    for (const session of sessions()) {
      const span = session.span("span").begin();
      expect(() => loose(span.run).call(span, value)).toThrow(
        new TypeError(`span.run(fn): fn must be a function, not ${kind}`),
      );
      span.end();
      expect(() => loose(session.outside).call(session, value)).toThrow(
        new TypeError(`SP.outside(fn): fn must be a function, not ${kind}`),
      );
      expect(() => loose(session.span("span"))(value)).toThrow(
        new TypeError(`SP.span(…) wraps a function; it was called with ${kind}`),
      );
    }
  });

  test.each(NO_FUNCTIONS.filter(([value]) => typeof value !== "object" && value !== undefined))(
    "%o in place of options",
    (value, kind) => {
      for (const session of sessions())
        expect(() => loose(session.init).call(session, traced.path, value)).toThrow(
          new TypeError(`SP.init(path, options): options must be an object, not ${kind}`),
        );
    },
  );

  test("a decorated class, whatever its `name` is", () => {
    class Named {
      run() {}
    }
    Object.defineProperty(Named, "name", { value: () => "\n" });
    for (const session of sessions())
      expect(() => loose(session.span("x"))(Named)).toThrow(
        new TypeError("SP.span() decorates methods, not the class; put it on each method"),
      );
  });
});

describe("a line on stderr, and the program goes on, for", () => {
  /** Each line is reported once per process. */
  const SAID: readonly (readonly [what: string, line: string, use: () => unknown])[] = [
    [
      "a URL in place of a path",
      "SP.init() takes a path as a string, and options such as { disabled: true }; URL is ignored",
      () => loose(SP.init).call(SP, new URL("file:///tmp/a.db")),
    ],
    [
      "a text in place of true or false",
      'SP.init(): option disabled must be true or false; "" counts as false',
      () => loose(SP.init).call(SP, { disabled: "" }),
    ],
    [
      "a number in place of true or false",
      "SP.init(): option handleSignals must be true or false; 0 counts as false",
      () => loose(SP.init).call(SP, { handleSignals: 0, disabled: undefined }),
    ],
    [
      "an option that there is none",
      "SP.init() has no option sampel; it has disabled and handleSignals",
      () => loose(SP.init).call(SP, { sampel: 1, disabled: false }),
    ],
    [
      "what a function returned, in its place",
      "SP.span(name, fn) takes the function itself; the promise it returned is ignored",
      () => loose(SP.span)("load", Promise.resolve(7)),
    ],
    [
      "the same after tags",
      "SP.span(name, tags, fn) takes the function itself; Promise is ignored",
      () => loose(SP.span)("load", {}, Promise.resolve(7)),
    ],
    [
      "tags that are kept where nobody sees them",
      "SP.tag() takes an object such as { bytes: 10 }; Headers is ignored",
      () => SP.span("tagged", (span) => span.tag(new Headers({ a: "1" }) as never)),
    ],
    [
      "a duration below 0",
      "SP.write(): a duration below 0, such as -2, is recorded as 0",
      () => SP.write("written", 5, -2),
    ],
  ];

  test.each(SAID)("%s", (_what, line, use) => {
    const lines = collectNotices(() => {
      use();
      use();
    });
    expect(lines).toEqual([`spantom: ${line}`]);
    SP.span("after", () => {});
    expect(traced.query<[string]>("SELECT name FROM spans").flat()).toContain("after");
  });
});

test("options of a class of the program's own are options", () => {
  class Config {
    disabled = true;
    get [Symbol.toStringTag]() {
      return "Config";
    }
  }
  expect(collectNotices(() => SP.init(new Config()))).toEqual([]);
  expect(SP.enabled).toBe(false);
});

test("options that are nothing are none, in a bundle for browsers too", () => {
  for (const Any of [SpantomSession, noop.SpantomSession])
    for (const nothing of [null, "", 0, false]) expect(new Any(undefined, nothing as never)).toBeInstanceOf(Any);
});
