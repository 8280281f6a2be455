/**
 * Tags by key: an object's own properties, or a `Map`. Any value: it is stored as text, as it is at the moment of
 * tagging; `undefined` is left out. What is no such thing is ignored, with one line on stderr.
 */
export type Tags = Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>;

// biome-ignore lint/suspicious/noExplicitAny: keeps generics, overloads and `this` of whatever is wrapped
type AnyFunction = (this: any, ...args: any[]) => any;

/**
 * A span: something that takes time, with a name and tags. Where tracing is off it is a stand-in that has ended and
 * takes everything.
 */
export interface Span {
  /** At most 1,024 characters. */
  readonly name: string;
  /** Seconds since the epoch, by the wall clock. */
  readonly start: number;
  readonly ended: boolean;
  /**
   * Sets tags on this span, also after it has ended. A key set twice keeps its last value.
   *
   * Caps: 256 characters a key, 16,384 a value, 128 tags and 65,536 characters a span; `spantom.dropped_tags` says how
   * many did not fit. Never throws.
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
   * Marks the span as failed by `error`, any value; the first one stays. Needed only where an error does not leave the
   * span's function, or the span is a block. Never throws.
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
   * @throws TypeError if `fn` is no function; otherwise what `fn` throws.
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
 * Puts a span around every call: of a method, by either decorator proposal, or of a function. Anything else is a
 * `TypeError` where it is put: a class, a field that legacy decorators give no value of, what is no function.
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
  /** Wraps a function: every call of the result is a span, and all else about the function stays as it was. */
  <F extends AnyFunction>(fn: F): F;
}

/**
 * What `SP.span(name)` returns. It starts nothing until it is used, in one of four ways: called with a function,
 * as a decorator, with `using`, or by `enter()` / `begin()`. It can be used again and again.
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
   * Starts the span without making it current: for work that ends in some callback. What it is to be the parent of is
   * called by `run`. Never throws.
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
   * Tags the handle's span that is current here (several tasks may share it), or else the one it started last; before
   * that, every span that it will start. Never throws.
   */
  tag(tags: Tags): this;
  /** Marks the span that `tag` would tag as failed; nothing before it has started one. Never throws. */
  fail(error: unknown): this;
  /** Ends that span; nothing before it has started one. Never throws. */
  end(): void;
}

/** `SP.span` in all its forms; without a call, `@SP.span method() {}`, and around a function, too. */
export interface SpanFunction extends SpanDecorator {
  /**
   * Calls `fn` in a span and returns what it returns; a promise is awaited by the span, not by you. What `fn` throws, or
   * its promise rejects with, is recorded and comes through as it is; the span itself never throws.
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
   * The same, with tags to begin with.
   *
   * @example
   * ```ts
   * const sum = SP.span("add", { a: 1, b: 2 }, () => 1 + 2);
   * ```
   */
  <T>(name: string, tags: Tags, fn: (span: Span) => T): T;
  /**
   * A span to be used around a function, as a decorator or as a block.
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
   * In plain JavaScript before Node 24, which has no `using`: `const span = SP.span("file").enter();` and
   * `finally { span.end(); }`. In an async function that is started without being awaited at once, use
   * `SP.span(name, async () => …)`: a block would become its caller's current span too.
   *
   * @param name Any value, as text. `anonymous_span`, or the wrapped function's own name, where it is left out or empty.
   * @throws TypeError when the handle is put on a class, or called with what is no function.
   */
  (name?: string, tags?: Tags): SpanHandle;
}

/** What the file holds, in counts. Times are seconds, starts since the epoch; `null` where there are no spans. */
export interface Summary {
  /** The path as it was given. */
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

/** Others, and other values, are said on stderr once; a value counts as true or false as it would in an `if`. */
export interface InitOptions {
  /**
   * Turns tracing off: functions run as if they had not been wrapped, and no file is made. `false` turns it on, whatever
   * `SPANTOM_DISABLED` says, which is what counts where this is left out.
   */
  disabled?: boolean;
  /**
   * Write what is waiting when SIGINT, SIGTERM or SIGHUP ends the program. Off by default: without it at most the
   * last 50 ms are lost, and with it a program in a synchronous loop hears Ctrl-C only when the loop ends. Once on, it
   * stays on.
   */
  handleSignals?: boolean;
}

/** The part of a better-sqlite3 statement that is promised here. */
export interface Statement {
  run(...params: unknown[]): { changes: number; lastInsertRowid: number | bigint };
  get(...params: unknown[]): unknown;
  all(...params: unknown[]): unknown[];
  iterate(...params: unknown[]): IterableIterator<unknown>;
  pluck(on?: boolean): this;
  raw(on?: boolean): this;
}

/** The part of a better-sqlite3 connection that is promised here. */
export interface Database {
  prepare(sql: string): Statement;
  exec(sql: string): this;
  transaction<F extends AnyFunction>(fn: F): F;
  pragma(source: string, options?: { simple?: boolean }): unknown;
  close(): this;
}

/**
 * Traces into one database file. `SP` is the one that everybody uses; make another for a second file.
 *
 * Misuse that could never have worked throws a `TypeError` of one line: a path that is none, `run` and `outside` without
 * a function, a span put on a class. What is wrong and can be done without is one line on stderr, and the program goes
 * on; so is whatever the disk does. Functions within spans return and throw what they would have.
 */
export interface Session extends Disposable {
  /**
   * Chooses the file and sets options. Optional: without it the file is that of the environment variable
   * `SPANTOM_DB`, or `DEFAULT_DB`. The file is made when the first span ends, not here. A relative path begins in the
   * folder that the program is in now; that of `SPANTOM_DB` in the one where it loaded this package.
   *
   * Calling it again with the same path changes nothing; with another, later spans go there.
   *
   * @throws TypeError for a path that is not a non-empty string, has a NUL character or is a URI, and for options that
   * are no object. Nothing about the disk throws: a file that cannot be used is said on stderr in one line, and tracing
   * is off.
   * @example
   * ```ts
   * SP.init("my_spans.db", { handleSignals: true });
   * ```
   */
  init(path?: string, options?: InitOptions): this;
  init(options: InitOptions): this;
  /** The database's path as it was given. */
  readonly path: string;
  /** Whether spans are recorded. Stays true where the file turns out to be of no use: `flush` says that. */
  readonly enabled: boolean;
  /** The span that `tag` would set tags on. */
  readonly current: Span | undefined;
  readonly span: SpanFunction;
  /**
   * Sets tags on the current span; `Span.tag` says which. Never throws.
   *
   * @returns `false` when there is none: the tags go nowhere.
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
   * Calls `fn` with no current span, and returns what it returns: what it starts, now or later, begins trees of its own.
   * For a server, a queue or a timer that is set up within a span and whose work is no part of it.
   *
   * @throws TypeError if `fn` is no function; otherwise what `fn` throws.
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
   * Records a span that was timed elsewhere, as a child of the current one. One that does not start between 1970 and the
   * year 5000, or whose times are no finite numbers, is left out, with a line on stderr for each kind of fault. Never
   * throws.
   *
   * @param start Seconds since 1970, such as `Date.now() / 1000`; of a `Date`, `date.getTime() / 1000`.
   * @param duration Seconds: milliseconds cannot be told from them. Below 0 it counts as 0, with a line on stderr.
   * @example
   * ```ts
   * const job = { queuedAt: Date.now() - 250, kind: "mail" };
   * const waited = (Date.now() - job.queuedAt) / 1000;
   * SP.write("queued", job.queuedAt / 1000, waited, { kind: job.kind });
   * ```
   */
  write(name: string, start: number, duration: number, tags?: Tags): void;
  /**
   * Counts of what the file holds, this program's spans until now included. Zeros where tracing is off, and, with one
   * line on stderr, where there is no usable file. Never throws.
   *
   * @example
   * ```ts
   * const { spanCount, totalDuration } = SP.summary();
   * console.log(`${spanCount} spans, ${totalDuration ?? 0} seconds`);
   * ```
   */
  summary(): Summary;
  /**
   * Deletes all spans and tags, those of other programs too. Ids go on; spans that are running are written later. Never
   * throws.
   *
   * @returns `false` where tracing is off, and, with one line on stderr, when the file could not be cleared within a
   * second.
   * @example
   * ```ts
   * SP.clear(); // each run starts with an empty file
   * ```
   */
  clear(): boolean;
  /**
   * Writes what is waiting now, for a program that has its file read while it runs. At its end all is written without it.
   * Waits at most one second where another process holds the file. Never throws.
   *
   * @returns Whether all spans that have ended are in the file: `false` while some still wait for it, and once after some
   * were dropped (`summary().dropped` counts them). `true` where tracing is off: nothing waits.
   * @example
   * ```ts
   * SP.span("job", () => {});
   * if (!SP.flush()) console.error("the last spans are not in the file yet");
   * ```
   */
  flush(): boolean;
  /**
   * Flushes and lets go of the file, which is one that can be copied then. What could not be written is lost and said on
   * stderr. A later span opens the file again. Never throws.
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
   * A better-sqlite3 connection to the file, opened when first asked for; what this program has traced is in the file
   * before each statement runs.
   *
   * @throws Error when the file cannot be opened, or tracing is off.
   * @example
   * ```ts
   * SP.conn.prepare("SELECT name, max(duration) FROM spans GROUP BY name").all();
   * ```
   */
  readonly conn: Database;
}
