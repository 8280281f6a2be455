/**
 * Tags by key: an object's own properties, or a `Map`. Values may be anything: they are stored as text, as of the time
 * of tagging; `undefined` is left out. Anything but an object or a `Map` is ignored, with one line on stderr.
 */
export type Tags = Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>;

// biome-ignore lint/suspicious/noExplicitAny: keeps generics, overloads and `this` of whatever is wrapped
type AnyFunction = (this: any, ...args: any[]) => any;

/**
 * A span: something that takes time, with a name and tags. When tracing is off it is a stand-in that has ended and
 * accepts every call.
 */
export interface Span {
  /** At most 1,024 characters. */
  readonly name: string;
  /** Seconds since the epoch, by the wall clock. */
  readonly start: number;
  readonly ended: boolean;
  /**
   * Sets tags on this span, even after it has ended. A key set twice keeps its last value.
   *
   * Limits: 256 characters per key, 16,384 per value, 128 tags and 65,536 characters per span; the tag
   * `spantom.dropped_tags` counts those that did not fit. Never throws.
   *
   * @example
   * ```ts
   * SP.span("parse", (span) => {
   *   const items: number[] = JSON.parse("[1, 2, 3]");
   *   span.tag({ items: items.length });
   *   return items;
   * });
   * ```
   */
  tag(tags: Tags): this;
  /**
   * Marks the span as failed with `error`, which may be any value; the first one is kept. Only needed if the error does
   * not leave the span's function, or if the span is a block. Never throws.
   *
   * @example
   * ```ts
   * SP.span("read settings", (span) => {
   *   try {
   *     return JSON.parse("{ not JSON");
   *   } catch (error) {
   *     span.fail(error); // recorded, though the program goes on
   *     return {};
   *   }
   * });
   * ```
   */
  fail(error: unknown): this;
  /** Ends the span; a second call does nothing. Spans around functions end by themselves. Never throws. */
  end(): void;
  /**
   * Calls `fn` with this span as the current one, and returns what it returns. Does not end the span.
   *
   * @throws TypeError if `fn` is not a function; otherwise what `fn` throws.
   * @example
   * ```ts
   * const request = SP.span("request").begin();
   * request.run(() => {
   *   SP.span("answer", () => {}); // a child of it
   *   setTimeout(() => request.end(), 5);
   * });
   * ```
   */
  run<T>(fn: () => T): T;
}

/** A span that `using` can end. */
export interface ActiveSpan extends Span, Disposable {}

/**
 * Puts a span around every call of a method, under either decorator proposal, or of a function. Applied to anything
 * else it throws a `TypeError`: a class, a field whose value legacy decorators do not provide, a non-function.
 */
export interface SpanDecorator {
  // biome-ignore lint/suspicious/noExplicitAny: any class
  <F extends AnyFunction>(method: F, context: ClassMethodDecoratorContext<any, F>): F;
  // biome-ignore lint/suspicious/noExplicitAny: any class
  <V, G extends (this: any) => V>(getter: G, context: ClassGetterDecoratorContext<any, V>): G;
  // biome-ignore lint/suspicious/noExplicitAny: any class
  <V, S extends (this: any, value: V) => void>(setter: S, context: ClassSetterDecoratorContext<any, V>): S;
  // biome-ignore lint/suspicious/noExplicitAny: any class
  <F extends AnyFunction>(field: undefined, context: ClassFieldDecoratorContext<any, F>): (initial: F) => F;
  <C, V>(
    accessor: ClassAccessorDecoratorTarget<C, V>,
    context: ClassAccessorDecoratorContext<C, V>,
  ): ClassAccessorDecoratorResult<C, V>;
  <T>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<T>): TypedPropertyDescriptor<T>;
  /** Wraps a function: every call of the result is a span, and everything else about the function stays the same. */
  <F extends AnyFunction>(fn: F): F;
}

/**
 * What `SP.span(name)` returns. It starts nothing until it is used, in one of four ways: called with a function,
 * as a decorator, with `using`, or by `enter()` / `begin()`. It can be used any number of times.
 */
export interface SpanHandle extends SpanDecorator, Disposable {
  readonly name: string;
  /**
   * Starts the span and makes it current for the rest of the running function. End it in `finally`. Never throws.
   *
   * @example
   * ```ts
   * for (const step of [1, 2, 3]) {
   *   const span = SP.span("step", { step }).enter();
   *   try {
   *     SP.span("half", () => {}); // a child of it
   *   } finally {
   *     span.end();
   *   }
   * }
   * ```
   */
  enter(): ActiveSpan;
  /**
   * Starts the span without making it current: for work that ends in a callback. Use `run` for work that it should be
   * the parent of. Never throws.
   *
   * @example
   * ```ts
   * import { readFile } from "node:fs";
   *
   * const span = SP.span("read").begin();
   * readFile("package.json", (error, data) => {
   *   if (error) span.fail(error);
   *   else span.tag({ bytes: data.length });
   *   span.end();
   * });
   * ```
   */
  begin(): ActiveSpan;
  /**
   * Tags the handle's span that is current here (several tasks may share a handle), otherwise the one it started last;
   * if it has not started any, every span that it will start. Never throws.
   */
  tag(tags: Tags): this;
  /** Marks the span that `tag` would tag as failed; does nothing if none has started. Never throws. */
  fail(error: unknown): this;
  /** Ends the span that `tag` would tag; does nothing if none has started. Never throws. */
  end(): void;
}

/** `SP.span` in all its forms, including `@SP.span method() {}` without a call, and around a function. */
export interface SpanFunction extends SpanDecorator {
  /**
   * Calls `fn` in a span and returns what it returns; if that is a promise, the span ends when it settles. What `fn`
   * throws, or its promise rejects with, is recorded and passed on unchanged; the span itself never throws.
   *
   * @example
   * ```ts
   * import { readFile } from "node:fs/promises";
   *
   * const settings = await SP.span("load", async (span) => {
   *   const text = await readFile("package.json", "utf8");
   *   span.tag({ characters: text.length });
   *   return JSON.parse(text);
   * });
   * ```
   */
  <T>(name: string, fn: (span: Span) => T): T;
  /**
   * The same, with initial tags.
   *
   * @example
   * ```ts
   * const sum = SP.span("add", { a: 1, b: 2 }, () => 1 + 2);
   * ```
   */
  <T>(name: string, tags: Tags, fn: (span: Span) => T): T;
  /**
   * A span for use around a function, as a decorator or as a block.
   *
   * @example
   * ```ts
   * const parse = SP.span("parse")((text: string) => JSON.parse(text)); // every call is a span
   *
   * class Job {
   *   @SP.span() run() {} // the method's name is the span's
   * }
   * new Job().run();
   *
   * for (const text of ["1", "[2]"]) {
   *   using span = SP.span("step"); // ends with the block
   *   span.tag({ parsed: parse(text) });
   * }
   * ```
   *
   * In plain JavaScript before Node 24, which lacks `using`: `const span = SP.span("file").enter();` and
   * `finally { span.end(); }`. In an async function that is started without being awaited at once, use
   * `SP.span(name, async () => …)`: a block would become its caller's current span too.
   *
   * @param name Any value, as text. If omitted or empty: the wrapped function's own name, or `anonymous_span`.
   * @throws TypeError if the handle is applied to a class, or called with something that is not a function.
   */
  (name?: string, tags?: Tags): SpanHandle;
}

/** What the file holds, in numbers. Times are seconds, starts since the epoch; `null` if there are no spans. */
export interface Summary {
  /** The path as given. */
  dbPath: string;
  spanCount: number;
  tagCount: number;
  minStart: number | null;
  maxStart: number | null;
  totalDuration: number | null;
  /** In the order of first appearance. */
  spanNames: string[];
  /** In the order of first appearance. */
  tagKeys: string[];
  /** Spans of this process that could not be written and are lost. */
  dropped: number;
}

/** Unknown options, and non-boolean values, are reported once on stderr; a value counts as it would in an `if`. */
export interface InitOptions {
  /**
   * Turns tracing off: functions run as if they had not been wrapped, and no file is created. `false` turns it on,
   * whatever `SPANTOM_DISABLED` says, which decides if this is omitted.
   */
  disabled?: boolean;
  /**
   * Writes what is waiting when SIGINT, SIGTERM or SIGHUP ends the program. Off by default: without it at most the
   * last 50 ms are lost, and with it a program in a synchronous loop reacts to Ctrl-C only when the loop ends. Once on,
   * it stays on.
   */
  handleSignals?: boolean;
}

/** The supported part of a better-sqlite3 statement. */
export interface Statement {
  run(...params: unknown[]): { changes: number; lastInsertRowid: number | bigint };
  get(...params: unknown[]): unknown;
  all(...params: unknown[]): unknown[];
  iterate(...params: unknown[]): IterableIterator<unknown>;
  pluck(on?: boolean): this;
  raw(on?: boolean): this;
}

/** The supported part of a better-sqlite3 connection. */
export interface Database {
  prepare(sql: string): Statement;
  exec(sql: string): this;
  transaction<F extends AnyFunction>(fn: F): F;
  pragma(source: string, options?: { simple?: boolean }): unknown;
  close(): this;
}

/**
 * Traces into one database file. `SP` is the shared session; create another for a second file.
 *
 * Misuse that could never have worked throws a one-line `TypeError`: an invalid path, `run` or `outside` without a
 * function, a span on a class. Less serious misuse, and any problem with the disk, is one line on stderr, and the
 * program goes on. Functions within spans return and throw what they would have without them.
 */
export interface Session extends Disposable {
  /**
   * Chooses the file and sets options. Optional: without it the file is that of the environment variable
   * `SPANTOM_DB`, or `DEFAULT_DB`. The file is created when the first span ends, not here. A relative path is resolved
   * against the current working directory; that of `SPANTOM_DB`, against the one in which this package was loaded.
   *
   * Calling it again with the same path changes nothing; with another, later spans go there.
   *
   * @throws TypeError for a path that is not a non-empty string, has a NUL character or is a URI, and for options that
   * are not an object. Problems with the disk do not throw: an unusable file is reported in one line on stderr, and
   * tracing is off.
   * @example
   * ```ts
   * SP.init("my_spans.db", { handleSignals: true });
   * ```
   */
  init(path?: string, options?: InitOptions): this;
  init(options: InitOptions): this;
  /** The database's path as given. */
  readonly path: string;
  /** Whether spans are recorded. Stays true if the file turns out to be unusable: `flush` reports that. */
  readonly enabled: boolean;
  /** The span that `tag` would set tags on. */
  readonly current: Span | undefined;
  readonly span: SpanFunction;
  /**
   * Sets tags on the current span; see `Span.tag` for the limits. Never throws.
   *
   * @returns `false` if there is no current span: the tags are discarded.
   * @example
   * ```ts
   * import { gzipSync } from "node:zlib";
   *
   * SP.span("compress", () => {
   *   const data = gzipSync("some text");
   *   SP.tag({ bytes: data.length, algorithm: "gzip" });
   * });
   * ```
   */
  tag(tags: Tags): boolean;
  /**
   * Says what this run of the program is: `name` and `note`, and any other key is a parameter, by which runs can be
   * told apart and compared. May be called any number of times, before or after `init`; a later value of a key replaces
   * an earlier one, also one from another process or thread of the run, and an empty name or note removes it. Values
   * are stored as those of tags, with the limits of one span. Written with the next spans, at the latest by `flush`,
   * `close` or at the end of the program. A run without a span is not listed. Never throws.
   *
   * @example
   * ```ts
   * SP.run({ name: "larger window", note: "on battery", window: 22 });
   * const files = SP.span("list", () => ["a.js", "b.js"]);
   * SP.run({ files: files.length }); // one more parameter
   * ```
   */
  run(values: Tags): void;
  /**
   * Calls `fn` with no current span, and returns what it returns: spans started by it, now or later, begin new trees.
   * For a server, a queue or a timer that is set up within a span but whose work is not part of it.
   *
   * @throws TypeError if `fn` is not a function; otherwise what `fn` throws.
   * @example
   * ```ts
   * import { createServer } from "node:http";
   *
   * const server = createServer((_, response) => SP.span("request", () => response.end("hello")));
   * SP.span("start up", () => {
   *   SP.outside(() => server.listen(0)); // each request is a tree of its own
   * });
   * server.close();
   * ```
   */
  outside<T>(fn: () => T): T;
  /**
   * Records a span that was timed elsewhere, as a child of the current one. A span that does not start between 1970 and
   * the year 5000, or whose times are not finite numbers, is ignored, with a line on stderr for each kind of fault.
   * Never throws.
   *
   * @param start Seconds since 1970, such as `Date.now() / 1000`; for a `Date`, `date.getTime() / 1000`.
   * @param duration Seconds; milliseconds cannot be detected. Below 0 it counts as 0, with a line on stderr.
   * @example
   * ```ts
   * const job = { queuedAt: Date.now() - 250, kind: "mail" };
   * const waited = (Date.now() - job.queuedAt) / 1000;
   * SP.write("queued", job.queuedAt / 1000, waited, { kind: job.kind });
   * ```
   */
  write(name: string, start: number, duration: number, tags?: Tags): void;
  /**
   * Counts of what the file holds, including this program's spans so far. Zeros if tracing is off or, with one line on
   * stderr, if there is no usable file. Never throws.
   *
   * @example
   * ```ts
   * const { spanCount, totalDuration } = SP.summary();
   * console.log(`${spanCount} spans, ${totalDuration ?? 0} seconds`);
   * ```
   */
  summary(): Summary;
  /**
   * Deletes all spans and tags, including those of other programs. New ids continue after the old ones; running spans
   * are written later. Never throws.
   *
   * @returns `false` if tracing is off or, with one line on stderr, if the file could not be cleared within a second.
   * @example
   * ```ts
   * SP.clear(); // each run starts with an empty file
   * ```
   */
  clear(): boolean;
  /**
   * Writes what is waiting now, for a program whose file is read while it runs. At the program's end everything is
   * written anyway. Waits at most one second if another process has the file locked. Never throws.
   *
   * @returns Whether all spans that have ended are in the file: `false` while some are waiting, and once after some
   * were dropped (`summary().dropped` counts them). `true` if tracing is off: nothing is waiting.
   * @example
   * ```ts
   * SP.span("job", () => {});
   * if (!SP.flush()) console.error("the last spans are not in the file yet");
   * ```
   */
  flush(): boolean;
  /**
   * Flushes and closes the file, which is then a single one that can be copied. What could not be written is lost, and
   * reported on stderr. A later span opens the file again. Never throws.
   *
   * @example
   * ```ts
   * import { copyFileSync } from "node:fs";
   *
   * SP.span("job", () => {});
   * SP.close();
   * copyFileSync(SP.path, "copy.db");
   * ```
   */
  close(): void;
  /**
   * A better-sqlite3 connection to the file, opened on first access; what this program has traced is in the file before
   * each statement runs.
   *
   * @throws Error if the file cannot be opened, or tracing is off.
   * @example
   * ```ts
   * SP.conn.prepare("SELECT name, max(duration) FROM spans GROUP BY name").all();
   * ```
   */
  readonly conn: Database;
}
