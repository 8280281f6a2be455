/** Tags by key. Any value: it is stored as text, as it is at the moment of tagging; `undefined` is left out. */
export type Tags = Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>;

// biome-ignore lint/suspicious/noExplicitAny: keeps generics, overloads and `this` of whatever is wrapped
type AnyFunction = (this: any, ...args: any[]) => any;

/** A span: something that takes time, with a name and tags. */
export interface Span {
  /** At most 1,024 characters. */
  readonly name: string;
  /** Seconds since the epoch, by the wall clock. */
  readonly start: number;
  readonly ended: boolean;
  /**
   * Sets tags on this span, also after it has ended. A key set twice keeps its last value.
   *
   * Caps: 256 characters a key, 16,384 a value, 128 tags and 65,536 characters a span. Never throws.
   */
  tag(tags: Tags): this;
  /** Marks the span as failed by `error`, any value. Needed only where an error does not leave the span's function. */
  fail(error: unknown): this;
  /** Ends the span; a second call does nothing. Spans around functions end by themselves. */
  end(): void;
  /** Calls `fn` with this span as the current one, and returns what it returns. Does not end the span. */
  run<T>(fn: () => T): T;
}

/** A span that `using` can end. */
export interface ActiveSpan extends Span, Disposable {}

/** Puts a span around every call: of a method, by either decorator proposal, or of a function. */
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
  /** Starts the span and makes it current for the rest of the running function. End it in `finally`. */
  enter(): ActiveSpan;
  /** Starts the span without making it current: for work that ends in some callback. */
  begin(): ActiveSpan;
  /**
   * Tags the handle's span that is current here (several tasks may share it), or else the one it started last; before
   * that, every span that it will start.
   */
  tag(tags: Tags): this;
  fail(error: unknown): this;
  end(): void;
}

/** `SP.span` in all its forms; without a call, `@SP.span method() {}`, and around a function, too. */
export interface SpanFunction extends SpanDecorator {
  /**
   * Calls `fn` in a span and returns what it returns; a promise is awaited by the span, not by you.
   *
   * @example
   * ```ts
   * const data = await SP.span("load", async (span) => {
   *   span.tag({ url });
   *   return (await fetch(url)).json();
   * });
   * ```
   */
  <T>(name: string, fn: (span: Span) => T): T;
  /** The same, with tags to begin with. */
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
   *
   * for (const file of files) {
   *   using span = SP.span("file"); // ends with the block
   *   span.tag({ file });
   * }
   * ```
   *
   * In plain JavaScript before Node 24, which has no `using`: `const span = SP.span("file").enter();` and
   * `finally { span.end(); }`. In an async function that is started without being awaited at once, use
   * `SP.span(name, async () => …)`: a block would become its caller's current span too.
   *
   * @param name `anonymous_span`, or the wrapped function's own name, where it is left out or empty.
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

export interface InitOptions {
  /** Turns tracing off: functions run as if they had not been wrapped, and no file is made. */
  disabled?: boolean;
  /**
   * Write what is waiting when SIGINT, SIGTERM or SIGHUP ends the program. Off by default: without it at most the
   * last 50 ms are lost, and with it a program in a synchronous loop hears Ctrl-C only when the loop ends.
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

/** Traces into one database file. `SP` is the one that everybody uses; make another for a second file. */
export interface Session extends Disposable {
  /**
   * Chooses the file and sets options. Optional: without it the file is that of the environment variable
   * `SPANTOM_DB`, or `DEFAULT_DB`. The file is made when the first span ends, not here. A relative path begins in the
   * folder that the program is in now; that of `SPANTOM_DB` in the one where it loaded this package.
   *
   * Calling it again with the same path changes nothing; with another, later spans go there.
   *
   * @throws TypeError for a path that is not a non-empty string. Nothing about the disk throws: a file that cannot
   * be used is said on stderr in one line, and tracing is off.
   * @example
   * ```ts
   * SP.init("/path/to/my_spans.db");
   * ```
   */
  init(path?: string, options?: InitOptions): this;
  init(options: InitOptions): this;
  /** The database's path as it was given. */
  readonly path: string;
  readonly enabled: boolean;
  /** The span that `tag` would set tags on. */
  readonly current: Span | undefined;
  readonly span: SpanFunction;
  /**
   * Sets tags on the current span.
   *
   * @returns `false` when there is none: the tags go nowhere.
   * @example
   * ```ts
   * SP.tag({ bytes: data.length, algorithm: "gzip" });
   * ```
   */
  tag(tags: Tags): boolean;
  /**
   * Calls `fn` with no current span, and returns what it returns: what it starts, now or later, begins trees of its own.
   * For a server, a queue or a timer that is set up within a span and whose work is no part of it.
   *
   * @example
   * ```ts
   * await SP.span("start up", async () => {
   *   await connect();
   *   SP.outside(() => server.listen(3000)); // each request is a tree of its own
   * });
   * ```
   */
  outside<T>(fn: () => T): T;
  /**
   * Records a span that was timed elsewhere. One that does not start between 1970 and the year 5000 is left out, with a
   * line on stderr.
   *
   * @param start Seconds since 1970, such as `Date.now() / 1000`; of a `Date`, `date.getTime() / 1000`.
   * @param duration Seconds: milliseconds cannot be told from them.
   */
  write(name: string, start: number, duration: number, tags?: Tags): void;
  /** Counts of what the file holds, this program's spans until now included. Zeros where there is no usable file. */
  summary(): Summary;
  /**
   * Deletes all spans and tags, those of other programs too. Ids go on; spans that are running are written later.
   *
   * @returns `false`, with one line on stderr, when the file could not be cleared within a second.
   */
  clear(): boolean;
  /** Writes what is waiting now. Waits at most one second where another process holds the file. */
  flush(): void;
  /** Flushes and lets go of the file. A later span opens it again. */
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
