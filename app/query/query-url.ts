/** The state of the query page as it stands in the URL. One pair of functions reads and writes it. Pure. */
import { PLOT_TYPES, type PlotChoice } from "../_components/plot/axis-choice.ts";
import { scopeOf } from "../_components/shell/scope-href.ts";

/** What is not given here is the page's own choice: newest spans, scatter, start, duration, name. */
export interface QueryUrl extends PlotChoice {
  readonly sql?: string;
  /** Instead of `sql`, for SQL too long for a URL: where this browser tab keeps it. */
  readonly kept?: string;
  readonly sort?: { readonly column: string; readonly desc: boolean };
  readonly hide?: readonly string[];
  /** The scope of the other views, as parameters: it does not limit SQL, and waits here until one goes back to them. */
  readonly scope?: string;
}

/** Longer SQL makes addresses that browsers and servers refuse. */
export const SQL_IN_URL = 2_000;

export const DEFAULT_SQL = "SELECT * FROM spans ORDER BY id DESC LIMIT 100";

function readSwitch(text: string | null): boolean | undefined {
  return text === "1" ? true : text === "0" ? false : undefined;
}

/** Reads the state; what makes no sense is left out. */
export function parseQueryUrl(params: URLSearchParams): QueryUrl {
  const text = (key: string) => params.get(key) || undefined;
  const plot = PLOT_TYPES.find((type) => type === params.get("plot"));
  const sort = text("sort");
  const state: { -readonly [K in keyof QueryUrl]: QueryUrl[K] | undefined } = {
    sql: text("sql"),
    kept: text("sql") === undefined ? text("kept") : undefined,
    plot,
    x: text("x"),
    y: text("y"),
    color: params.get("color") ?? undefined,
    logx: readSwitch(params.get("logx")),
    logy: readSwitch(params.get("logy")),
    dims: some(params.getAll("dim")),
    trend: readSwitch(params.get("trend")),
    margins: readSwitch(params.get("margins")),
    sort: sort === undefined ? undefined : readSort(sort),
    hide: some(params.getAll("hide")),
    scope: scopeOf(params).toString() || undefined,
  };
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
}

function some(labels: readonly string[]): readonly string[] | undefined {
  const given = labels.filter((label) => label !== "");
  return given.length > 0 ? given : undefined;
}

/** `-duration` is descending; a column whose own name starts with a minus is written `+-name`. */
function readSort(text: string): QueryUrl["sort"] {
  if (text.startsWith("-")) return { column: text.slice(1), desc: true };
  return { column: text.startsWith("+") ? text.slice(1) : text, desc: false };
}

function writeSort(sort: NonNullable<QueryUrl["sort"]>): string {
  if (sort.desc) return `-${sort.column}`;
  return /^[-+]/.test(sort.column) ? `+${sort.column}` : sort.column;
}

/** Writes the state: `?…`, or the empty string when all of it is the page's own choice. */
export function formatQueryUrl(state: QueryUrl): string {
  const params = new URLSearchParams();
  const add = (key: string, value: string | undefined) => {
    if (value !== undefined) params.append(key, value);
  };
  const flag = (value: boolean | undefined) => (value === undefined ? undefined : value ? "1" : "0");
  add("sql", state.sql === DEFAULT_SQL ? undefined : state.sql);
  add("kept", state.sql === undefined ? state.kept : undefined);
  add("plot", state.plot);
  add("x", state.x);
  add("y", state.y);
  add("color", state.color);
  add("logx", flag(state.logx));
  add("logy", flag(state.logy));
  for (const column of state.dims ?? []) add("dim", column);
  add("trend", flag(state.trend));
  add("margins", flag(state.margins));
  add("sort", state.sort && writeSort(state.sort));
  for (const column of state.hide ?? []) add("hide", column);
  for (const [key, value] of new URLSearchParams(state.scope)) params.append(key, value);
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** Changes some of the state; `undefined` takes a part back to the page's own choice. */
export function changeQueryUrl(
  state: QueryUrl,
  changes: { readonly [K in keyof QueryUrl]?: QueryUrl[K] | undefined },
): QueryUrl {
  return Object.fromEntries(Object.entries({ ...state, ...changes }).filter(([, value]) => value !== undefined));
}
