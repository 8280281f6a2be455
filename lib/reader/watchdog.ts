/**
 * A thread that kills the process when it exceeds its time or memory, or when the parent has died. A running query
 * blocks the event loop, so only another thread can act.
 */
import { fstatSync } from "node:fs";
import { Worker } from "node:worker_threads";

const CHECK_MS = 15;
const MAX_RSS = 512 * 1024 * 1024;
const MAX_TEMPORARY = 1024 * 1024 * 1024;
/** Checking files is the most expensive check, and writing a gigabyte takes seconds anyway. */
const CHECKS_PER_FILE_CHECK = 16;
const MAX_DESCRIPTOR = 48;

/** Shared between the two threads: whether a query is running, and its deadline. */
export interface Watch {
  readonly running: Int32Array;
  readonly deadline: Float64Array;
  readonly parent: number;
}

/** Milliseconds on a clock shared by all threads; `performance.now()` starts at zero in each. */
function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Starts the thread from the process's own file; resolves once it is watching. */
export async function startWatchdog(file: URL, parent: number): Promise<Watch> {
  const watch: Watch = {
    running: new Int32Array(new SharedArrayBuffer(4)),
    deadline: new Float64Array(new SharedArrayBuffer(8)),
    parent,
  };
  const worker = new Worker(file, { workerData: watch, execArgv: [] });
  await new Promise((resolve, reject) => {
    worker.once("online", resolve);
    worker.once("error", reject);
  });
  worker.unref();
  return watch;
}

export function armWatchdog(watch: Watch, ms: number): void {
  watch.deadline[0] = now() + ms;
  Atomics.store(watch.running, 0, 1);
  Atomics.notify(watch.running, 0);
}

export function disarmWatchdog(watch: Watch): void {
  Atomics.store(watch.running, 0, 0);
  Atomics.notify(watch.running, 0);
}

/** The body of the thread: sleeps until a query starts, then checks every 15 ms. Never returns. */
export function keepWatch(watch: Watch): void {
  for (let checks = 1; ; checks++) {
    Atomics.wait(watch.running, 0, 0);
    Atomics.wait(watch.running, 0, 1, CHECK_MS);
    if (Atomics.load(watch.running, 0) === 0) continue;
    const over =
      now() > (watch.deadline[0] ?? 0) ||
      process.memoryUsage.rss() > MAX_RSS ||
      !hasParent(watch.parent) ||
      (checks % CHECKS_PER_FILE_CHECK === 0 && temporaryBytes() > MAX_TEMPORARY);
    if (over) process.kill(process.pid, "SIGKILL");
  }
}

function hasParent(parent: number): boolean {
  if (process.platform !== "win32") return process.ppid === parent;
  // Windows does not reparent orphans.
  try {
    return process.kill(parent, 0);
  } catch {
    return false;
  }
}

/** SQLite sorts into files that it has already unlinked, so only their descriptors reveal them. */
function temporaryBytes(): number {
  if (process.platform === "win32") return 0;
  let bytes = 0;
  for (let descriptor = 3; descriptor < MAX_DESCRIPTOR; descriptor++) {
    try {
      const stats = fstatSync(descriptor);
      if (stats.isFile() && stats.nlink === 0) bytes += stats.size;
    } catch {
      // No such descriptor.
    }
  }
  return bytes;
}
