/**
 * The package where there is no file to write to: in browsers, at the edge, in React Native. It has the same exports
 * and behaves like a session that is turned off, without using Node.
 */
import type { Database, InitOptions, Session, SpanFunction, SpanHandle, Summary, Tags } from "./api.ts";
import { checkFunction, checkOptions, readInitArguments } from "./tracer/arguments.ts";
import { applyHandle, isApplied } from "./tracer/decorate.ts";
import { DISPOSE, NO_COUNTS, NO_SPAN } from "./tracer/disabled.ts";

export type * from "./api.ts";

export const DEFAULT_DB: string = "/tmp/spantom.db";

const wrap = (fn: unknown): unknown => fn;

const METHODS = {
  enter: () => NO_SPAN,
  begin: () => NO_SPAN,
  end: () => {},
  [DISPOSE]: () => {},
  tag<T>(this: T): T {
    return this;
  },
  fail<T>(this: T): T {
    return this;
  },
};

function createHandle(name: unknown): SpanHandle {
  const handle = (...args: unknown[]) => applyHandle(wrap, args);
  Object.defineProperty(handle, "name", { value: name ? String(name) : "anonymous_span", configurable: true });
  return Object.assign(handle, METHODS) as unknown as SpanHandle;
}

const span = (first?: unknown, second?: unknown, third?: unknown): unknown => {
  if (typeof second === "function") return second(NO_SPAN);
  if (typeof third === "function") return third(NO_SPAN);
  return isApplied(first, second) ? applyHandle(wrap, [first, second, third]) : createHandle(first);
};

export const SpantomSession: new (path?: string, options?: InitOptions) => Session = class implements Session {
  path: string = DEFAULT_DB;
  readonly enabled = false;
  readonly current = undefined;
  readonly span = span as unknown as SpanFunction;

  constructor(path?: string, options?: InitOptions) {
    if (path !== undefined || options) this.init(path, options);
  }

  init(pathOrOptions?: string | InitOptions, maybeOptions?: InitOptions): this {
    const { path, options } = readInitArguments(pathOrOptions, maybeOptions);
    if (path !== undefined) this.path = path;
    if (options !== undefined) checkOptions(options);
    return this;
  }

  tag(_tags: Tags): boolean {
    return false;
  }

  run(): void {}

  outside<T>(fn: () => T): T {
    checkFunction("SP.outside(fn)", fn);
    return fn();
  }

  write(): void {}

  summary(): Summary {
    return { dbPath: this.path, ...NO_COUNTS, spanNames: [], tagKeys: [], dropped: 0 };
  }

  clear(): boolean {
    return false;
  }

  flush(): boolean {
    return true;
  }

  close(): void {}

  get conn(): Database {
    throw new Error("tracing is off in a browser or at the edge: there is no connection");
  }

  [DISPOSE](): void {}
};

export const SP: Session = new SpantomSession();
