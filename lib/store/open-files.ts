/**
 * The databases that the program's threads have open, in shared memory, and the lock that they hold while opening one.
 *
 * Only one thread opens a database at a time. SQLite opens the file first and its sidecars later, by name: in between,
 * another thread may find the file gone and create a new one, whose index would be truncated.
 */

import { identityOf, numbersOf } from "./file-check.ts";

/** Milliseconds to wait for the lock: a thread that was terminated with the lock held never releases it. */
const PATIENCE = 1000;
/** Databases listed at once. More can be opened, but other threads do not learn of them. */
const MAX_FILES = 128;
/** Numbers per database: its thread, then device and inode of the file, its log and its index. */
const WIDTH = 7;

/** An open database, by device and inode (`identify`) of its file and its sidecars. */
export interface OpenFile {
  readonly file: string;
  readonly sidecars: readonly string[];
}

/** A database that some thread has open, with a check whether it still does. */
export interface SharedOpenFile extends OpenFile {
  isOpen(): boolean;
}

let memory = new SharedArrayBuffer(8 + MAX_FILES * WIDTH * 8);
let lock = new Int32Array(memory, 0, 1);
let entries = new Float64Array(memory, 8);
/** This thread's number; 0 marks a free entry. */
let self = 1;

/** To be passed to another thread. */
export function openFilesMemory(): SharedArrayBuffer {
  return memory;
}

/**
 * Switches to the memory of the thread that started this one.
 * @param thread This thread's unique number, by which `forgetThread` finds its entries.
 */
export function shareOpenFiles(shared: SharedArrayBuffer, thread: number): void {
  memory = shared;
  lock = new Int32Array(memory, 0, 1);
  entries = new Float64Array(memory, 8);
  self = thread;
}

export function withOpenLock<T>(open: () => T): T {
  const until = performance.now() + PATIENCE;
  while (Atomics.compareExchange(lock, 0, 0, 1) !== 0 && performance.now() < until) Atomics.wait(lock, 0, 1, 5);
  try {
    return open();
  } finally {
    // Not a call: the program may be out of stack. Waiting threads poll.
    lock[0] = 0;
  }
}

/**
 * Lists a database as open. Call with the lock held.
 * @returns a function to call before closing it: while it is open, no other file can have its inodes.
 */
export function noteOpen({ file, sidecars }: OpenFile): () => void {
  let at = 0;
  while (at < entries.length && entries[at] !== 0) at += WIDTH;
  if (at >= entries.length) return () => {};
  entries.set([file, ...sidecars].flatMap(numbersOf), at + 1);
  entries[at] = self;
  const listed = entries;
  return () => {
    listed[at] = 0;
  };
}

/** The databases that the program's threads have open now. */
export function listOpen(): SharedOpenFile[] {
  const open: SharedOpenFile[] = [];
  for (let at = 0; at < entries.length; at += WIDTH) {
    const owner = entries[at] as number;
    if (owner === 0) continue;
    const [file, ...sidecars] = [1, 3, 5].map((i) =>
      identityOf(entries[at + i] as number, entries[at + i + 1] as number),
    );
    open.push({ file: file as string, sidecars, isOpen: () => entries[at] === owner });
  }
  return open;
}

/** Removes a thread's entries: its exit has closed everything, whether or not it could remove them. */
export function forgetThread(thread: number): void {
  for (let at = 0; at < entries.length; at += WIDTH) if (entries[at] === thread) entries[at] = 0;
}
