/** The state of the query page as it stands in the URL. One pair of functions reads and writes it. Pure. */
import { type ChangeOf, changeState, readView, type ViewChoice, writeView } from "../charts/address.ts";
import { scopeOf } from "../shell/scope-href.ts";
import { type SqlInUrl, writeSql } from "../shell/sql/kept-sql.ts";

/** What is not given here is the page's own choice: newest spans, scatter, start, duration, name. */
export interface QueryUrl extends ViewChoice, SqlInUrl {
  /** The scope of the other views, as parameters: it does not limit SQL, and waits here until one goes back to them. */
  readonly scope?: string;
}

/** Reads the state; what makes no sense is left out. */
export function parseQueryUrl(params: URLSearchParams): QueryUrl {
  const sql = params.get("sql") || undefined;
  const kept = sql === undefined ? params.get("kept") || undefined : undefined;
  return changeQueryUrl({}, { sql, kept, ...readView(params), scope: scopeOf(params).toString() || undefined });
}

/** Writes the state: `?…`, or the empty string when all of it is the page's own choice. */
export function formatQueryUrl(state: QueryUrl): string {
  const params = new URLSearchParams();
  writeSql(state, params);
  writeView(state, params);
  for (const [key, value] of new URLSearchParams(state.scope)) params.append(key, value);
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** Changes some of the state; `undefined` takes a part back to the page's own choice. */
export function changeQueryUrl(state: QueryUrl, changes: ChangeOf<QueryUrl>): QueryUrl {
  return changeState<QueryUrl>(state, changes);
}
