/** The newest spans of a run or of a file, and how many there are. Pure: pages draw with it. */

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
