/** The public object: its settings, one writer for the file in use, and its methods. */
import type { Database, InitOptions, Session, Span, SpanFunction, Summary, Tags } from "../api.ts";
import { readSwitch } from "../runtime/environment.ts";
import { warn, warnOnce } from "../runtime/notice.ts";
import { chosenPath } from "../store/chosen-path.ts";
import { clearDatabase } from "../store/clear.ts";
import { explain } from "../store/database-error.ts";
import type { Connection } from "../store/driver.ts";
import { isStill } from "../store/file-check.ts";
import { absolutePath, MEMORY } from "../store/file-path.ts";
import { type OpenedFile, removeStaleSidecars } from "../store/sidecars.ts";
import { readSummary } from "../store/summary.ts";
import { SequenceNumbers } from "../writer/sequence.ts";
import { SessionWriter } from "../writer/session-writer.ts";
import { checkFunction, checkOptions, findOptionFaults, readInitArguments } from "./arguments.ts";
import { flushFirst, openConnection } from "./connection.ts";
import { NO_COUNTS } from "./disabled.ts";
import { type Closing, forgetExit, handleSignals, onExit } from "./exit.ts";
import { RunValues } from "./run-values.ts";
import { createSpanFunction } from "./span-function.ts";
import { findTimeFault } from "./time-fault.ts";
import { Tracer } from "./tracer.ts";

/** Milliseconds that a call by the program, or the end of the process, waits for a locked file. */
const PATIENCE = 1000;

export class SpantomSession implements Session, Closing {
  readonly span: SpanFunction;
  readonly #tracer: Tracer;
  /** The path as given, and as made absolute at that time. */
  #given: string | undefined;
  #file: string | undefined;
  readonly #numbers = new SequenceNumbers();
  #writer: SessionWriter | undefined;
  #connection: Connection | undefined;
  /** The file of that connection. */
  #opened: OpenedFile | undefined;
  readonly #said = new RunValues();
  #dropped = 0;
  /** How many of those `flush` has reported. */
  #reportedDropped = 0;
  #ending = false;

  constructor(path?: string, options?: InitOptions) {
    this.#tracer = new Tracer(
      () => readSwitch("SPANTOM_DISABLED", false),
      () => this.#useWriter(),
      () => onExit(this),
    );
    this.span = createSpanFunction(this.#tracer);
    if (path !== undefined || options) this.init(path, options);
  }

  init(pathOrOptions?: string | InitOptions, maybeOptions?: InitOptions): this {
    const { path, options } = readInitArguments(pathOrOptions, maybeOptions);
    if (path !== undefined) this.#moveTo(path);
    if (options !== undefined) this.#configure(options);
    return this;
  }

  #configure(options: unknown): void {
    checkOptions(options);
    for (const [subject, line] of findOptionFaults(options)) warnOnce(subject, line);
    if (options.disabled !== undefined) this.#tracer.enabled = !options.disabled;
    if (options.handleSignals) {
      onExit(this);
      handleSignals();
    }
  }

  #moveTo(path: string, file = path === MEMORY ? path : absolutePath(path)): void {
    if (this.#given !== undefined && file !== this.#file) {
      this.#close();
      this.#said.repeat();
    }
    this.#given = path;
    this.#file = file;
    this.#tracer.reporter.resume();
  }

  get path(): string {
    this.#useFile();
    return this.#given as string;
  }

  /** The file in use, absolute. Determined on first use: imports run before a program's own line that sets it. */
  #useFile(): string {
    if (this.#file === undefined) {
      const { given, file } = chosenPath();
      this.#moveTo(given, file);
    }
    return this.#file as string;
  }

  get enabled(): boolean {
    return this.#tracer.enabled;
  }

  get current(): Span | undefined {
    return this.enabled ? this.#tracer.context.current() : undefined;
  }

  tag(tags: Tags): boolean {
    const span = this.#tracer.enabled ? this.#tracer.context.current() : undefined;
    if (span === undefined) return false;
    span.tag(tags);
    return true;
  }

  run(values: Tags): void {
    if (!this.#tracer.enabled) return;
    try {
      this.#said.add(values);
      if (this.#writer) this.#said.tell(this.#writer);
      else onExit(this);
    } catch {
      // Out of stack: what was added is told with what comes next, or at last.
    }
  }

  /** Before the program or its use of this file ends: no span may come any more. */
  #tellRunAtLast(): void {
    if (!this.#said.areWaiting || !this.enabled) return;
    if (this.#writer || this.#useFile() !== MEMORY) this.#said.tell(this.#useWriter());
  }

  outside<T>(fn: () => T): T {
    checkFunction("SP.outside(fn)", fn);
    return this.enabled ? this.#tracer.outside(fn) : fn();
  }

  write(name: string, start: number, duration: number, tags?: Tags): void {
    if (!this.enabled) return;
    const fault = findTimeFault(start, duration);
    if (fault) {
      warnOnce(`write ${fault.kind}`, fault.line);
      return;
    }
    if (duration < 0)
      warnOnce("write negative", `SP.write(): a duration below 0, such as ${duration}, is recorded as 0`);
    this.#tracer.record(name, start, Math.max(0, duration), tags);
  }

  summary(): Summary {
    const dbPath = this.path;
    const counts = this.#query("summary", readSummary) ?? NO_COUNTS;
    return { dbPath, ...counts, dropped: this.#allDropped };
  }

  clear(): boolean {
    const cleared = this.#query("clear", (db) => clearDatabase(db)) !== undefined;
    if (cleared) {
      this.#writer?.forget();
      this.#tracer.context.current()?.clearTags();
    }
    return cleared;
  }

  /** Runs a query on the program's own connection. Reports a failure as one line on stderr. */
  #query<T>(verb: string, query: (db: Connection) => T): T | undefined {
    if (!this.enabled) return undefined;
    try {
      return query(this.#connect());
    } catch (cause) {
      const { problem, message } = explain(this.path, cause);
      const reason = problem === "locked" ? `${this.path}: locked by another process; call it again later` : message;
      warn(`SP.${verb}(): ${reason}`);
      return undefined;
    }
  }

  flush(): boolean {
    const isDone = this.#flush();
    const dropped = this.#allDropped;
    const isComplete = dropped === this.#reportedDropped;
    this.#reportedDropped = dropped;
    return isDone && isComplete;
  }

  /** Flushes without reporting losses to the program. */
  #flush(): boolean {
    this.#tellRunAtLast();
    return this.#writer?.flush(PATIENCE) ?? true;
  }

  get #allDropped(): number {
    return this.#dropped + (this.#writer?.dropped ?? 0);
  }

  close(): void {
    this.#tellRunAtLast();
    this.#close();
  }

  #close(): void {
    if (this.#connection && this.#file !== MEMORY) this.#connection.close();
    this.#connection = undefined;
    this.#closeWriter();
    // Spans still running are written at the end of the process, not on closing.
    if (this.#ending || this.#tracer.hasOpen) return;
    this.#tracer.isOn = false;
    forgetExit(this);
  }

  #closeWriter(): void {
    const writer = this.#writer;
    this.#writer = undefined;
    if (writer) this.#tracer.reporter.stop();
    this.#tracer.writer = undefined;
    writer?.close(PATIENCE);
    this.#dropped += writer?.dropped ?? 0;
  }

  get conn(): Database {
    if (!this.enabled)
      throw new Error("tracing is off (SPANTOM_DISABLED or SP.init({ disabled: true })): there is no connection");
    return this.#connect() as unknown as Database;
  }

  #connect(): Connection {
    if (this.#connection?.open && this.#isCurrent) return this.#connection;
    if (this.#connection?.open && this.#opened) removeStaleSidecars(this.#opened);
    this.#connection?.close();
    this.#connection = flushFirst(this.#openConnection(), () => this.#flush());
    this.#flush();
    return this.#connection;
  }

  /** False once the connection's file was deleted or replaced. There is only one in-memory database. */
  get #isCurrent(): boolean {
    const file = this.#useFile();
    return file === MEMORY || isStill(file, this.#opened?.file ?? "");
  }

  #openConnection(): Connection {
    const file = this.#useFile();
    if (file === MEMORY) {
      const { connection } = this.#useWriter();
      if (!connection) throw new Error("the in-memory database could not be opened");
      return connection;
    }
    try {
      const { db, opened } = openConnection(file);
      this.#opened = opened;
      return db;
    } catch (cause) {
      throw explain(this.path, cause);
    }
  }

  #useWriter(): SessionWriter {
    if (this.#writer) return this.#writer;
    this.#writer = new SessionWriter({
      path: this.#useFile(),
      numbers: this.#numbers,
      outside: (fn) => this.#tracer.context.outside(fn),
      runTags: this.#said.all,
    });
    this.#said.tell(this.#writer);
    if (this.#ending) this.#writer.close(PATIENCE);
    else onExit(this);
    return this.#writer;
  }

  /** For the end of the process only: writes what is still running as unfinished, and everything that is waiting. */
  atExit(): void {
    this.#dropped += this.#tracer.abandonOpen();
    this.#tellRunAtLast();
    this.#ending = true;
    // A span that ends in a later exit listener finds the writer closed, and is written at once.
    this.#writer?.close(PATIENCE);
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
