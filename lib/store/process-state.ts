/** Whether the process that a run was recorded by is still there. */
import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** Whether this machine has a process of that number now, which may be another than then. */
export function isThere(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}

export function hostName(): string {
  try {
    return hostname();
  } catch {
    return ""; // A sandbox may forbid it.
  }
}

interface RecordedProcess {
  readonly pid: number | null;
  readonly host: string | null;
  /** Seconds since the epoch. */
  readonly started: number;
}

/** How far the recorded start of a process may be from what the system says, seconds. */
const NEAR = 2;

/**
 * Whether the process goes on: on this host, there is one of that number that started then. Where the system does not
 * say when a process started, the number decides.
 */
export function isStillRunning({ pid, host, started }: RecordedProcess): boolean {
  if (pid === null || host === null || host !== hostName() || pid === process.pid || !isThere(pid)) return false;
  const began = startOf(pid);
  return began === null || Math.abs(began - started) < NEAR;
}

/** Linux counts in hundredths of a second for programs, whatever the kernel does (`proc(5)`, starttime). */
const TICKS = 100;

function startOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name, in parentheses, may hold anything.
    const ticks = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
    const boot = Number(/^btime (\d+)$/m.exec(readFileSync("/proc/stat", "latin1"))?.[1]);
    const began = boot + ticks / TICKS;
    return Number.isFinite(began) ? began : null;
  } catch {
    return null;
  }
}
