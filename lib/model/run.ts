/** What pages and queries share about a run: its facts, its window of spans, and where their parents are known from. */

/** One run of a traced program. */
export interface Run {
  /** As recorded; `gap-12` for one found from a pause before the span 12. */
  readonly id: string;
  /** Seconds since the epoch. */
  readonly started: number;
  /** When its last span ended, seconds since the epoch. */
  readonly ended: number;
  readonly firstId: number;
  readonly lastId: number;
  /** Spans, by their ids: deleted ones are in it. */
  readonly count: number;
  /** Whether spans of other runs lie between its own. */
  readonly mixed: boolean;
  readonly found: "recorded" | "gaps";
  /** Null where no run was recorded, or not its command. Without secrets, which older files may hold. */
  readonly command: string | null;
  readonly node: string | null;
  readonly host: string | null;
  readonly pid: number | null;
}

/** The newest spans of a run or of a file, and how many there are in all. */
export interface SpanWindow {
  /** First id looked at; 0 when the file has no spans. */
  readonly firstId: number;
  readonly lastId: number;
  /** Spans in the window. */
  readonly count: number;
  /** Spans in the file. */
  readonly total: number;
  /** Whether `total` is only what the ids say: deleted spans are in it. */
  readonly estimated: boolean;
}

/** Whether spans older than the window exist. */
export function isCut(window: SpanWindow): boolean {
  return window.total > window.count;
}

/** `both` in a file that holds runs as well as spans that the Python package wrote. */
export type ParentSource = "recorded" | "containment" | "both";

/** What people call it, in pane titles. */
export const SOURCE_WORDS: Readonly<Record<ParentSource, string>> = {
  recorded: "parents recorded",
  containment: "parents from containment",
  both: "parents recorded, from containment where none are",
};
