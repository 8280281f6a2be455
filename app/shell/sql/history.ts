/** The last queries of this browser, newest first. Pure. */

export interface PastQuery {
  readonly sql: string;
  readonly rows: number;
  readonly ms: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const MOST = 20;
/** Longer SQL would fill the browser's storage. */
const LONGEST = 20_000;

/** Puts a query first; the same SQL stands there once. */
export function addPastQuery(list: readonly PastQuery[], query: PastQuery): PastQuery[] {
  if (query.sql.length > LONGEST) return [...list];
  return [query, ...list.filter(({ sql }) => sql !== query.sql)].slice(0, MOST);
}

/** Reads what is stored; anything else than a list of queries is nothing. */
export function parseHistory(text: string | null): PastQuery[] {
  try {
    const list: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(list) ? list.filter(isPastQuery).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function isPastQuery(value: unknown): value is PastQuery {
  const { sql, rows, ms, at } = (value ?? {}) as Partial<PastQuery>;
  return typeof sql === "string" && [rows, ms, at].every((number) => Number.isFinite(number));
}
