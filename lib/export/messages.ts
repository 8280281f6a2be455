/** Requests to an export process, and its messages; the exported text itself goes through a pipe. */

import type { Scope } from "../model/scope.ts";
import type { ExportFormat } from "./formats.ts";

export type ExportRequest = SpansExportRequest | RowsExportRequest;

/** All spans of a scope, whose window is ignored. */
export interface SpansExportRequest {
  readonly path: string;
  readonly scope: Scope;
  readonly format: ExportFormat;
  /** For CSV: leaves texts that look like formulas unquoted. */
  readonly raw?: boolean;
}

/** All rows of a typed statement. */
export interface RowsExportRequest {
  readonly path: string;
  readonly sql: string;
  readonly format: "csv" | "json";
  readonly raw?: boolean;
}

export interface ExportProgress {
  /** Spans, or rows. */
  readonly done: number;
  /** Null for a typed statement, whose row count is unknown. */
  readonly total: number | null;
}

export interface ExportFailure {
  /** The code of a `QueryFailure` or an `ExportError`. */
  readonly code: string;
  readonly message: string;
}

export interface ExportResult extends ExportProgress {
  /** Spans the format cannot represent. */
  readonly leftOut: number;
}

export type ExportMessage =
  | { readonly type: "ready" }
  /** The first text is available: little can go wrong from now on. */
  | { readonly type: "begun" }
  | ({ readonly type: "progress" } & ExportProgress)
  | ({ readonly type: "end" } & ExportResult)
  | ({ readonly type: "failed" } & ExportFailure);

/** Why something cannot be exported; the message is one line. */
export class ExportError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = "ExportError";
    this.code = code;
  }
}
