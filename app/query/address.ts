/** The query page's state in the URL, read and written by one pair of functions. */
import { anyText, type Parameters } from "../../lib/model/parameters.ts";
import { SCOPE_RULES } from "../../lib/model/scope.ts";
import { type ChangeOf, changeState, readView, VIEW_RULES, type ViewChoice, writeView } from "../charts/address.ts";
import { PEEK_RULES, readPeek } from "../shell/peek/address.ts";
import { scopeOf } from "../shell/scope-href.ts";
import { type SqlInUrl, writeSql } from "../shell/sql/kept-sql.ts";

/** Defaults for what is absent: newest spans, scatter, start, duration, name. */
export interface QueryUrl extends ViewChoice, SqlInUrl {
  /** The span that is open beside the results. */
  readonly peek?: number;
  /** The other views' scope, as parameters: it does not limit SQL, but is preserved for returning to them. */
  readonly scope?: string;
}

/** The view's parameters, and what is valid in them. */
export const QUERY_RULES = {
  ...SCOPE_RULES,
  ...VIEW_RULES,
  ...PEEK_RULES,
  sql: anyText,
  kept: anyText,
} satisfies Parameters;

/** Reads the state; anything invalid, which `QUERY_RULES` report, is left out. */
export function parseQueryUrl(params: URLSearchParams): QueryUrl {
  const sql = params.get("sql") || undefined;
  const kept = sql === undefined ? params.get("kept") || undefined : undefined;
  const peek = readPeek(params) ?? undefined;
  return changeQueryUrl({}, { sql, kept, ...readView(params), peek, scope: scopeOf(params).toString() || undefined });
}

/** Writes the state: `?…`, or an empty string for the page's defaults. */
export function formatQueryUrl(state: QueryUrl): string {
  const params = new URLSearchParams();
  writeSql(state, params);
  writeView(state, params);
  if (state.peek !== undefined) params.append("peek", String(state.peek));
  for (const [key, value] of new URLSearchParams(state.scope)) params.append(key, value);
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** Changes part of the state; `undefined` resets that part to the page's default. */
export function changeQueryUrl(state: QueryUrl, changes: ChangeOf<QueryUrl>): QueryUrl {
  return changeState<QueryUrl>(state, changes);
}
