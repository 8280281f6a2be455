/** What is exported, and what the process that does it says besides the text itself, which goes through a pipe. */

import type { Scope } from "../model/scope.ts";
import type { ExportFormat } from "./formats.ts";

export type ExportAsk = SpansAsk | RowsAsk;

/** All spans of a scope; its window does not count. */
export interface SpansAsk {
  readonly path: string;
  readonly scope: Scope;
  readonly format: ExportFormat;
  /** Of CSV: texts that look like formulas stay as they are. */
  readonly raw?: boolean;
}

/** All rows of a typed statement. */
export interface RowsAsk {
  readonly path: string;
  readonly sql: string;
  readonly format: "csv" | "json";
  readonly raw?: boolean;
}

export interface ExportProgress {
  /** Spans, or rows. */
  readonly done: number;
  /** Null where it is not known: of a typed statement. */
  readonly total: number | null;
}

export interface ExportFailure {
  /** As in a `QueryFailure`, or of an `ExportError`. */
  readonly code: string;
  readonly message: string;
}

export interface ExportResult extends ExportProgress {
  /** Spans that the format has no place for. */
  readonly leftOut: number;
}

export type ExportSaying =
  | { readonly type: "ready" }
  /** The first text is there: from now on little can go wrong. */
  | { readonly type: "begun" }
  | ({ readonly type: "progress" } & ExportProgress)
  | ({ readonly type: "end" } & ExportResult)
  | ({ readonly type: "failed" } & ExportFailure);

/** Why something cannot be exported, in one line. */
export class ExportError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = "ExportError";
    this.code = code;
  }
}
