/** The parent's handle on one reader process: starts it, runs one query at a time in it, kills it. */

import { type ChildProcess, fork } from "node:child_process";
import { constants, getPriority, setPriority } from "node:os";
import type { Cell, QueryColumn, QueryFailure, QueryOutcome, SqlOutcome } from "../model/outcome.ts";
import type { TellProgress } from "../model/progress.ts";
import { driverPath } from "../store/driver.ts";
import type { Answer, ReaderRequest } from "./messages.ts";

/** The process kills itself at the deadline; this much later, the parent kills it. */
const GRACE_MS = 100;
const START_MS = 20_000;

/** The outcome of a typed statement or of a query. */
export type Outcome = SqlOutcome | QueryOutcome<unknown>;

interface Pending {
  readonly request: ReaderRequest;
  readonly resolve: (outcome: Outcome) => void;
  readonly tell: TellProgress | undefined;
  readonly rows: (readonly Cell[])[];
  columns: readonly QueryColumn[];
  /** When the query was sent; undefined while the process starts. */
  sentAt: number | undefined;
  timer: NodeJS.Timeout;
}

/**
 * glibc returns large blocks to the system at once only below a threshold, which it raises to 32 MB as they are freed.
 * With that, arrays of ten million spans that are gone still counted: 30 to 80 MB.
 */
const MALLOC = { MALLOC_MMAP_THRESHOLD_: "262144", MALLOC_ARENA_MAX: "2" };

function startProcess(file: string): ChildProcess {
  return fork(file, [String(process.pid)], {
    // Young objects in 24 MB instead of 48: large runs need the rest, and no query is slower.
    execArgv: ["--max-old-space-size=256", "--max-semi-space-size=8", "--expose-gc"],
    env: { ...childEnvironment(), ...MALLOC },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "json",
  });
}

/** On Linux, a third of the CPU share of a process at normal priority. */
const NICENESS = 5;

function lowerPriority(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, Math.min(getPriority() + NICENESS, constants.priority.PRIORITY_LOW));
  } catch {
    // The process has ended, or the system forbids it and priority stays normal.
  }
}

export class ReaderProcess {
  readonly #child: ChildProcess;
  #ready = false;
  #gone = false;
  #pending: Pending | undefined;

  /** @param yields whether to run at lower priority */
  constructor(file: string, yields = false) {
    this.#child = startProcess(file);
    if (yields) lowerPriority(this.#child.pid);
    this.#child.on("message", (answer: Answer) => this.#receive(answer));
    this.#child.on("error", (error) =>
      this.#end({ code: "SQL_FAILED", message: `The query process failed: ${error.message}` }),
    );
    this.#child.on("exit", (code, signal) => this.#end(this.#explainExit(code, signal)));
  }

  /** Whether it has ended or was killed, and takes no more queries. */
  get gone(): boolean {
    return this.#gone;
  }

  /** Runs one query. The process keeps the parent alive only until the answer arrives. */
  ask(request: ReaderRequest, tell?: TellProgress): Promise<Outcome> {
    this.#child.ref();
    this.#child.channel?.ref();
    return new Promise((resolve) => {
      const late: QueryFailure = { code: "SQL_FAILED", message: "The query process did not start within 20 s." };
      const timer = setTimeout(() => this.kill(late), START_MS);
      this.#pending = { request, resolve, tell, timer, rows: [], columns: [], sentAt: undefined };
      if (this.#ready) this.#send();
    });
  }

  /** Ends the process immediately, and the running query with `failure`. */
  kill(failure: QueryFailure): void {
    this.#child.kill("SIGKILL");
    this.#end(failure);
  }

  #send(): void {
    const pending = this.#pending;
    if (!pending) return;
    clearTimeout(pending.timer);
    pending.sentAt = performance.now();
    pending.timer = setTimeout(() => this.kill(timedOut(pending)), pending.request.limits.ms + GRACE_MS);
    // If sending fails, `exit` follows.
    this.#child.send(pending.request, () => undefined);
  }

  #receive(answer: Answer): void {
    if (answer.type === "ready") {
      this.#ready = true;
      this.#send();
      return;
    }
    const pending = this.#pending;
    if (!pending) return;
    if (answer.type === "columns") pending.columns = answer.columns;
    else if (answer.type === "rows") for (const row of answer.rows) pending.rows.push(row);
    else if (answer.type === "progress") pending.tell?.(answer.progress);
    else if (answer.type === "answer") this.#settle({ ok: true, value: answer.value, ms: answer.ms });
    else if (answer.type === "failed") this.#settle({ ok: false, ...answer.failure });
    else {
      const { columns, rows } = pending;
      this.#settle({ ok: true, columns, rows, more: answer.more, ms: answer.ms });
    }
  }

  #explainExit(code: number | null, signal: NodeJS.Signals | null): QueryFailure {
    const pending = this.#pending;
    const how = signal ?? `code ${code}`;
    if (!pending || pending.sentAt === undefined) {
      return { code: "SQL_FAILED", message: `The query process ended while starting (${how}).` };
    }
    const { ms } = pending.request.limits;
    const killed = signal === "SIGKILL" || (process.platform === "win32" && code === 1);
    if (killed && performance.now() - pending.sentAt >= ms) return timedOut(pending);
    // Killed by its watchdog or the OOM killer, or V8 ran out of heap (abort, trap).
    if (killed || signal === "SIGABRT" || signal === "SIGTRAP" || code === 134) return OUT_OF_MEMORY;
    return { code: "SQL_FAILED", message: `The query process ended (${how}). Run the query again.` };
  }

  #end(failure: QueryFailure): void {
    this.#gone = true;
    this.#settle({ ok: false, ...failure });
  }

  #settle(outcome: Outcome): void {
    const pending = this.#pending;
    this.#pending = undefined;
    this.#child.unref();
    this.#child.channel?.unref();
    if (!pending) return;
    clearTimeout(pending.timer);
    pending.resolve(outcome);
  }
}

const OUT_OF_MEMORY: QueryFailure = {
  code: "SQL_MEMORY",
  message: "Stopped: it needs more than 512 MB of memory or 1 GB of temporary files. Ask for fewer or smaller rows.",
};

function timedOut({ request, rows }: Pending): QueryFailure {
  const { ms } = request.limits;
  const time = ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
  const read = rows.length > 0 ? ` ${rows.length.toLocaleString("en-US")} rows read.` : "";
  return { code: "SQL_TIMEOUT", message: `Stopped after ${time}.${read}` };
}

/**
 * The environment variables that child processes get: folders for temporary files, the time zone for SQLite's
 * `localtime`, and what Node needs to start. Nothing else, least of all passwords and Node's own options.
 */
const PASSED_ON = [
  "SQLITE_TMPDIR",
  "TMPDIR",
  "TMP",
  "TEMP",
  "TZ",
  "SystemRoot",
  "LD_LIBRARY_PATH",
  "DYLD_LIBRARY_PATH",
];

export function childEnvironment(): NodeJS.ProcessEnv {
  const set = PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(set), ...driverEnvironment() } as NodeJS.ProcessEnv;
}

/** Child processes run plain Node, without a loader (Yarn's) through which the parent may find the driver. */
function driverEnvironment(): { SPANTOM_DRIVER?: string } {
  try {
    return { SPANTOM_DRIVER: driverPath() };
  } catch {
    return {}; // The child itself reports that the driver is missing.
  }
}
