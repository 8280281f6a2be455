/** The state of the explore view as it stands in the address, beside the scope. One pair of functions reads and writes it. Pure. */
import { formatRegion, parseRegion, type Region } from "../../lib/explore/region.ts";
import { parseScope, type Scope, writeScope } from "../../lib/scope.ts";
import { PLOT_TYPES, type PlotType } from "../_components/plot/axis-choice.ts";

export interface ExploreSort {
  /** Id of a column. */
  readonly column: string;
  readonly desc: boolean;
}

/** What is not given is the view's own choice. Columns are named by their ids. */
export interface ExploreView {
  readonly plot?: PlotType;
  readonly x?: string;
  readonly y?: string;
  /** The empty string for no colours. */
  readonly color?: string;
  readonly logx?: boolean;
  readonly logy?: boolean;
  /** Columns of a plot that shows several. */
  readonly dims?: readonly string[];
  readonly trend?: boolean;
  readonly margins?: boolean;
  readonly sort?: ExploreSort;
  readonly hide?: readonly string[];
  /** The selected part of the plot. */
  readonly sel?: Region;
  /** What the panel explains; `off` where it is closed. */
  readonly why?: WhyChoice;
}

export const WHY_CHOICES = ["selection", "slowest", "off"] as const;
export type WhyChoice = (typeof WHY_CHOICES)[number];

export interface ExploreUrl {
  readonly scope: Scope;
  readonly view: ExploreView;
}

export type ViewChange = { readonly [K in keyof ExploreView]?: ExploreView[K] | undefined };

export const DEFAULT_SORT: ExploreSort = { column: "duration", desc: true };

function readSwitch(text: string | null): boolean | undefined {
  return text === "1" ? true : text === "0" ? false : undefined;
}

function writeSwitch(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? "1" : "0";
}

/** `-duration` is descending; a column whose own name starts with a minus is written `+-name`. */
function readSort(text: string | null): ExploreSort | undefined {
  if (!text) return undefined;
  if (text.startsWith("-")) return { column: text.slice(1), desc: true };
  return { column: text.startsWith("+") ? text.slice(1) : text, desc: false };
}

function writeSort(sort: ExploreSort | undefined): string | undefined {
  if (!sort || (sort.column === DEFAULT_SORT.column && sort.desc)) return undefined;
  if (sort.desc) return `-${sort.column}`;
  return /^[-+]/.test(sort.column) ? `+${sort.column}` : sort.column;
}

/** Reads the state; what makes no sense is left out. */
export function parseExploreView(params: URLSearchParams): ExploreView {
  const list = (key: string) => {
    const found = params.getAll(key).filter((column) => column !== "");
    return found.length > 0 ? found : undefined;
  };
  return changeView(
    {},
    {
      plot: PLOT_TYPES.find((type) => type === params.get("plot")),
      x: params.get("x") || undefined,
      y: params.get("y") || undefined,
      color: params.get("color") ?? undefined,
      logx: readSwitch(params.get("logx")),
      logy: readSwitch(params.get("logy")),
      dims: list("dim"),
      trend: readSwitch(params.get("trend")),
      margins: readSwitch(params.get("margins")),
      sort: readSort(params.get("sort")),
      hide: list("hide"),
      sel: parseRegion(params.get("sel")),
      why: WHY_CHOICES.find((choice) => choice === params.get("why")),
    },
  );
}

export function parseExploreUrl(params: URLSearchParams): ExploreUrl {
  return { scope: parseScope(params), view: parseExploreView(params) };
}

/** Adds to `params` what is not the view's own choice. */
export function writeExploreView(view: ExploreView, params = new URLSearchParams()): URLSearchParams {
  const add = (key: string, value: string | undefined) => {
    if (value !== undefined) params.append(key, value);
  };
  add("plot", view.plot);
  add("x", view.x);
  add("y", view.y);
  add("color", view.color);
  add("logx", writeSwitch(view.logx));
  add("logy", writeSwitch(view.logy));
  for (const column of view.dims ?? []) add("dim", column);
  add("trend", writeSwitch(view.trend));
  add("margins", writeSwitch(view.margins));
  add("sort", writeSort(view.sort));
  for (const column of view.hide ?? []) add("hide", column);
  add("sel", view.sel && formatRegion(view.sel));
  add("why", view.why);
  return params;
}

/** `/explore`, `/explore?…`. */
export function exploreHref({ scope, view }: ExploreUrl, pathname = "/explore"): string {
  const text = writeExploreView(view, writeScope(scope)).toString();
  return text === "" ? pathname : `${pathname}?${text}`;
}

/** Changes some of the state; `undefined` takes a part back to the view's own choice. */
export function changeView(view: ExploreView, changes: ViewChange): ExploreView {
  return Object.fromEntries(Object.entries({ ...view, ...changes }).filter(([, value]) => value !== undefined));
}
