/** The comparison for scripts: `/compare.json` and `/compare.csv`. */
import "server-only";
import { basisOf, followsUnasked } from "../../lib/model/basis.ts";
import type { QueryOutcome } from "../../lib/model/outcome.ts";
import type { CompareAnswer, CompareRow, SeenChange } from "../../lib/queries/compare.ts";
import type { ComparedSides } from "../../lib/queries/compare-sides.ts";
import { readNewestId } from "../../lib/queries/newest.ts";
import type { QueryParams } from "../../lib/queries/registry.ts";
import { differenceOf } from "../../lib/stats/order.ts";
import { findDoubt } from "../../lib/stats/verdict.ts";
import { ask } from "../server/ask.ts";
import { EndpointError, type ViewData } from "../server/data-endpoint.ts";
import { withDatabase } from "../server/database.ts";
import { compareParams, runsParams } from "./address.ts";
import { toRunsData } from "./runs-endpoint.ts";
import { describeLargest, describeTotal, describeVerdicts, TOO_LARGE } from "./ui/words.ts";

/** Times are seconds; a change is candidate / baseline − 1, `low` and `high` its 95 % interval. */
export async function readCompareData(params: URLSearchParams) {
  const began = performance.now();
  const file = await withDatabase(readNewestId);
  if (!file.ok) return file;
  const { start, sides } = await withReading(compareParams(params, file.value));
  const row = params.get("row");
  const ofRuns = start.by === "runs" || start.by === "files";
  if (ofRuns && basisOf(start).follows === "never") throw new EndpointError(503, "SQL_MEMORY", TOO_LARGE);
  const [runs, answer] = ofRuns
    ? [unwrap(await ask("compareRuns", { ...runsParams(params, file.value), limit: undefined })), null]
    : [null, unwrap(await ask("compare", sides))];
  const [spread, tags, properties] = await Promise.all([
    row === null ? null : ask("compareName", { ...sides, name: row }),
    row === null ? null : ask("compareTags", { ...sides, name: row, where: params.getAll("where") }),
    ask("compareSides", sides),
  ]);
  const detail = { ...(spread && { spread: unwrap(spread) }), ...(tags && { where: unwrap(tags) }) };
  const value = runs
    ? toRunsData(start, runs, unwrap(properties), detail)
    : toData(answer as CompareAnswer, unwrap(properties), detail);
  return { ok: true as const, value, ms: performance.now() - began };
}

function toData(answer: CompareAnswer, { properties, basis }: ComparedSides, detail: object): ViewData {
  return {
    json: withPublicKeys({
      sentence: [describeTotal(answer), describeLargest(answer), describeVerdicts(answer)].filter(Boolean).join(". "),
      basis: basisOf(answer),
      by: answer.by,
      why: answer.why,
      problem: answer.problem,
      key: answer.key,
      baseline: answer.baseline,
      candidate: answer.candidate,
      names: answer.rows.map(summarizeRow),
      namesLeftOut: answer.leftOut,
      sides: properties,
      sidesBasis: basis,
      ...detail,
    }),
    columns: COLUMNS,
    rows: answer.rows.map((row) => [...listCells(row), basisOf(answer).read, basisOf(answer).of]),
  };
}

/** Exact unless that takes minutes; `basis` says so. */
async function withReading(sides: QueryParams<"compare">) {
  const start = unwrap(await ask("compareStart", { ...sides, reading: "sample" }));
  const basis = basisOf(start);
  const reading = basis.exact || followsUnasked(basis) ? ("exact" as const) : ("sample" as const);
  return { start, sides: { ...sides, reading } };
}

/** What scripts know the two sides by: as on screen. */
const PUBLIC_KEYS: ReadonlyMap<string, string> = new Map([
  ["baseline", "a"],
  ["candidate", "b"],
  ["baselineCount", "countA"],
  ["candidateCount", "countB"],
  ["baselineTotal", "totalA"],
  ["candidateTotal", "totalB"],
]);

function publicKey(key: string): string {
  return PUBLIC_KEYS.get(key) ?? key;
}

/** Renames the keys at any depth. Answers have fixed keys; texts of the file are only ever values. */
function withPublicKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPublicKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [publicKey(key), withPublicKeys(part)]));
}

function unwrap<Value>(outcome: QueryOutcome<Value>): Value {
  if (outcome.ok) return outcome.value;
  const status = outcome.code === "PARAMS" ? 400 : outcome.code === "SQL_TIMEOUT" ? 504 : 503;
  throw new EndpointError(status, outcome.code, outcome.message);
}

function summarizeRow({
  name,
  verdict,
  baselineCount,
  candidateCount,
  baselineFigures,
  candidateFigures,
  baselineErrors,
  candidateErrors,
  p50,
  p95,
  total,
}: CompareRow) {
  return {
    name,
    verdict,
    calls: { baseline: baselineCount, candidate: candidateCount },
    errors: { baseline: baselineErrors, candidate: candidateErrors },
    p50: summarizeChange(baselineFigures?.p50 ?? null, candidateFigures?.p50 ?? null, p50),
    p95: summarizeChange(baselineFigures?.p95 ?? null, candidateFigures?.p95 ?? null, p95),
    total: {
      baseline: total.baseline,
      candidate: total.candidate,
      change: differenceOf(total.baseline, total.candidate),
      low: total.low,
      high: total.high,
    },
  };
}

/** Without an interval where a side has too few calls. `doubt` is why a change is not seen as one. */
function summarizeChange(baseline: number | null, candidate: number | null, change: SeenChange | null) {
  if (!change) return { baseline, candidate, change: null, low: null, high: null, seen: false, doubt: "untested" };
  const { ratio, low, high, seen } = change;
  const doubt = seen ? null : findDoubt(change);
  return { baseline, candidate, change: ratio === null ? null : ratio - 1, low: low - 1, high: high - 1, seen, doubt };
}

const FIGURE = ["baseline", "candidate", "change", "low", "high"] as const;
const COLUMNS = [
  "name",
  "verdict",
  ...columnsOf("calls", FIGURE.slice(0, 2)),
  ...["p50", "p95", "total"].flatMap((figure) => columnsOf(figure, FIGURE)),
  ...columnsOf("errors", FIGURE.slice(0, 2)),
  // Spans that this is from: of both sides, fewer than there are if it is estimated.
  "spans_read",
  "spans",
];

function columnsOf(figure: string, parts: readonly string[]): string[] {
  return parts.map((part) => `${figure}_${publicKey(part)}`);
}

function listCells(row: CompareRow) {
  const { name, verdict, calls, errors, p50, p95, total } = summarizeRow(row);
  const figure = (parts: Omit<ReturnType<typeof summarizeChange>, "seen" | "doubt">) =>
    FIGURE.map((part) => parts[part]);
  const figures = [p50, p95, total].flatMap(figure);
  return [name, verdict, calls.baseline, calls.candidate, ...figures, errors.baseline, errors.candidate];
}
