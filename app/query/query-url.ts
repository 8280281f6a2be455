/** The state of the query page as it stands in the URL. One pair of functions reads and writes it. Pure. */
import { type ChangeOf, changeState, readView, type ViewChoice, writeView } from "../_components/plot/view-params.ts";
import { scopeOf } from "../_components/shell/scope-href.ts";

/** What is not given here is the page's own choice: newest spans, scatter, start, duration, name. */
export interface QueryUrl extends ViewChoice {
  readonly sql?: string;
  /** Instead of `sql`, for SQL too long for a URL: where this browser tab keeps it. */
  readonly kept?: string;
  /** The scope of the other views, as parameters: it does not limit SQL, and waits here until one goes back to them. */
  readonly scope?: string;
}

/** Longer SQL makes addresses that browsers and servers refuse. */
export const SQL_IN_URL = 2_000;

export const DEFAULT_SQL = "SELECT * FROM spans ORDER BY id DESC LIMIT 100";

/** Reads the state; what makes no sense is left out. */
export function parseQueryUrl(params: URLSearchParams): QueryUrl {
  const sql = params.get("sql") || undefined;
  const kept = sql === undefined ? params.get("kept") || undefined : undefined;
  return changeQueryUrl({}, { sql, kept, ...readView(params), scope: scopeOf(params).toString() || undefined });
}

/** Writes the state: `?…`, or the empty string when all of it is the page's own choice. */
export function formatQueryUrl(state: QueryUrl): string {
  const { sql, kept, scope } = state;
  const params = new URLSearchParams();
  if (sql !== undefined && sql !== DEFAULT_SQL) params.append("sql", sql);
  if (sql === undefined && kept !== undefined) params.append("kept", kept);
  writeView(state, params);
  for (const [key, value] of new URLSearchParams(scope)) params.append(key, value);
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** Changes some of the state; `undefined` takes a part back to the page's own choice. */
export function changeQueryUrl(state: QueryUrl, changes: ChangeOf<QueryUrl>): QueryUrl {
  return changeState<QueryUrl>(state, changes);
}
