/** Addresses of other pages. */
import "server-only";
import { formatQueryUrl } from "../query/query-url.ts";

/** The query page with that SQL. */
export function queryHref(sql: string): string {
  return `/query${formatQueryUrl({ sql })}`;
}
