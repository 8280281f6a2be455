/** The shape of a query that runs in the reader's process. */
import type { TellProgress } from "../model/progress.ts";
import type { Connection } from "../store/driver.ts";

/**
 * Asks a file something. Parameters and answer cross a process boundary as JSON: plain objects, arrays, texts, finite
 * numbers.
 */
export type Question<Params, Answer> = (db: Connection, params: Params, tell: TellProgress) => Answer;
