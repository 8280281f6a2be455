/** Explore's data: the first rows at once, the rest from the reader's processes. */
import "server-only";
import { randomUUID } from "node:crypto";
import { type ExploreRows, OWN_COLUMNS } from "../../lib/analysis/explore/answer.ts";
import { readRecordedRanges } from "../../lib/columns/recorded-ranges.ts";
import { findTagAccess, type TagAccess } from "../../lib/columns/tag-range.ts";
import { ALWAYS_EXACT } from "../../lib/model/basis.ts";
import type { SpanWindow } from "../../lib/model/run.ts";
import { endAt } from "../../lib/model/scope.ts";
import { MAX_SORTED, readFirstRows } from "../../lib/queries/sql/first-rows.ts";
import { resolveScope } from "../../lib/queries/sql/scoped-spans.ts";
import { ask, askOnce } from "../server/ask.ts";
import { type Answer, withDatabase } from "../server/database.ts";
import { readMoment } from "../server/moment.ts";
import { runNamed } from "../server/running.ts";
import { DEFAULT_SORT, type ExploreUrl } from "./address.ts";
import { type PlotOutcome, type PlotParams, pageParams, plotParams, type RowsOutcome, rowsParams } from "./requests.ts";

export interface ExploreSummary {
  readonly first: ExploreRows;
  /** The file's newest span in the moment that the page shows: everything on it ends there. */
  readonly lastId: number;
  readonly window: SpanWindow;
  /** Time that starts are relative to, epoch seconds. */
  readonly origin: number;
  /** The condition on `spans AS s`, without tag filters. */
  readonly where: string;
  readonly access: TagAccess;
  /** Whether the file records parents. */
  readonly linked: boolean;
}

const NO_ROWS: ExploreRows = {
  basis: null,
  columns: OWN_COLUMNS,
  rows: [],
  offset: 0,
  total: null,
  listed: null,
  scoped: null,
  selection: null,
  rareKeys: null,
};

/** Whatever takes only milliseconds. Selections and sorting by tag are answered with the rest. */
export async function readExploreSummary({ scope, view }: ExploreUrl): Promise<Answer<ExploreSummary>> {
  const moment = await readMoment();
  if (!moment.ok) return moment;
  const lastId = moment.value;
  return withDatabase((db) => {
    // A tag filter takes a pass over the window: too slow for here.
    const scoped = resolveScope(db, { ...endAt(scope, lastId), tags: [] });
    // Sorting more would hold up the page.
    const { count } = scoped.window;
    const first =
      view.sel || scope.tags.length > 0 || count === 0 || count > MAX_SORTED
        ? NO_ROWS
        : readFirstRows(db, scoped, view.sort ?? DEFAULT_SORT);
    const { window, origin, whereSql } = scoped;
    return {
      first,
      lastId,
      window,
      origin: origin ?? 0,
      where: whereSql,
      access: findTagAccess(db, window.firstId),
      linked: readRecordedRanges(db, window.firstId, window.lastId).length > 0,
    };
  });
}

/** The full condition, including tag filters, which take a pass over the window. */
export async function readExploreWhere({ scope }: ExploreUrl, summary: ExploreSummary): Promise<string> {
  if (scope.tags.length === 0) return summary.where;
  const sql = await askOnce("overviewSql", { scope });
  return sql.ok ? sql.value.where : summary.where;
}

/**
 * Starts what the page streams: plot and rows come from one pass over all spans, or over an even sample of many.
 */
export function startExplore(url: ExploreUrl, { window, lastId }: ExploreSummary) {
  const plot = plotParams(url, lastId);
  const rows = rowsParams(url, lastId);
  const name = randomUUID();
  const start = window.count > ALWAYS_EXACT ? startSampled : startWhole;
  const found = start(name, plot, pageParams(rows, 0));
  return {
    plot: { name, key: JSON.stringify(plot), outcome: found.plot },
    rows: { key: JSON.stringify(rows), outcome: found.rows },
  };
}

interface Started {
  readonly plot: Promise<PlotOutcome>;
  readonly rows: Promise<RowsOutcome>;
}

type Page = ReturnType<typeof pageParams>;

function startWhole(name: string, plot: PlotParams, { scope, request }: Page): Started {
  const both = runNamed(name, undefined, (options) =>
    ask("exploreStart", { scope, plot: plot.request, rows: request }, options),
  );
  const pick = <Part extends "plot" | "rows">(part: Part) =>
    both.then((outcome) => (outcome.ok ? { ...outcome, value: outcome.value[part] } : outcome));
  return { plot: pick("plot"), rows: pick("rows") };
}

/** The rows after the plot, as SQLite takes seconds to sort ten million spans; the sample is then in memory. */
function startSampled(name: string, plot: PlotParams, page: Page): Started {
  const drawn = runNamed(name, undefined, (options) => ask("explore", { ...plot, reading: "sample" }, options));
  return { plot: drawn, rows: drawn.then(() => ask("exploreRows", { ...page, reading: "sample" })) };
}
