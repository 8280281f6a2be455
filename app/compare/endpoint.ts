/** The comparison for scripts: `/compare.json` and `/compare.csv`. */
import "server-only";
import type { QueryOutcome } from "../../lib/model/outcome.ts";
import type { CompareRow, SeenChange } from "../../lib/queries/compare.ts";
import { ask } from "../server/ask.ts";
import { EndpointError, type ViewData } from "../server/data-endpoint.ts";
import { compareParams } from "./address.ts";
import { describeTotal, describeVerdicts } from "./ui/words.ts";

/** Times are seconds; a change is B / A − 1, `low` and `high` its 95 % interval. */
export async function readCompareData(params: URLSearchParams) {
  const began = performance.now();
  const sides = compareParams(params);
  const answer = unwrap(await ask("compare", sides));
  const row = params.get("row");
  const [spread, tags, properties] = await Promise.all([
    row === null ? null : ask("compareName", { ...sides, name: row }),
    row === null ? null : ask("compareTags", { ...sides, name: row, where: params.getAll("where") }),
    ask("compareSides", sides),
  ]);
  const value: ViewData = {
    json: {
      sentence: `${describeTotal(answer.a, answer.b)}. ${describeVerdicts(answer)}`,
      by: answer.by,
      key: answer.key,
      a: answer.a,
      b: answer.b,
      names: answer.rows.map(describeRow),
      namesLeftOut: answer.leftOut,
      sides: unwrap(properties),
      ...(spread && { spread: unwrap(spread) }),
      ...(tags && { where: unwrap(tags) }),
    },
    columns: COLUMNS,
    rows: answer.rows.map(writeRow),
  };
  return { ok: true as const, value, ms: performance.now() - began };
}

function unwrap<Value>(outcome: QueryOutcome<Value>): Value {
  if (outcome.ok) return outcome.value;
  throw new EndpointError(outcome.code === "SQL_TIMEOUT" ? 504 : 503, outcome.code, outcome.message);
}

function describeRow({ name, verdict, countA, countB, figuresA, figuresB, p50, p95, total }: CompareRow) {
  return {
    name,
    verdict,
    calls: { a: countA, b: countB },
    p50: describeChange(figuresA?.p50 ?? null, figuresB?.p50 ?? null, p50),
    p95: describeChange(figuresA?.p95 ?? null, figuresB?.p95 ?? null, p95),
    total: { a: total.a, b: total.b, change: total.b - total.a, low: total.low, high: total.high },
  };
}

/** Empty intervals where a side has too few calls. */
function describeChange(a: number | null, b: number | null, change: SeenChange | null) {
  if (!change) return { a, b, change: null, low: null, high: null, seen: false };
  const { ratio, low, high, seen } = change;
  return { a, b, change: ratio === null ? null : ratio - 1, low: low - 1, high: high - 1, seen };
}

const FIGURE = ["a", "b", "change", "low", "high"];
const COLUMNS = [
  "name",
  "verdict",
  "calls_a",
  "calls_b",
  ...["p50", "p95", "total"].flatMap((figure) => FIGURE.map((part) => `${figure}_${part}`)),
];

function writeRow(row: CompareRow) {
  const { name, verdict, calls, p50, p95, total } = describeRow(row);
  const figure = ({ a, b, change, low, high }: ReturnType<typeof describeChange>) => [a, b, change, low, high];
  return [name, verdict, calls.a, calls.b, ...figure(p50), ...figure(p95), ...figure({ ...total, seen: false })];
}
