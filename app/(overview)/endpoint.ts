/**
 * The overview for scripts: `/overview.json`, and its table of names as `/overview.csv`; with `chart=tree`, the paths of
 * the call tree are in the first and take the place of the names in the second.
 */
import "server-only";
import type { OverviewFigures } from "../../lib/analysis/overview/answer.ts";
import { chooseReading } from "../../lib/model/basis.ts";
import { endAt, parseScope, type Scope } from "../../lib/model/scope.ts";
import type { RunningSpans } from "../../lib/queries/running.ts";
import type { SelfTimes } from "../../lib/queries/self-times.ts";
import { findAddressProblem } from "../server/address.ts";
import { ask } from "../server/ask.ts";
import { EndpointError, type ViewData } from "../server/data-endpoint.ts";
import { readScopeSummary } from "../shell/scope/data.ts";
import { OVERVIEW_RULES, readSplit } from "./parameters.ts";
import { listPathRows, PATH_COLUMNS } from "./path-rows.ts";

export const findOverviewProblem = (params: URLSearchParams) => findAddressProblem(params, OVERVIEW_RULES);

const COLUMNS = [
  "name",
  "count",
  "share",
  "total",
  "self",
  "mean",
  "p50",
  "p95",
  "p99",
  "max",
  "errors",
  "unfinished",
] as const;

/** Times in seconds; starts relative to `origin`, in seconds since the epoch. */
export async function readOverviewData(params: URLSearchParams) {
  const began = performance.now();
  const asked = parseScope(params);
  const summary = await readScopeSummary(asked);
  // All figures are of the spans counted in `window`, however many more a program writes meanwhile.
  const scope = summary ? endAt(asked, summary.lastId) : asked;
  const reading = chooseReading(summary?.window.count ?? 0);
  const figures = await ask("overview", { scope, reading });
  if (!figures.ok) return figures;
  // One after the other: the second finds the spans in memory that the first has read.
  const selfTimes = await ask("selfTimes", { scope, reading });
  if (!selfTimes.ok) return selfTimes;
  const tree = params.get("chart") === "tree" ? await readTree(scope, reading, readSplit(params)) : null;
  const [newest, running] = await Promise.all([
    ask("scopeNewest", { scope }),
    ask("running", { scope: asked, beside: summary?.lastId }),
  ]);
  if (!newest.ok) throw new EndpointError(500, "SQL_FAILED", newest.message);
  // As in the table.
  const names = figures.value.names
    .map((name) => describeName(name, figures.value, selfTimes.value))
    .sort((a, b) => b.self - a.self || (a.name < b.name ? -1 : 1));
  if (!running.ok) throw new EndpointError(500, "SQL_FAILED", running.message);
  const { count, nameCount, leftOut, traced } = figures.value;
  const { origin, spans } = newest.value;
  const value: ViewData = {
    json: {
      window: summary?.window ?? null,
      basis: figures.value.basis,
      spans: count,
      withoutDuration: leftOut,
      traced,
      parents: selfTimes.value.source,
      nameCount,
      names,
      origin,
      running: describeRunning(running.value),
      newest: spans.map(({ tags, ...span }) => ({
        ...span,
        tags: tags.map(([key, text, from]) => ({ key, value: text, ...(from !== undefined && { from }) })),
      })),
      ...(tree && { callTree: tree }),
    },
    columns: tree ? PATH_COLUMNS : COLUMNS,
    rows: tree ? listPathRows(tree) : names.map((name) => COLUMNS.map((column) => name[column])),
  };
  return { ok: true as const, value, ms: performance.now() - began };
}

/** As many paths as anyone sorts in a spreadsheet: the export of folded stacks has all of them. */
const MAX_PATHS = 10_000;

async function readTree(scope: Scope, reading: "exact" | "sample", split: readonly string[] | undefined) {
  const tree = await ask("callTree", { scope, reading, limit: MAX_PATHS, ...(split && { split: [...split] }) });
  if (!tree.ok) throw new EndpointError(500, "SQL_FAILED", tree.message);
  return tree.value;
}

/** Those that have not ended: in no figure, and not among the newest. */
function describeRunning({ spans, counts, unknown, origin }: RunningSpans) {
  return {
    ...counts,
    unknown,
    origin,
    spans: spans.map(({ key: _, tags, ...span }) => ({
      ...span,
      tags: tags.map(([key, value]) => ({ key, value })),
    })),
  };
}

function describeName(figures: OverviewFigures["names"][number], { low, high }: OverviewFigures, { self }: SelfTimes) {
  const { name, count, errors, unfinished, share, total, mean, p50, p95, p99, max } = figures;
  const { bins, unplaced, trend, intervals } = figures;
  const own = self.find(([other]) => other === name)?.[1] ?? 0;
  const histogram = { low, high, bins, atZero: unplaced };
  const times = { share, total, self: own, mean, p50, p95, p99, max };
  return { name, count, errors, unfinished, ...times, histogram, trend, ...(intervals && { intervals }) };
}
