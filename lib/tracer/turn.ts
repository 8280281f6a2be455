/**
 * The end of the program's turn: after all pending ticks and promise callbacks have run, and before Node reports the
 * rejections that nobody has handled by then.
 */

// Captured when the module loads: a test's fake timers do not affect the tracer.
const { nextTick } = process;
const later = queueMicrotask;

/** Something to check at the turn's end, unless it is removed before. */
export interface Due {
  /** Its index in the queue, or -1. */
  index: number;
  check(): void;
}

let all: Due[] = [];
let scheduled = false;

export function checkAtTurnEnd(due: Due): void {
  due.index = all.push(due) - 1;
  if (scheduled) return;
  scheduled = true;
  later(() => nextTick(endTurn));
}

/** A turn may be long: what no longer needs a check is not kept until its end. */
export function cancelCheck(due: Due): void {
  if (due.index < 0) return;
  const last = all.pop() as Due;
  if (last !== due) {
    all[due.index] = last;
    last.index = due.index;
  }
  due.index = -1;
}

/** Runs the checks that wait for the turn's end; also called at the end of the process. */
export function endTurn(): void {
  scheduled = false;
  const now = all;
  all = [];
  for (const due of now) due.index = -1;
  for (const due of now) due.check();
}
