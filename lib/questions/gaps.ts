/** Runs in files that record none: a long pause between spans ends one. */
import type { Connection } from "../driver.ts";

/** Seconds without any span. Shorter ones are untraced work of the same run more often than a new start. */
const PAUSE = 30;
/** Look-ups by id, 2 µs each: a file of a year without a pause is not searched for ever. */
const MOST_LOOKUPS = 10_000;
const MOST_RUNS = 500;
/** A span that encloses a pause ends after it: how many ids further on one is looked for. */
const ENCLOSING_WITHIN = 20_000;

interface Place {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The first ids of the stretches that pauses part the ids from `low` to `high` into, ascending; the first is `low`'s.
 *
 * Spans are written when they end, so their ends rise with the ids: between two that end within a pause's length of
 * each other there is none, and halving finds the others in a few thousand look-ups instead of a scan. The newest are
 * found first; where the look-ups run out, what is older stays one stretch.
 */
export function findStretches(db: Connection, low: number, high: number): number[] {
  const upwards = placeReader(db, "id >= ? ORDER BY id");
  const downwards = placeReader(db, "id <= ? ORDER BY id DESC");
  const encloses = db
    .prepare<[number, number, number], number>("SELECT 1 FROM spans WHERE id > ? AND id <= ? AND start <= ? LIMIT 1")
    .pluck();
  const first = upwards(low);
  const last = downwards(high);
  if (!first || !last || first.id > last.id) return [];
  const found: number[] = [];
  let lookups = 0;
  const stack: (readonly [Place, Place])[] = [[first, last]];
  for (let pair = stack.pop(); pair; pair = stack.pop()) {
    const [from, to] = pair;
    if (from.id === to.id || to.end - from.end < PAUSE) continue;
    if (lookups > MOST_LOOKUPS || found.length >= MOST_RUNS) break;
    lookups += 2;
    const middle = Math.floor((from.id + to.id) / 2);
    const before = downwards(middle) ?? from;
    const after = upwards(middle + 1) ?? to;
    if (isPause(before, after) && encloses.get(after.id, after.id + ENCLOSING_WITHIN, before.end) === undefined)
      found.push(after.id);
    // The newer half is taken up first.
    stack.push([from, before], [after, to]);
  }
  return [first.id, ...found.sort((a, b) => a - b)];
}

function isPause(before: Place, after: Place): boolean {
  return after.start - before.end >= PAUSE;
}

function placeReader(db: Connection, rest: string) {
  const statement = db.prepare<[number], { id: number; start: unknown; duration: unknown }>(
    `SELECT id, start, duration FROM spans WHERE ${rest} LIMIT 1`,
  );
  return (id: number): Place | undefined => {
    const row = statement.get(id);
    if (!row) return undefined;
    const start = typeof row.start === "number" ? row.start : 0;
    return { id: row.id, start, end: start + (typeof row.duration === "number" ? row.duration : 0) };
  };
}
