/** A query: one object with its parameters, its urgency, and how to run it. */
import type { GenericSchema } from "valibot";
import type { TellProgress } from "../model/progress.ts";
import type { Connection } from "../store/driver.ts";

/** The order in which waiting queries run. `first`: the first rows of a view; `long`: seconds for a million spans. */
export const URGENCIES = ["first", "quick", "long"] as const;
export type Urgency = (typeof URGENCIES)[number];

/** What a query gets besides its parameters. */
export interface QueryContext {
  readonly tell: TellProgress;
  /** The second file of a comparison: set when the dashboard starts, never by a request. */
  readonly other: string | null;
}

/** Parameters and answer cross process boundaries as JSON: plain objects, arrays, strings, finite numbers. */
export interface Query<Params, Answer> {
  /** Validates parameters from outside; unknown ones are dropped. */
  readonly params: GenericSchema<unknown, Params>;
  readonly urgency: Urgency;
  run(db: Connection, params: Params, context: QueryContext): Answer;
}

/** Infers the types of parameters and answer. */
export function defineQuery<Params, Answer>(query: Query<Params, Answer>): Query<Params, Answer> {
  return query;
}

export interface AnyQuery {
  readonly params: GenericSchema;
  readonly urgency: Urgency;
  run(db: Connection, params: never, context: QueryContext): unknown;
}
