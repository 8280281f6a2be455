/** Infers runs in files that record none: a long pause between spans separates two. */
import type { Connection } from "../../store/driver.ts";

/** Seconds without any span. A shorter pause is more likely untraced work within a run than a new one. */
const PAUSE = 30;
/** Lookups by id, 2 µs each: bounds the search in a year-long file without a pause. */
const MAX_LOOKUPS = 10_000;
const MAX_RUNS = 500;
/** How many ids ahead to search for a span that encloses a pause and thus ends after it. */
const ENCLOSING_WITHIN = 20_000;
/** Neighbours on either side that decide whether a jump in time is a pause or a few spans from 1970 or 2050. */
const NEIGHBOURS = 9;

interface Place {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Splits the ids from `low` to `high` at pauses; returns the first id of each part, ascending.
 *
 * Spans are written when they end, so ends ascend with ids: there is no pause between two spans that end within a
 * pause's length of each other, and bisecting finds the pauses in a few thousand lookups instead of a scan. It finds
 * the newest first; when lookups run out, everything older stays one part.
 */
export function findStretches(db: Connection, low: number, high: number): number[] {
  const upwards = placeReader(db, "id >= ? ORDER BY id");
  const downwards = placeReader(db, "id <= ? ORDER BY id DESC");
  const encloses = db
    .prepare<[number, number, number, number], number>(
      "SELECT 1 FROM spans WHERE id > ? AND id <= ? AND start <= ? AND start + duration >= ? LIMIT 1",
    )
    .pluck();
  const isBreak = jumpReader(db, low, high);
  const first = upwards(low);
  const last = downwards(high);
  if (!first || !last || first.id > last.id) return [];
  const found: number[] = [];
  let lookups = 0;
  const stack: (readonly [Place, Place])[] = [[first, last]];
  for (let pair = stack.pop(); pair; pair = stack.pop()) {
    const [from, to] = pair;
    // If time goes back by a pause or more, one of the two is an outlier: pauses may lie in between.
    if (from.id === to.id || (to.end - from.end < PAUSE && to.end - from.end > -PAUSE)) continue;
    if (lookups > MAX_LOOKUPS || found.length >= MAX_RUNS) break;
    lookups += 2;
    const middle = Math.floor((from.id + to.id) / 2);
    const before = downwards(middle) ?? from;
    const after = upwards(middle + 1) ?? to;
    const within = [after.id, after.id + ENCLOSING_WITHIN, before.end, after.start] as const;
    if (isPause(before, after) && encloses.get(...within) === undefined && isBreak(before, after)) found.push(after.id);
    // The newer half is on top of the stack.
    stack.push([from, before], [after, to]);
  }
  return [first.id, ...found.sort((a, b) => a - b)];
}

function isPause(before: Place, after: Place): boolean {
  return after.start - before.end >= PAUSE;
}

/**
 * Whether a jump in time is more than an outlier: no neighbour beyond it continues where the other side left off. Spans
 * from the future at the end of a file are not a new run.
 */
function jumpReader(db: Connection, low: number, high: number) {
  const neighbours = (order: string) =>
    db.prepare<[number, number], { start: unknown; end: unknown }>(
      `SELECT start, start + duration AS end FROM spans WHERE id BETWEEN ? AND ? ORDER BY ${order} LIMIT ${NEIGHBOURS}`,
    );
  const earlier = neighbours("id DESC");
  const later = neighbours("id");
  const tomorrow = Date.now() / 1000 + 86_400;
  return (before: Place, after: Place): boolean => {
    const next = later.all(after.id, high);
    const isToCome = next.length < NEIGHBOURS && before.end < tomorrow;
    if (isToCome && next.every(({ start }) => Number(start) > tomorrow)) return false;
    const goesOn = next.some(
      ({ start, end }) => Number(start) < before.end + PAUSE && Number(end) >= before.end - PAUSE,
    );
    const wentOn = earlier
      .all(low, before.id)
      .some(({ end }) => Number(end) > after.start - PAUSE && Number(end) <= after.end + PAUSE);
    return !goesOn && !wentOn;
  };
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
