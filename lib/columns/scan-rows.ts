/**
 * Streams rows into a callback through a user-defined SQL function. Building an array per row costs more than reading
 * it: a call from within the statement takes a quarter of the time (0.16 s against 0.64 s for 300,000 rows of five
 * columns).
 */

import type { Connection } from "../store/driver.ts";

// biome-ignore lint/suspicious/noExplicitAny: columns are whatever the file holds; the caller knows its SQL
type OnRow = (a: any, b: any, c: any, d: any, e: any) => void;

const FUNCTION = "spantom_take";

/** The callback of the statement running on each connection. */
const receivers = new WeakMap<Connection, { onRow: OnRow | undefined }>();

/**
 * @param columns at most five, comma-separated
 * @param from what follows `FROM`; for a defined order, a subquery with ORDER BY and LIMIT
 */
export function scanRows(
  db: Connection,
  columns: string,
  from: string,
  parameters: readonly (string | number)[],
  onRow: OnRow,
): void {
  const receiver = receiverOf(db);
  const statement = db.prepare<(string | number)[]>(`SELECT count(${FUNCTION}(${columns})) FROM ${from}`);
  receiver.onRow = onRow;
  try {
    statement.get(...parameters);
  } finally {
    receiver.onRow = undefined;
  }
}

function receiverOf(db: Connection): { onRow: OnRow | undefined } {
  const existing = receivers.get(db);
  if (existing) return existing;
  const receiver: { onRow: OnRow | undefined } = { onRow: undefined };
  db.function(FUNCTION, { varargs: true, directOnly: true }, ((a, b, c, d, e) => {
    receiver.onRow?.(a, b, c, d, e);
    return null;
  }) satisfies (...row: Parameters<OnRow>) => null);
  receivers.set(db, receiver);
  return receiver;
}

/** For stored values that should be numbers but may be anything another tool wrote. */
export function numberOrNull(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
