/** How far an export is, as the browser asks for it while its download goes on. */
export type ExportStatus =
  /** Not heard of yet, or long over. */
  | { readonly state: "unknown" }
  | ({ readonly state: "running" | "done" } & ExportCounts)
  | { readonly state: "failed"; readonly message: string };

export interface ExportCounts {
  readonly done: number;
  readonly total: number | null;
  readonly bytes: number;
}
