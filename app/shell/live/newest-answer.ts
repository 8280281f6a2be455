/** What the server says when it is asked whether anything has come. */
import type { FileProblem } from "../../../lib/model/outcome.ts";

/** `waiting`: one of our files, without spans. */
export type WatchState = "ready" | "waiting" | FileProblem;

export interface NewestAnswer {
  readonly state: WatchState;
  /** The newest id; 0 without spans. */
  readonly lastId: number;
  /** Spans after the id that was asked about; at most 10,001. */
  readonly count: number;
  /** Why the file cannot be used, as one line. */
  readonly message?: string;
}
