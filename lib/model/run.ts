/** Types shared by pages and queries: a run, its window of spans, and the source of their parents. */

/** In place of a run's id. */
export const LATEST_RUN = "latest";
export const ALL_RUNS = "all";

/** One run of a traced program. */
export interface Run {
  /** As recorded; `gap-12` for a run inferred from a pause before span 12. */
  readonly id: string;
  /** Seconds since the epoch. */
  readonly started: number;
  /** When its last span ended, seconds since the epoch. */
  readonly ended: number;
  readonly firstId: number;
  readonly lastId: number;
  /** Number of spans by their ids, so deleted ones count. */
  readonly count: number;
  /** Whether spans of other runs are interleaved with its own. */
  readonly mixed: boolean;
  readonly found: "recorded" | "gaps";
  /** Null if not recorded. Secrets are masked: older files may hold them. */
  readonly command: string | null;
  readonly node: string | null;
  readonly host: string | null;
  readonly pid: number | null;
}

/** Runs that belong together, in place of a run; `id` is `session-` and the id of the first (see `groupRuns`). */
export interface Session extends Run {
  /** By start; two or more. */
  readonly members: readonly Run[];
}

/** The spans of a run or of a file, or the newest of them. */
export interface SpanWindow {
  /** 0 if the file has no spans. */
  readonly firstId: number;
  readonly lastId: number;
  /** Spans in the window. */
  readonly count: number;
  /** Spans of the run, or of the file. */
  readonly total: number;
  /** Whether `total` is derived from the ids, so deleted spans count. */
  readonly estimated: boolean;
}

/** Whether there are spans older than the window. */
export function isCut(window: SpanWindow): boolean {
  return window.total > window.count;
}

/** How parents are known. `both`: a file with recorded runs and spans from the Python package. */
export type ParentSource = "recorded" | "containment" | "both";

/** For pane titles. */
export const SOURCE_WORDS: Readonly<Record<ParentSource, string>> = {
  recorded: "parents recorded",
  containment: "parents from containment",
  both: "parents recorded, from containment where none are",
};
