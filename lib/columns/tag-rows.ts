/**
 * Reads many tags quickly. A row of SQLite costs more to hand over to JavaScript than to read: 20,000 of them joined
 * into one text take a third of the time (1.4 s against 4.0 s for 3,000,000 tags).
 */
import type { Connection } from "../store/driver.ts";

export type TakeTag = (spanId: number, key: string, value: string) => void;

/** Longer values are told apart by their first characters only. */
const COMPARED_CHARACTERS = 500;
const MOST_ROWS = 20_000;
const LEAST_ROWS = 100;
/** Characters that a text should have: values may be long. */
const WANTED_CHARACTERS = 1_000_000;

const FIELD = "\u001f";
const ROW = "\u001e";
const COLUMNS = "id, CAST(span_id AS INTEGER) AS spanId, CAST(key AS TEXT) AS key, CAST(value AS TEXT) AS value";
const JOINED = `max(id) AS last, max(spanId) AS lastSpan, count(*) AS count,
  group_concat(spanId || char(31) || key || char(31) || value, char(30)) AS text`;

interface Joined {
  readonly last: number | null;
  readonly lastSpan: number;
  readonly count: number;
  readonly text: string | null;
}

/**
 * Tags with ids from `fromId` on, in their order.
 * @param goOn is told the highest span id of each step, and says whether there is need to read on
 */
export function readTagsInOrder(
  db: Connection,
  fromId: number,
  take: TakeTag,
  goOn: (spanId: number, id: number) => boolean,
): void {
  const rows = `SELECT ${COLUMNS} FROM span_tags WHERE id >= ? ORDER BY id LIMIT ?`;
  const joined = db.prepare<[number, number], Joined>(`SELECT ${JOINED} FROM (${rows})`);
  const single = db.prepare<[number, number], [number, number, string | null, string | null]>(rows).raw();
  let limit = 1000;
  for (let next = fromId; ; ) {
    const step = joined.get(next, limit);
    if (!step || step.last === null) return;
    if (!takeJoined(step, take)) takeRows(single.iterate(next, limit), take);
    if (!goOn(step.lastSpan, step.last)) return;
    next = step.last + 1;
    limit = fit(limit, step.text);
  }
}

/** The tags of these spans, by the index on `span_id`. */
export function readTagsOf(db: Connection, spanIds: Float64Array, take: TakeTag, tell: (done: number) => void): void {
  const rows = `SELECT ${COLUMNS} FROM span_tags
    WHERE span_id IN (SELECT value FROM json_each(?)) ORDER BY span_id, id`;
  const joined = db.prepare<[string], Joined>(`SELECT ${JOINED} FROM (${rows})`);
  const single = db.prepare<[string], [number, number, string | null, string | null]>(rows).raw();
  let limit = 500;
  for (let done = 0; done < spanIds.length; ) {
    const list = `[${spanIds.subarray(done, done + limit).join()}]`;
    const step = joined.get(list);
    if (step && !takeJoined(step, take)) takeRows(single.iterate(list), take);
    done += limit;
    tell(Math.min(done, spanIds.length));
    limit = fit(limit, step?.text ?? null);
  }
}

function fit(limit: number, text: string | null): number {
  const wanted = Math.floor((limit * WANTED_CHARACTERS) / Math.max(text?.length ?? 0, 1));
  return Math.max(LEAST_ROWS, Math.min(MOST_ROWS, limit * 10, wanted));
}

/** False when keys or values are NULL, or hold the separators themselves. */
function takeJoined({ text, count }: Joined, take: TakeTag): boolean {
  if (text === null) return count === 0;
  if (countOf(text, ROW) !== count - 1 || countOf(text, FIELD) !== 2 * count) return false;
  for (let at = 0; at < text.length; ) {
    const key = text.indexOf(FIELD, at) + 1;
    const value = text.indexOf(FIELD, key) + 1;
    let end = text.indexOf(ROW, value);
    if (end === -1) end = text.length;
    take(
      Number(text.slice(at, key - 1)),
      text.slice(key, value - 1),
      text.slice(value, Math.min(end, value + COMPARED_CHARACTERS)),
    );
    at = end + 1;
  }
  return true;
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count++;
  return count;
}

function takeRows(rows: Iterable<[number, number, string | null, string | null]>, take: TakeTag): void {
  for (const [, spanId, key, value] of rows)
    if (key !== null && value !== null) take(spanId, key, value.slice(0, COMPARED_CHARACTERS));
}
