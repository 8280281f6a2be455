/** How a plot and its table are written in an address; shared by the two pages that have both. */
import { anySwitch, anyText, oneOf, type Parameters, repeated, someText } from "../../lib/model/parameters.ts";
import { type ColumnSort, formatSort, readSort } from "../../lib/model/sort.ts";
import type { PlotChoice } from "./axis-choice.ts";
import { PLOT_TYPES } from "./plot-types.ts";

export type ViewSort = ColumnSort;

/** Columns by id; the page chooses what is absent. */
export interface ViewChoice extends PlotChoice {
  readonly sort?: ViewSort;
  readonly hide?: readonly string[];
}

export type ChangeOf<State> = { readonly [K in keyof State]?: State[K] | undefined };

/** Changes part of a state; `undefined` resets that part to the page's own choice. */
export function changeState<State extends object>(state: State, changes: ChangeOf<State>): State {
  return Object.fromEntries(
    Object.entries({ ...state, ...changes }).filter(([, value]) => value !== undefined),
  ) as State;
}

function readSwitch(text: string | null): boolean | undefined {
  return text === "1" ? true : text === "0" ? false : undefined;
}

function formatSwitch(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? "1" : "0";
}

function readList(params: URLSearchParams, key: string): string[] | undefined {
  const given = params.getAll(key).filter((column) => column !== "");
  return given.length > 0 ? given : undefined;
}

/** The parameters that hold the choice. Columns are any text: which there are depends on the scope. */
export const VIEW_RULES = {
  plot: oneOf(PLOT_TYPES),
  x: someText,
  y: someText,
  color: anyText,
  logx: anySwitch,
  logy: anySwitch,
  dim: repeated(someText),
  trend: anySwitch,
  margins: anySwitch,
  sort: someText,
  hide: repeated(someText),
} satisfies Parameters;

/** Reads the choice; anything invalid, which `VIEW_RULES` report, becomes undefined. */
export function readView(params: URLSearchParams): ChangeOf<ViewChoice> {
  return {
    plot: PLOT_TYPES.find((type) => type === params.get("plot")),
    x: params.get("x") || undefined,
    y: params.get("y") || undefined,
    color: params.get("color") ?? undefined,
    logx: readSwitch(params.get("logx")),
    logy: readSwitch(params.get("logy")),
    dims: readList(params, "dim"),
    trend: readSwitch(params.get("trend")),
    margins: readSwitch(params.get("margins")),
    sort: readSort(params.get("sort")),
    hide: readList(params, "hide"),
  };
}

/** Writes the choice to the parameters. */
export function writeView(view: ChangeOf<ViewChoice>, params: URLSearchParams): void {
  const add = (key: string, value: string | undefined) => {
    if (value !== undefined) params.append(key, value);
  };
  add("plot", view.plot);
  add("x", view.x);
  add("y", view.y);
  add("color", view.color);
  add("logx", formatSwitch(view.logx));
  add("logy", formatSwitch(view.logy));
  for (const column of view.dims ?? []) add("dim", column);
  add("trend", formatSwitch(view.trend));
  add("margins", formatSwitch(view.margins));
  add("sort", view.sort && formatSort(view.sort));
  for (const column of view.hide ?? []) add("hide", column);
}
