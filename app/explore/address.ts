/** The explore view's state in the address, besides the scope; read and written by one pair of functions. */
import { checked, oneOf, type Parameters } from "../../lib/model/parameters.ts";
import { formatRegion, parseRegion, type Region } from "../../lib/model/region.ts";
import { formatScope, parseScope, SCOPE_RULES, type Scope } from "../../lib/model/scope.ts";
import {
  type ChangeOf,
  changeState,
  readView,
  VIEW_RULES,
  type ViewChoice,
  type ViewSort,
  writeView,
} from "../charts/address.ts";
import { PEEK_RULES, readPeek } from "../shell/peek/address.ts";

export interface ExploreView extends ViewChoice {
  /** The selected part of the plot. */
  readonly sel?: Region;
  /** The name under which a selection too long for an address is stored. */
  readonly kept?: string;
  /** The span that is open beside the table, in place of the panel. */
  readonly peek?: number;
  /** What the panel explains; `off` when it is closed. */
  readonly why?: WhyChoice;
}

const WHY_CHOICES = ["selection", "slowest", "off"] as const;
export type WhyChoice = (typeof WHY_CHOICES)[number];

export interface ExploreUrl {
  readonly scope: Scope;
  readonly view: ExploreView;
}

const KEPT = "kept:";

export type ViewChange = ChangeOf<ExploreView>;

export const DEFAULT_SORT: ViewSort = { column: "duration", desc: true };

/** The view's parameters, and what is valid in them. */
export const EXPLORE_RULES = {
  ...SCOPE_RULES,
  ...VIEW_RULES,
  sel: checked("low..high,low..high, lasso:x,y,… or spans:…, as the plot writes it", isSelection),
  why: oneOf(WHY_CHOICES),
  ...PEEK_RULES,
} satisfies Parameters;

function isSelection(text: string): boolean {
  return text.startsWith(KEPT) ? text.length > KEPT.length : parseRegion(text) !== undefined;
}

/** Reads the state; anything invalid, which `EXPLORE_RULES` report, is left out. */
export function parseExploreUrl(params: URLSearchParams): ExploreUrl {
  const why = WHY_CHOICES.find((choice) => choice === params.get("why"));
  const text = params.get("sel");
  const kept = text?.startsWith(KEPT) ? text.slice(KEPT.length) || undefined : undefined;
  const peek = readPeek(params) ?? undefined;
  const sel = kept === undefined ? parseRegion(text) : undefined;
  return { scope: parseScope(params), view: changeView({}, { ...readView(params), sel, kept, why, peek }) };
}

/** `/explore`, `/explore?…`. */
export function exploreHref({ scope, view }: ExploreUrl, pathname = "/explore"): string {
  const { sort, sel, kept, why, peek } = view;
  const usual = sort?.column === DEFAULT_SORT.column && sort.desc;
  const params = formatScope(scope);
  writeView(usual ? { ...view, sort: undefined } : view, params);
  const region = (sel && formatRegion(sel)) ?? (kept === undefined ? undefined : KEPT + kept);
  if (region !== undefined) params.append("sel", region);
  if (why) params.append("why", why);
  if (peek !== undefined) params.append("peek", String(peek));
  const text = params.toString();
  return text === "" ? pathname : `${pathname}?${text}`;
}

/** Changes part of the state; `undefined` resets that part to the view's own choice. */
export function changeView(view: ExploreView, changes: ViewChange): ExploreView {
  return changeState<ExploreView>(view, changes);
}
