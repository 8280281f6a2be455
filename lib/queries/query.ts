/** What a query is: one object that says what it takes, how urgent it is, and how it is run. */
import type { GenericSchema } from "valibot";
import type { TellProgress } from "../model/progress.ts";
import type { Connection } from "../store/driver.ts";

/** In the order in which queries that wait are taken. `first`: the first rows of a view; `long`: seconds of a million spans. */
export const URGENCIES = ["first", "quick", "long"] as const;
export type Urgency = (typeof URGENCIES)[number];

/** What is at hand while a query runs. */
export interface QueryContext {
  readonly tell: TellProgress;
  /** The second file of a comparison: named by whoever started the dashboard, never by a request. */
  readonly other: string | null;
}

/** Parameters and answer cross a process boundary as JSON: plain objects, arrays, texts, finite numbers. */
export interface Query<Params, Answer> {
  /** Checks parameters that come from outside; what it does not know of is left out. */
  readonly params: GenericSchema<unknown, Params>;
  readonly urgency: Urgency;
  run(db: Connection, params: Params, context: QueryContext): Answer;
}

/** Takes the types of parameters and answer from the parts. */
export function defineQuery<Params, Answer>(query: Query<Params, Answer>): Query<Params, Answer> {
  return query;
}

/** Any query at all. */
export interface AnyQuery {
  readonly params: GenericSchema;
  readonly urgency: Urgency;
  run(db: Connection, params: never, context: QueryContext): unknown;
}
