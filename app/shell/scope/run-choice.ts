/** Runs and sessions to choose from, as the server describes them. */

export interface RunChoice {
  readonly id: string;
  /** `Run`; for a member of a session, what tells it from the others: `api.mjs`. */
  readonly label: string;
  /** Start and duration: `14:02:07, 13.7 s`, `Nov 18, 14:02:07, 13.7 s`. */
  readonly text: string;
  /** The command, for the tooltip. */
  readonly title: string;
  /** Seconds. */
  readonly length: number;
  /** The runs of a session. */
  readonly members?: readonly RunChoice[];
}

/** By the id in a scope, which may be that of a session of which one run is left. */
export function findChoice(runs: readonly RunChoice[], id: string): RunChoice | undefined {
  return runs
    .flatMap((run) => [run, ...(run.members ?? [])])
    .find((run) => run.id === id || `session-${run.id}` === id);
}
