/** The shape of a question that runs in the reader's process. */
import type { Connection } from "../driver.ts";

/** How far long work has come: `Reading tags, 3 of 7`. */
export interface Progress {
  readonly what: string;
  readonly done: number;
  readonly total: number;
}

export type TellProgress = (progress: Progress) => void;

/**
 * Asks a file something. Parameters and answer cross a process boundary as JSON: plain objects, arrays, texts, finite
 * numbers.
 */
export type Question<Params, Answer> = (db: Connection, params: Params, tell: TellProgress) => Answer;
