/** SQL in the query page's address; SQL that is too long for it is kept in this browser tab. */
import { hashText } from "../../../lib/model/colors.ts";

/** The query page's default, which its address omits. */
export const DEFAULT_SQL = "SELECT * FROM spans ORDER BY id DESC LIMIT 100";

/** Longer SQL makes addresses that browsers and servers refuse. */
export const SQL_IN_URL = 2_000;

/** The SQL of an address. */
export interface SqlInUrl {
  readonly sql?: string;
  /** Replaces `sql` if that is too long for a URL: the name under which this browser tab keeps it. */
  readonly kept?: string;
}

const PREFIX = "spantom.sql.";

export const LONG_SQL = `The link does not carry this query: it is longer than ${SQL_IN_URL.toLocaleString("en-US")} characters.`;

/** The URL state for SQL; keeps SQL that is too long. */
export function keepSql(sql: string): SqlInUrl {
  if (sql.length <= SQL_IN_URL) return { sql };
  const kept = hashText(sql).toString(36);
  try {
    sessionStorage.setItem(PREFIX + kept, sql);
  } catch {
    // Storage is unavailable or full: the query runs, but a reload starts with the newest spans.
  }
  return { kept };
}

/** The SQL that a URL stands for; the default for long SQL kept in another tab. */
export function findSql({ sql, kept }: SqlInUrl): string {
  if (sql !== undefined || kept === undefined) return sql ?? DEFAULT_SQL;
  try {
    return sessionStorage.getItem(PREFIX + kept) ?? DEFAULT_SQL;
  } catch {
    return DEFAULT_SQL;
  }
}

/** Writes the SQL state to the address's parameters. */
export function writeSql({ sql, kept }: SqlInUrl, params: URLSearchParams): void {
  if (sql !== undefined && sql !== DEFAULT_SQL) params.append("sql", sql);
  if (sql === undefined && kept !== undefined) params.append("kept", kept);
}

/** The query page's address for this SQL. */
export function queryHref(sql: string): string {
  const params = new URLSearchParams();
  writeSql(keepSql(sql), params);
  const text = params.toString();
  return text === "" ? "/query" : `/query?${text}`;
}
