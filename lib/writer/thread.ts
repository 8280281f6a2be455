/**
 * The writing thread: reads spans from the ring and writes them to the file, in transactions. It sleeps outside SQLite
 * and checks between transactions whether the program wants it to end.
 */
import { createRequire } from "node:module";
import { type MessagePort, workerData } from "node:worker_threads";
import { readClock } from "../runtime/clock.ts";
import type { Run } from "../runtime/run.ts";
import type { Driver } from "../store/driver.ts";
import { shareOpenFiles } from "../store/open-files.ts";
import { Decoder } from "./decoder.ts";
import { FileWriter, type Outcome } from "./file-writer.ts";
import { Ids } from "./ids.ts";
import {
  ABANDON,
  ASLEEP,
  AWAITED,
  FAILING,
  HEAD,
  LOCKED,
  MAX_BATCH,
  OPENING,
  PARKED,
  REFUSED,
  REQUEST,
  Ring,
  type RingMemory,
  STARTING,
  STATE,
  TAIL,
  UNUSABLE,
  WAKE,
  WORKING,
} from "./ring.ts";

export interface ThreadOrder {
  readonly path: string;
  readonly memory: RingMemory;
  readonly run: Run;
  /** The path of better-sqlite3: the thread has no file of its own to resolve it from. */
  readonly driver: string;
  readonly openFiles: SharedArrayBuffer;
  /** The thread's number within the program. */
  readonly number: number;
  readonly port: MessagePort;
}

/** What the thread tells the program: a line for stderr, once per subject, or that it has written something. */
export type ThreadMessage = { readonly subject: string; readonly line: string } | "working";

/** Milliseconds between transactions while spans keep coming: weighs losses to a `kill -9` against more commits. */
const INTERVAL = 8;
/** Words that justify a transaction at once: about a thousand spans. */
const ENOUGH = 2 ** 13;
/** The factor for both without a log, when a transaction waits for the disk and keeps readers out. */
const WITHOUT_LOG = 64;
/** Milliseconds after which another thread's store is certain to be visible: a thousand times what it takes. */
const SEEN = 5;
const FIRST_RETRY = 1;
const LAST_RETRY = 50;
/** While the program waits for the thread. */
const URGENT_RETRY = 4;

const order = workerData as ThreadOrder;
const ring = new Ring(order.memory);
const { control } = ring;
const decoder = new Decoder(ring);
const warnOnce = (subject: string, line: string) => order.port.postMessage({ subject, line } satisfies ThreadMessage);
const ids = new Ids(order.memory.ids);

let tail = 0;
let sequence = 0;
let retry = FIRST_RETRY;
let working = false;
/** When the last transaction began. */
let begun = 0;
/** Whether the last interval brought no records. */
let idle = false;

function setState(state: number): void {
  Atomics.store(control, STATE, state);
  // Makes whoever waits for the tail check the state again.
  Atomics.notify(control, TAIL);
}

/** Waits to be woken. After an interval that brought nothing it waits without a timeout, and announces that first. */
function rest(file: FileWriter): void {
  const wake = Atomics.load(control, WAKE);
  if (!idle) {
    const interval = file.hasLog ? INTERVAL : INTERVAL * WITHOUT_LOG;
    const left = Math.max(1, begun + interval - readClock());
    if (Atomics.load(control, AWAITED) === 0) Atomics.wait(control, WAKE, wake, left);
    idle = Atomics.load(control, HEAD) === tail;
    return;
  }
  Atomics.store(control, ASLEEP, 1);
  const nothing = () => Atomics.load(control, HEAD) === tail && Atomics.load(control, REQUEST) === 0;
  // A program that has not seen the thread fall asleep may have published a span: check once more.
  if (nothing() && Atomics.wait(control, WAKE, wake, SEEN) === "timed-out" && nothing())
    Atomics.wait(control, WAKE, wake);
  Atomics.store(control, ASLEEP, 0);
  idle = false;
}

/** Takes some 20 ms, in which the program writes by itself. Errors of the file are reported when it is written. */
function openFile(): FileWriter {
  const BetterSqlite3 = createRequire(order.driver)(order.driver) as Driver;
  // Loads the addon: if that fails, the thread ends, and the program writes by itself.
  new BetterSqlite3(":memory:").close();
  shareOpenFiles(order.openFiles, order.number);
  const file = new FileWriter({ path: order.path, run: order.run, ids, warnOnce, load: () => BetterSqlite3 });
  file.open(() => {});
  return file;
}

function writeSome(file: FileWriter, head: number): Outcome {
  if (sequence === 0) sequence = ring.firstSequence[0] as number;
  begun = readClock();
  const { end, spans } = decoder.measure(tail, head, MAX_BATCH);
  const outcome = file.commit(sequence, (sink) => decoder.feed(tail, end, sink));
  Atomics.store(control, REFUSED, file.dropped);
  if (outcome !== "written") return outcome;
  tail = end;
  sequence += spans;
  Atomics.store(control, TAIL, tail);
  if (Atomics.load(control, AWAITED) === 1) Atomics.notify(control, TAIL);
  return outcome;
}

function afterWriting(file: FileWriter): void {
  retry = FIRST_RETRY;
  if (!working) {
    working = true;
    setState(WORKING);
    order.port.postMessage("working" satisfies ThreadMessage);
  }
  // Avoids a transaction for every few spans of a program that keeps ending them.
  const enough = file.hasLog ? ENOUGH : ENOUGH * WITHOUT_LOG;
  if (((Atomics.load(control, HEAD) - tail) | 0) < enough && Atomics.load(control, REQUEST) === 0) {
    idle = false;
    rest(file);
  }
}

function afterRefusal(outcome: Outcome): void {
  working = false;
  setState(outcome === "locked" ? LOCKED : FAILING);
  const wake = Atomics.load(control, WAKE);
  const urgent = Atomics.load(control, REQUEST) !== 0 || Atomics.load(control, AWAITED) === 1;
  Atomics.wait(control, WAKE, wake, urgent ? Math.min(retry, URGENT_RETRY) : retry);
  retry = Math.min(retry * 2, LAST_RETRY);
}

function drain(file: FileWriter): number {
  for (;;) {
    const request = Atomics.load(control, REQUEST);
    const head = Atomics.load(control, HEAD);
    if (request === ABANDON || (request !== 0 && head === tail)) return PARKED;
    if (head === tail) {
      rest(file);
      continue;
    }
    const outcome = writeSome(file, head);
    if (outcome === "unusable") return UNUSABLE;
    if (outcome === "written") afterWriting(file);
    else afterRefusal(outcome);
  }
}

/**
 * At its end the program waits for a thread that has started, whatever it is doing: terminating it while it loads
 * better-sqlite3 13 would abort the process.
 */
function work(): void {
  let end = PARKED;
  try {
    const file = openFile();
    setState(WORKING);
    end = drain(file);
    file.close();
  } finally {
    setState(end);
  }
}

// Unless the program has ended before the thread started, and writes by itself.
if (Atomics.compareExchange(control, STATE, STARTING, OPENING) === STARTING) work();
order.port.close();
