/** What the explore page asks the server for. Pure. */
import type { ExplorePlot, ExploreRows } from "../../lib/analysis/explore/answer.ts";
import type { QuestionOutcome } from "../../lib/model/outcome.ts";
import { type Region, readRegion } from "../../lib/model/region.ts";
import { type Scope, writeScope } from "../../lib/model/scope.ts";
import type { ViewSort } from "../charts/address.ts";
import { DEFAULT_SORT, type ExploreUrl, type WhyChoice } from "./address.ts";

/** Spans a page of the table holds. */
export const PAGE_ROWS = 100;

interface AxesAsk {
  /** The scope, as addresses have it. */
  readonly scope: string;
  readonly plot?: string;
  readonly x?: string;
  readonly y?: string;
  readonly color?: string;
  readonly logx?: boolean;
  readonly logy?: boolean;
}

export interface PlotAsk extends AxesAsk {
  readonly part: "plot";
}

export interface RowsAsk extends AxesAsk {
  readonly part: "rows";
  readonly sort: ViewSort;
  readonly region?: Region;
}

/** Of the slowest ones where there is no region. */
export interface WhyAsk extends AxesAsk {
  readonly part: "why";
  readonly region?: Region;
}

export type ExploreAsk = PlotAsk | (RowsAsk & { readonly offset: number });

export type PlotOutcome = QuestionOutcome<ExplorePlot>;
export type RowsOutcome = QuestionOutcome<ExploreRows>;

/**
 * The scope as it was when the page was drawn: what has come since moves nothing.
 * @param until the newest span then; all of them, without it
 */
function writePinned(scope: Scope, until?: number): string {
  return writeScope({ until, ...scope }).toString();
}

function axesAsk({ scope, view }: ExploreUrl, until?: number): AxesAsk {
  const { plot, x, y, color, logx, logy } = view;
  const given = Object.entries({ plot, x, y, color, logx, logy }).filter(([, value]) => value !== undefined);
  return { scope: writePinned(scope, until), ...Object.fromEntries(given) };
}

/** The same view asks the same in the same words, so that an answer can be known by them. */
export function plotAsk(url: ExploreUrl, until?: number): PlotAsk {
  return { part: "plot", ...axesAsk(url, until) };
}

/** Axes matter to the table only where a part of them is selected. */
export function rowsAsk(url: ExploreUrl, until?: number): RowsAsk {
  const { scope, view } = url;
  const axes = view.sel ? axesAsk(url, until) : { scope: writePinned(scope, until) };
  return { part: "rows", ...axes, sort: view.sort ?? DEFAULT_SORT, ...(view.sel && { region: view.sel }) };
}

/** Null where a selection is asked about, and there is none. */
export function whyAsk(url: ExploreUrl, until?: number): WhyAsk | null {
  const { scope, view } = url;
  const choice = findWhyChoice(url);
  if (choice === "off" || (choice === "selection" && !view.sel)) return null;
  if (choice === "slowest" || !view.sel) return { part: "why", scope: writePinned(scope, until) };
  return { part: "why", ...axesAsk(url, until), region: view.sel };
}

/** A selection is what somebody wants to know about. */
export function findWhyChoice({ view }: ExploreUrl): WhyChoice {
  return view.why ?? (view.sel ? "selection" : "slowest");
}

/** Takes what came from the network apart and together again: nothing but what is known gets through. */
export function parseExploreAsk(body: unknown): ExploreAsk | WhyAsk | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const { part, scope, offset, sort, region, ...rest } = body as Record<string, unknown>;
  if (typeof scope !== "string" || (part !== "plot" && part !== "rows" && part !== "why")) return undefined;
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  const flag = (value: unknown) => (typeof value === "boolean" ? value : undefined);
  const axes = Object.fromEntries(
    [
      ...["plot", "x", "y", "color"].map((key) => [key, text(rest[key])] as const),
      ...["logx", "logy"].map((key) => [key, flag(rest[key])] as const),
    ].filter(([, value]) => value !== undefined),
  );
  if (part === "plot") return { part, scope, ...axes };
  if (part === "why") {
    if (region === undefined) return { part, scope, ...axes };
    const known = readRegion(region);
    return known && { part, scope, ...axes, region: known };
  }
  if (typeof offset !== "number" || !Number.isSafeInteger(offset) || offset < 0) return undefined;
  const { column, desc } = (sort ?? {}) as Record<string, unknown>;
  if (typeof column !== "string" || typeof desc !== "boolean") return undefined;
  const asked = { part, scope, ...axes, sort: { column, desc }, offset } as const;
  if (region === undefined) return asked;
  const known = readRegion(region);
  return known && { ...asked, region: known };
}
