/**
 * The databases that the program's threads have open, in shared memory, and the lock under which they open them.
 *
 * One thread at a time opens a database. SQLite opens the file first and what lies beside it later, by name: in
 * between, the other thread may have found the file gone and made a new one, whose index would be truncated.
 */

import { identityOf, numbersOf } from "./file-check.ts";

/** Milliseconds after which a thread that was ended in the middle of it is no longer waited for. */
const PATIENCE = 1000;
/** Databases listed at once. More can be opened, but other threads do not learn of them. */
const MAX_FILES = 128;
/** Numbers for each: its thread, then device and inode of the file, its log and its index. */
const WIDTH = 7;

/** A database that is open, by device and inode (`identify`) of its file and of what was beside it. */
export interface OpenFile {
  readonly file: string;
  readonly sidecars: readonly string[];
}

/** One that some thread has open, with a way to ask whether it still has. */
export interface SharedOpenFile extends OpenFile {
  isOpen(): boolean;
}

let memory = new SharedArrayBuffer(8 + MAX_FILES * WIDTH * 8);
let lock = new Int32Array(memory, 0, 1);
let places = new Float64Array(memory, 8);
/** This thread's number; none has 0. */
let self = 1;

/** For another thread. */
export function openFilesMemory(): SharedArrayBuffer {
  return memory;
}

/**
 * Takes over the memory of the thread that started this one.
 * @param thread A number of its own, by which `forgetThread` finds what it has left.
 */
export function shareOpenFiles(shared: SharedArrayBuffer, thread: number): void {
  memory = shared;
  lock = new Int32Array(memory, 0, 1);
  places = new Float64Array(memory, 8);
  self = thread;
}

export function withOpenLock<T>(open: () => T): T {
  const until = performance.now() + PATIENCE;
  while (Atomics.compareExchange(lock, 0, 0, 1) !== 0 && performance.now() < until) Atomics.wait(lock, 0, 1, 5);
  try {
    return open();
  } finally {
    // No call: the program may be out of stack. Waiting threads check again by themselves.
    lock[0] = 0;
  }
}

/**
 * Lists a database as open. To be called under the lock.
 * @returns what to call before it is closed: while it is open, no other file can have its inodes.
 */
export function noteOpen({ file, sidecars }: OpenFile): () => void {
  let at = 0;
  while (at < places.length && places[at] !== 0) at += WIDTH;
  if (at >= places.length) return () => {};
  places.set([file, ...sidecars].flatMap(numbersOf), at + 1);
  places[at] = self;
  const held = places;
  return () => {
    held[at] = 0;
  };
}

/** The databases that the program's threads have open now. */
export function listOpen(): SharedOpenFile[] {
  const open: SharedOpenFile[] = [];
  for (let at = 0; at < places.length; at += WIDTH) {
    const owner = places[at] as number;
    if (owner === 0) continue;
    const [file, ...sidecars] = [1, 3, 5].map((i) =>
      identityOf(places[at + i] as number, places[at + i + 1] as number),
    );
    open.push({ file: file as string, sidecars, isOpen: () => places[at] === owner });
  }
  return open;
}

/** Removes what a thread had open: its end has closed everything, whether or not it could say so. */
export function forgetThread(thread: number): void {
  for (let at = 0; at < places.length; at += WIDTH) if (places[at] === thread) places[at] = 0;
}
