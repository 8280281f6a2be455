/** Runs and sessions to choose from, as the server describes them. */

/** The run, session or runs that a scope chooses. */
export interface ChosenRun {
  /** Its name, `Latest run`, `Run`, `5 runs of 3f2c1ab`; of a run in a session what tells it from others: `api.mjs`. */
  readonly label: string;
  /** Start and duration: `14:02:07, 13.7 s`, `Nov 18, 14:02:07, 13.7 s`; of several the first and the last. */
  readonly text: string;
  /** The name and the command, for the tooltip. */
  readonly title: string;
  /** Whether the label says which run it is. */
  readonly isNamed: boolean;
}

/** The last runs and sessions are drawn. */
export const STRIP_RUNS = 7;

/** Drawn in the accent colour, or as one of the two sides of a comparison. */
export type RunMark = "chosen" | "A" | "B" | null;

export interface RunBar {
  readonly id: string;
  /** Start and duration. */
  readonly text: string;
  /** Seconds. */
  readonly length: number;
  readonly mark: RunMark;
}
