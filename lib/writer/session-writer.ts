/**
 * A session's writer for one file: on the program's own thread while that suffices, on a separate thread under load,
 * and back on the program's if the other cannot be started or is lost.
 */

import type { RunTags } from "../model/run-tags.ts";
import { readChoice } from "../runtime/environment.ts";
import { warnOnce } from "../runtime/notice.ts";
import { currentRun, type Run } from "../runtime/run.ts";
import { callLater } from "../runtime/timers.ts";
import { type Connection, loadDriver } from "../store/driver.ts";
import { MEMORY } from "../store/file-path.ts";
import { FileWriter } from "./file-writer.ts";
import { Ids } from "./ids.ts";
import { OnThreadWriter } from "./on-thread-writer.ts";
import { shareRing } from "./ring.ts";
import type { SequenceNumbers } from "./sequence.ts";
import { ThreadedWriter } from "./threaded-writer.ts";
import type { PostEndUpdate, RunningChange, UnflushedBatch, WritableSpan, Writer } from "./writer.ts";
import { canStartThread, WritingThread } from "./writing-thread.ts";

/** Load means a thousand spans waiting, or five thousand in a second: below that a thread costs more than it saves. */
const MANY_WAITING = 1000;
const MANY_A_SECOND = 5000;

/** About 180 kB of stack: with 25 kB left Node still created half-initialized threads, with 90 kB it did not. */
const STACK_LEVELS = 2000;

/** False near the end of the stack, where Node would create a half-initialized thread. */
function hasStack(): boolean {
  const descend = (levels: number): number => (levels === 0 ? 0 : 1 + descend(levels - 1));
  try {
    return descend(STACK_LEVELS) === STACK_LEVELS;
  } catch {
    return false;
  }
}

export interface SessionWriterOptions {
  readonly path: string;
  readonly numbers: SequenceNumbers;
  /** Runs a function outside the program's spans. */
  readonly outside: (fn: () => void) => void;
  /** What the program has said of its run so far. */
  readonly runTags: RunTags;
}

export class SessionWriter implements Writer {
  readonly #options: SessionWriterOptions;
  readonly #run: Run;
  #ids = new Ids();
  #onThread: OnThreadWriter;
  /** The one in use, and the next one while its thread starts. */
  #threaded: ThreadedWriter | undefined;
  #next: ThreadedWriter | undefined;
  #thread: WritingThread | undefined;
  #mayThread: boolean;
  /** Whether the thread is used from the first span. */
  readonly #atOnce: boolean;
  /** Spans since `#since`, a clock reading. */
  #recent = 0;
  #since = 0;
  #dropped = 0;

  constructor(options: SessionWriterOptions) {
    this.#options = options;
    const run = currentRun();
    this.#run = { ...run, said: { ...run.said, ...options.runTags } };
    options.numbers.floor = options.numbers.last;
    this.#onThread = this.#writeOnThread([]);
    const chosen = readChoice("SPANTOM_WRITER", ["main", "thread"]);
    this.#mayThread = options.path !== MEMORY && chosen !== "main";
    this.#atOnce = chosen === "thread";
  }

  get dropped(): number {
    return this.#dropped + this.#onThread.dropped + (this.#threaded?.dropped ?? 0);
  }

  /** The connection of an in-memory database, which no other can reach. */
  get connection(): Connection | undefined {
    return this.#onThread.connection;
  }

  write(span: WritableSpan, now: number): void {
    if (this.#threaded) {
      this.#threaded.write(span);
      return;
    }
    this.#onThread.write(span, now);
    if (this.#next) this.#moveOver(this.#next);
    else if (this.#mayThread) this.#watchLoad(now);
  }

  update(span: WritableSpan, update: PostEndUpdate): void {
    (this.#threaded ?? this.#onThread).update(span, update);
  }

  writeRunning(change: RunningChange): void {
    (this.#threaded ?? this.#onThread).writeRunning(change);
  }

  tagRun(tags: RunTags): void {
    Object.assign(this.#run.said, tags);
    (this.#threaded ?? this.#onThread).tagRun(tags);
  }

  flush(patience: number): boolean {
    const done = (this.#threaded ?? this.#onThread).flush(patience);
    this.#thread?.receiveMessages();
    return done;
  }

  forget(): void {
    (this.#threaded ?? this.#onThread).forget();
  }

  close(patience: number): void {
    this.#mayThread = false;
    const threaded = this.#threaded ?? this.#next;
    // A thread that has not started is kept from starting, and its spans are written here.
    const claimed = threaded?.claim();
    if (!claimed) threaded?.close(patience);
    this.#thread?.end();
    if (this.#threaded) this.#writeHere(this.#threaded, claimed ? this.#threaded.takeBack() : []);
    this.#next = undefined;
    this.#onThread.close(patience);
  }

  #writeOnThread(inherited: readonly UnflushedBatch[]): OnThreadWriter {
    const { path, numbers, outside } = this.#options;
    const file = new FileWriter({ path, run: this.#run, ids: this.#ids, warnOnce, load: loadDriver });
    return new OnThreadWriter({ path, file, numbers, outside, inherited });
  }

  #watchLoad(now: number): void {
    if (now - this.#since > 1000) {
      this.#since = now;
      this.#recent = 0;
    }
    this.#recent += 1;
    const { load, isBlocked } = this.#onThread;
    if (load >= MANY_WAITING || isBlocked || this.#atOnce) this.#startThread();
    else if (this.#recent === MANY_A_SECOND) this.#options.outside(() => callLater(() => this.#startThread()));
  }

  #startThread(): void {
    if (!this.#mayThread || this.#next || this.#threaded) return;
    if (!canStartThread()) {
      this.#mayThread = false;
      return;
    }
    const next = this.#createThread();
    if (!next) return;
    this.#next = next;
    this.#onThread.hurry();
    if (!this.#atOnce) return;
    next.awaitStart();
    this.#moveOver(next);
  }

  /** Undefined if there is no memory or permission for a thread, or, for now, too little stack. */
  #createThread(): ThreadedWriter | undefined {
    if (!hasStack()) return undefined;
    const { path, numbers, outside } = this.#options;
    try {
      const memory = shareRing(Ids.share());
      const next = new ThreadedWriter(path, numbers, memory, () => this.#thread?.receiveMessages());
      const onWorking = () => this.#onThread.close(0);
      const onLost = () => this.#lose(next);
      outside(() => {
        this.#thread = new WritingThread({ path, memory, run: this.#run, onWorking, onLost });
      });
      return next;
    } catch {
      this.#mayThread = false;
      return undefined;
    }
  }

  /** Switches once the thread runs: until then spans are safer in the file than in memory. */
  #moveOver(next: ThreadedWriter): void {
    if (!next.isReady || !hasStack()) return;
    const ids = next.begin(this.#ids);
    next.inherited = this.#onThread.handOver();
    next.isBehind = true;
    this.#ids = ids;
    this.#threaded = next;
    this.#next = undefined;
    next.catchUp();
  }

  /** The thread is lost: what it has not written is still in the ring. */
  #lose(threaded: ThreadedWriter): void {
    this.#mayThread = false;
    this.#next = undefined;
    if (this.#threaded === threaded) this.#writeHere(threaded, this.#takeBack(threaded));
  }

  #takeBack(threaded: ThreadedWriter): readonly UnflushedBatch[] {
    try {
      return threaded.takeBack(this.#onThread.connection);
    } catch {
      return threaded.takeBack(); // The file cannot be queried now: better written twice than not at all.
    }
  }

  #writeHere(threaded: ThreadedWriter, inherited: readonly UnflushedBatch[]): void {
    this.#onThread.close(0);
    const onThread = this.#writeOnThread(inherited);
    const dropped = threaded.dropped + this.#onThread.dropped;
    this.#dropped += dropped;
    this.#onThread = onThread;
    this.#threaded = undefined;
  }
}
