/** SQL too long for a URL: kept in this browser tab, under a name that the URL carries. */
import { hashText } from "../../lib/colors.ts";
import { DEFAULT_SQL, type QueryUrl, SQL_IN_URL } from "./query-url.ts";

const PREFIX = "spantom.sql.";

export const LONG_SQL = `The link does not carry this query: it is longer than ${SQL_IN_URL.toLocaleString("en-US")} characters.`;

/** The part of the URL that stands for some SQL; long SQL is put away for it. */
export function keepSql(sql: string): Pick<QueryUrl, "sql" | "kept"> {
  if (sql.length <= SQL_IN_URL) return { sql };
  const kept = hashText(sql).toString(36);
  try {
    sessionStorage.setItem(PREFIX + kept, sql);
  } catch {
    // No storage in this browser, or it is full: the query runs, and a reload starts with the newest spans.
  }
  return { kept };
}

/** The SQL that a URL stands for. Long SQL from another tab is not there: then it is the page's own. */
export function findSql({ sql, kept }: QueryUrl): string {
  if (sql !== undefined || kept === undefined) return sql ?? DEFAULT_SQL;
  try {
    return sessionStorage.getItem(PREFIX + kept) ?? DEFAULT_SQL;
  } catch {
    return DEFAULT_SQL;
  }
}
