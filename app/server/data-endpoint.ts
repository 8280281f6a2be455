/** The views' `.json` and `.csv` data endpoints, for scripts: the pages' answers in a plain form. */
import "server-only";
import { ReadableStream as NodeStream } from "node:stream/web";
import type { NextRequest } from "next/server";
import { csvLine } from "../../lib/export/csv-text.ts";
import type { Cell, FileProblem, QueryErrorCode, QueryFailure, QueryOutcome } from "../../lib/model/outcome.ts";
import { anySwitch, dropParameter, findParameterProblem, type ParameterProblem } from "../../lib/model/parameters.ts";
import { DatabaseError } from "../../lib/store/database-error.ts";
import type { Answer } from "./database.ts";
import { describeProblem } from "./database.ts";

/** A view's data. */
export interface ViewData {
  /** The whole of it, as plain JSON. */
  readonly json: unknown;
  /** Its main table. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** An expected failure, with its reason; anything else thrown is a bug. */
export class EndpointError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "EndpointError";
    this.status = status;
    this.code = code;
  }
}

/** Computes the data for the address's parameters, through `ask` or the reader. */
export type ViewDataSource = (params: URLSearchParams, signal: AbortSignal) => Promise<ViewDataAnswer> | ViewDataAnswer;
type ViewDataAnswer = Answer<ViewData> | QueryOutcome<ViewData>;

const STATUS: Readonly<Record<FileProblem, number>> = {
  missing: 404,
  empty: 404,
  locked: 503,
  unread: 503,
  unusable: 422,
};

/** What is wrong with the view's parameters; null if nothing is. */
export type FindProblem = (params: URLSearchParams) => Promise<ParameterProblem | null>;

/** The problem's refusal; null if there is none. `raw`, which only data endpoints have, is checked here. */
export async function refuseAddress(params: URLSearchParams, findProblem: FindProblem): Promise<Response | null> {
  const own = new URLSearchParams(params.getAll(RAW).map((value) => [RAW, value]));
  const problem = findParameterProblem(own, { raw: anySwitch }) ?? (await findProblem(dropParameter(params, RAW)));
  return problem && refuse(400, "PARAMS", problem.message);
}

const RAW = "raw";

/**
 * A route handler: `export const GET = dataEndpoint("csv", readOverviewData, findProblem)` in
 * `app/overview.csv/route.ts`.
 */
export function dataEndpoint(
  format: "json" | "csv",
  source: ViewDataSource,
  findProblem: FindProblem,
): (request: NextRequest) => Promise<Response> {
  return async (request) => {
    if (isForeign(request)) return refuse(403, "FOREIGN", "Other pages cannot request this; open it in its own tab.");
    const refused = await refuseAddress(request.nextUrl.searchParams, findProblem);
    if (refused) return refused;
    try {
      const answer = await source(request.nextUrl.searchParams, request.signal);
      if (!answer.ok) return "error" in answer ? refuseFile(answer.error) : refuseQuery(answer);
      return format === "json" ? reply(200, answer.value.json) : replyCsv(request, answer.value);
    } catch (error) {
      if (error instanceof EndpointError) return refuse(error.status, error.code, error.message);
      if (error instanceof DatabaseError) return refuseFile(error);
      throw error;
    }
  };
}

/** Whether another site sent this: its link would cause work here, and a download that nobody requested. */
export function isForeign(request: { readonly headers: Pick<Headers, "get"> }): boolean {
  const site = request.headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin" && site !== "none";
}

export function refuse(status: number, code: string, message: string): Response {
  return reply(status, { error: { code, message } });
}

export function refuseFile(error: DatabaseError): Response {
  return refuse(STATUS[error.problem], error.problem.toUpperCase(), describeProblem(error));
}

const QUERY_STATUS: Partial<Record<QueryErrorCode, number>> = {
  PARAMS: 400,
  DATABASE: 404,
  SQL_TIMEOUT: 504,
  SQL_BUSY: 503,
  SQL_MEMORY: 507,
  SQL_FAILED: 500,
  SQL_CANCELLED: 499,
};

export function refuseQuery({ code, message, file }: QueryFailure): Response {
  if (file) return refuseFile(new DatabaseError(file, message));
  return refuse(QUERY_STATUS[code] ?? 400, code, message);
}

function reply(status: number, json: unknown): Response {
  const headers = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };
  return new Response(`${JSON.stringify(json)}\n`, { status, headers });
}

function replyCsv(request: NextRequest, { columns, rows }: ViewData): Response {
  const name = request.nextUrl.pathname.split("/").at(-1) ?? "";
  const body = [columns, ...rows].map((row) => csvLine(row, isRaw(request))).join("");
  return new Response(body, { headers: { ...downloadHeaders(name), "content-type": "text/csv; charset=utf-8" } });
}

/** `raw=1`: CSV keeps texts that a spreadsheet would interpret as formulas as they are. */
export function isRaw(request: NextRequest): boolean {
  return request.nextUrl.searchParams.get(RAW) === "1";
}

/** Makes a browser save the answer under this name, reduced to plain characters. */
export function downloadHeaders(name: string): Record<string, string> {
  const plain = name.replace(/[^\w.-]+/g, "-");
  return { "content-disposition": `attachment; filename="spantom-${plain}"`, "cache-control": "no-store" };
}

/**
 * Text or bytes as the body of a response. Not by `Readable.toWeb`, which goes on enqueuing after the client has
 * disconnected: an uncaught `ERR_INVALID_STATE` for one in ten of them.
 */
export function streamBody(chunks: AsyncIterable<string | Uint8Array>): ReadableStream<Uint8Array> {
  return NodeStream.from(encodeChunks(chunks)) as ReadableStream<Uint8Array>;
}

async function* encodeChunks(chunks: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const chunk of chunks) yield typeof chunk === "string" ? encoder.encode(chunk) : chunk;
}
