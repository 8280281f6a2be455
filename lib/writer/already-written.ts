/**
 * What a lost thread had written without saying so: it may end between its commit and the move of the ring's end.
 * Transactions exclude each other, so that the spans of one stand side by side.
 */
import type { Connection } from "../store/driver.ts";
import type { Sink } from "./writer.ts";

type Row = readonly [name: string, start: number, duration: number];

export interface Written {
  readonly count: number;
  readonly firstId: number;
}

/**
 * @param after The last id that is known to be written.
 * @param feed Gives the spans that the thread would have written next.
 */
export function findWritten(db: Connection, after: number, feed: (sink: Sink) => void): Written {
  const spans: Row[] = [];
  const ignore = () => {};
  feed({
    span: (name, start, duration) => spans.push([name, start, duration]),
    tag: ignore,
    error: ignore,
    children: ignore,
    late: ignore,
  });
  const [first] = spans;
  const find = db.prepare<[number, ...Row], number>(
    "SELECT id FROM spans WHERE id > ? AND name = ? AND start = ? AND duration = ? ORDER BY id LIMIT 1",
  );
  const firstId = first && find.pluck().get(after, ...first);
  if (firstId === undefined) return { count: 0, firstId: 0 };
  const rows = db.prepare<[number], Row>("SELECT name, start, duration FROM spans WHERE id >= ? ORDER BY id").raw();
  let count = 0;
  for (const row of rows.iterate(firstId)) {
    const span = spans[count];
    if (!span || span.some((value, column) => value !== row[column])) break;
    count += 1;
  }
  return { count, firstId };
}
