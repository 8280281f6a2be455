/**
 * Explore's `.json` and `.csv` data endpoints: every span of the scope or the selection, with typed tags. Streamed page
 * by page.
 */
import "server-only";
import type { NextRequest } from "next/server";
import type { ExploreColumn, ExploreRows } from "../../lib/analysis/explore/answer.ts";
import { csvLine } from "../../lib/export/csv-text.ts";
import { EXACT_UNASKED } from "../../lib/model/basis.ts";
import { exactNumber } from "../../lib/model/kinds.ts";
import type { Cell } from "../../lib/model/outcome.ts";
import { endAt } from "../../lib/model/scope.ts";
import { readNewestId } from "../../lib/queries/newest.ts";
import { resolveScope } from "../../lib/queries/sql/scoped-spans.ts";
import { findAddressProblem } from "../server/address.ts";
import { ask } from "../server/ask.ts";
import {
  downloadHeaders,
  isForeign,
  isRaw,
  refuse,
  refuseAddress,
  refuseFile,
  refuseQuery,
  streamBody,
} from "../server/data-endpoint.ts";
import { withDatabase } from "../server/database.ts";
import { EXPLORE_RULES, parseExploreUrl } from "./address.ts";
import { rowsParams } from "./requests.ts";

/** Spans per read: about 2 MB. */
const PAGE = 10_000;

type Typed = string | number | boolean | null;

interface Place {
  readonly first: boolean;
  readonly raw: boolean;
}

interface Format {
  readonly type: string;
  readonly head: (columns: readonly ExploreColumn[], rows: ExploreRows, raw: boolean) => string;
  readonly row: (columns: readonly ExploreColumn[], cells: readonly Cell[], place: Place) => string;
  readonly tail: string;
}

const FORMATS: Readonly<Record<"json" | "csv", Format>> = {
  csv: {
    type: "text/csv; charset=utf-8",
    head: (columns, _, raw) =>
      csvLine(
        columns.map(({ id }) => id),
        raw,
      ),
    row: (columns, cells, { raw }) => csvLine(cells.slice(0, columns.length), raw),
    tail: "",
  },
  json: {
    type: "application/json; charset=utf-8",
    head: (columns, { total, basis, rareKeys }) =>
      `{"total":${total ?? 0},"basis":${JSON.stringify(basis)},${rareKeys ? `"rareKeys":${rareKeys},` : ""}"columns":${JSON.stringify(columns.map(describeColumn))},"rows":[`,
    row: (columns, cells, { first }) => `${first ? "\n" : ",\n"}${JSON.stringify(makeObject(columns, cells))}`,
    tail: "\n]}\n",
  },
};

/** Figures of a sample are marked as estimated. */
function describeColumn(column: ExploreColumn) {
  const { id, tag, from, inherited, kind, estimated, numericShare, present, values, range } = column;
  const some = inherited && { inherited: { count: inherited.count, from: inherited.from } };
  return { id, tag, from, ...some, kind, ...(estimated && { estimated }), numericShare, present, values, range };
}

function makeObject(columns: readonly ExploreColumn[], cells: readonly Cell[]): Record<string, Typed> {
  // No prototype: a tag called `__proto__` would be lost in a plain object.
  const row: Record<string, Typed> = Object.create(null);
  for (const [i, column] of columns.entries()) row[column.id] = typeCell(column, cells[i] ?? null);
  return row;
}

/** Converts a value to its column's type; it stays text if it does not fit or would not round-trip. */
function typeCell({ kind }: ExploreColumn, cell: Cell): Typed {
  if (typeof cell !== "string") return cell;
  if (kind === "number") return exactNumber(cell) ?? cell;
  if (kind === "boolean" && /^(true|false)$/i.test(cell)) return cell.toLowerCase() === "true";
  return cell;
}

export const findExploreProblem = (params: URLSearchParams) => findAddressProblem(params, EXPLORE_RULES);

/** A route handler: `export const GET = exploreEndpoint("csv")`. */
export function exploreEndpoint(format: "json" | "csv"): (request: NextRequest) => Promise<Response> {
  return async (sent) => {
    if (isForeign(sent)) return refuse(403, "FOREIGN", "Other pages cannot request this; open it in its own tab.");
    const refused = await refuseAddress(sent.nextUrl.searchParams, findExploreProblem);
    if (refused) return refused;
    const url = parseExploreUrl(sent.nextUrl.searchParams);
    const file = await withDatabase((db) => {
      const lastId = readNewestId(db);
      return { lastId, count: resolveScope(db, { ...endAt(url.scope, lastId), tags: [] }).window.count };
    });
    if (!file.ok) return refuseFile(file.error);
    const { lastId, count } = file.value;
    // All pages are of one list, even while spans are being added.
    const { scope, request } = rowsParams(url, lastId);
    const reading = count > EXACT_UNASKED ? "sample" : "exact";
    const read = (offset: number) =>
      ask(
        "exploreRows",
        { scope, reading, onlySampled: true, request: { ...request, offset, limit: PAGE } },
        { signal: sent.signal },
      );
    const first = await read(0);
    if (!first.ok) return refuseQuery(first);
    const body = streamBody(formatRows(FORMATS[format], first.value, read, isRaw(sent)));
    const name = `explore.${format}`;
    const headers = format === "csv" ? downloadHeaders(name) : { "cache-control": "no-store" };
    return new Response(body, {
      headers: { ...headers, ...describeBasis(first.value), "content-type": FORMATS[format].type },
    });
  };
}

/** CSV has no room to say that its rows are those of a sample. */
function describeBasis({ basis }: ExploreRows): Record<string, string> {
  return basis === null || basis.exact ? {} : { "x-spantom-sample": `${basis.read} of ${basis.of} spans` };
}

type ReadPage = (offset: number) => ReturnType<typeof ask<"exploreRows">>;

/** An error aborts the response, as a truncated answer must not look complete. */
async function* formatRows(format: Format, first: ExploreRows, read: ReadPage, raw: boolean): AsyncGenerator<string> {
  const { columns } = first;
  const total = first.listed ?? first.total ?? 0;
  yield format.head(columns, first, raw);
  let { rows } = first;
  for (let done = 0; rows.length > 0; ) {
    yield rows.map((cells, i) => format.row(columns, cells, { first: done + i === 0, raw })).join("");
    done += rows.length;
    if (done >= total) break;
    const next = await read(done);
    if (!next.ok) throw new Error(next.message);
    rows = next.value.rows;
  }
  yield format.tail;
}
