/**
 * Hands rows to a function while SQLite reads them. To make an array of each row costs more than to read it: a call
 * out of the statement takes a quarter of the time (0.16 s against 0.64 s for 300,000 rows of five columns).
 */

import type { Connection } from "../store/driver.ts";

/** As many columns as a row has at most. */
// biome-ignore lint/suspicious/noExplicitAny: a column is what the file holds; the caller knows what its SQL makes of it
type TakeRow = (a: any, b: any, c: any, d: any, e: any) => void;

const FUNCTION = "spantom_take";

/** What takes the rows of the statement that runs on a connection. */
const takers = new WeakMap<Connection, { take: TakeRow | undefined }>();

/**
 * @param columns at most five, by commas
 * @param from what follows `FROM`; the order of the rows is SQLite's, its own `ORDER BY` with a `LIMIT` aside
 */
export function scanRows(
  db: Connection,
  columns: string,
  from: string,
  parameters: readonly (string | number)[],
  take: TakeRow,
): void {
  const taker = takerOf(db);
  const statement = db.prepare<(string | number)[]>(`SELECT count(${FUNCTION}(${columns})) FROM ${from}`);
  taker.take = take;
  try {
    statement.get(...parameters);
  } finally {
    taker.take = undefined;
  }
}

function takerOf(db: Connection): { take: TakeRow | undefined } {
  const known = takers.get(db);
  if (known) return known;
  const taker: { take: TakeRow | undefined } = { take: undefined };
  db.function(FUNCTION, { varargs: true, directOnly: true }, ((a, b, c, d, e) => {
    taker.take?.(a, b, c, d, e);
    return null;
  }) satisfies (...row: Parameters<TakeRow>) => null);
  takers.set(db, taker);
  return taker;
}

/** A value as the file holds it, where a number is expected: other tools may have written anything. */
export function numberOrNull(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
