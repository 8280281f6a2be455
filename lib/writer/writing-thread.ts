/** Starts the writing thread, where possible, and receives its messages. */
import type { MessagePort, Worker } from "node:worker_threads";
import { warnOnce } from "../runtime/notice.ts";
import type { Run } from "../runtime/run.ts";
import { driverPath } from "../store/driver.ts";
import { forgetThread, openFilesMemory } from "../store/open-files.ts";
import type { RingMemory } from "./ring.ts";
import type { ThreadMessage, ThreadOrder } from "./thread.ts";

/** The thread's program, inserted by the build. Missing when the sources run unbundled. */
declare const __SPANTOM_THREAD__: string;

export interface WritingThreadOptions {
  readonly path: string;
  readonly memory: RingMemory;
  readonly run: Run;
  /** It has written something. */
  readonly onWorking: () => void;
  /** It has ended without being asked to. */
  readonly onLost: () => void;
}

/**
 * Only in the main thread: a worker that is terminated takes its own workers down, even in the middle of SQLite. And
 * only in Node's own context: test runners that create one per file never end what was started in it.
 */
export function canStartThread(): boolean {
  const inOwnContext = Object.getPrototypeOf(process.hrtime()) === Array.prototype;
  return typeof __SPANTOM_THREAD__ === "string" && inOwnContext && loadThreads().isMainThread;
}

/** Loaded on demand: that takes 2 ms, a tenth of what a short program pays for being traced. */
function loadThreads(): typeof import("node:worker_threads") {
  return process.getBuiltinModule("node:worker_threads");
}

/** The program's own thread is number 1. */
let threads = 1;

export class WritingThread {
  readonly #port: MessagePort;
  readonly #worker: Worker;
  readonly #options: WritingThreadOptions;
  #over = false;
  readonly #number = ++threads;

  /** @throws Error if no thread can be started for lack of memory or permission. */
  constructor(options: WritingThreadOptions) {
    this.#options = options;
    const { MessageChannel, Worker } = loadThreads();
    const { port1, port2 } = new MessageChannel();
    const { path, memory, run } = options;
    const order: ThreadOrder = {
      path,
      memory,
      run,
      driver: driverPath(),
      openFiles: openFilesMemory(),
      number: this.#number,
      port: port2,
    };
    this.#worker = new Worker(__SPANTOM_THREAD__, {
      eval: true,
      name: "spantom",
      workerData: order,
      transferList: [port2],
      // A preload that traces would start a thread that runs the preload, and so on without end.
      execArgv: [],
      env: { NODE_OPTIONS: "" },
      stdin: false,
      // Not piped into the program's streams, which that would open. The thread prints nothing.
      stdout: true,
      stderr: true,
    });
    this.#worker.on("error", () => this.#lost());
    this.#worker.on("exit", () => this.#lost());
    this.#worker.unref();
    this.#port = port1;
    port1.on("message", (message: ThreadMessage) => this.#receive(message));
    port1.unref();
  }

  /** The program lets the thread end: that is not a loss. */
  end(): void {
    this.#over = true;
    this.receiveMessages();
    this.#port.close();
  }

  /** Receives now what would otherwise arrive in a later turn of the event loop. */
  receiveMessages(): void {
    const { receiveMessageOnPort } = loadThreads();
    for (let next = receiveMessageOnPort(this.#port); next; next = receiveMessageOnPort(this.#port))
      this.#receive(next.message as ThreadMessage);
  }

  #receive(message: ThreadMessage): void {
    if (message !== "working") warnOnce(message.subject, message.line);
    else if (!this.#over) this.#options.onWorking();
  }

  #lost(): void {
    forgetThread(this.#number);
    if (this.#over) return;
    this.end();
    this.#options.onLost();
  }
}
