/**
 * The end of the program's turn: when all that was due at once has run, also what waits for promises, and before Node
 * reports the rejections that nobody has handled by then.
 */

// Taken when the module loads: a test's fake timers do not reach the tracer.
const { nextTick } = process;
const later = queueMicrotask;

let checks: (() => void)[] = [];

export function atTurnEnd(check: () => void): void {
  if (checks.push(check) === 1) later(() => nextTick(endTurn));
}

/** What waits for the turn's end, now: at the end of the process. */
export function endTurn(): void {
  const due = checks;
  checks = [];
  for (const check of due) check();
}
