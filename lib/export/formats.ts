/** Export formats and the status of an export, shared with the browser. */

export const EXPORT_FORMATS = ["csv", "jsonl", "chrome", "folded"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const EXPORT_FILES: Readonly<Record<ExportFormat, { readonly type: string; readonly ending: string }>> = {
  csv: { type: "text/csv; charset=utf-8", ending: "csv" },
  jsonl: { type: "application/jsonl; charset=utf-8", ending: "jsonl" },
  chrome: { type: "application/json; charset=utf-8", ending: "trace.json" },
  folded: { type: "text/plain; charset=utf-8", ending: "folded" },
};

/** What the browser polls while a download is running. */
export type ExportStatus =
  /** Not known yet, or long finished. */
  | { readonly state: "unknown" }
  | ({ readonly state: "running" | "done" } & ExportCounts)
  | { readonly state: "failed"; readonly message: string };

export interface ExportCounts {
  readonly done: number;
  readonly total: number | null;
  readonly bytes: number;
}
