/** A scope's limit by errors as a condition on `spans AS s`. */

import { NO_ERROR, typeOfFilter } from "../../model/error-filter.ts";
import { quoteText } from "../../model/quote.ts";
import type { SpanWindow } from "../../model/run.ts";
import type { Connection } from "../../store/driver.ts";
import { sideTables } from "../../store/table-check.ts";

interface ErrorCondition {
  readonly where: string;
  readonly parameters: readonly (string | number)[];
  /** The same for users to read and edit, without the bounds of ids. */
  readonly shown: string;
}

/** A file without the table records no errors: all of its spans are without one. */
export function errorCondition(db: Connection, { firstId, lastId }: SpanWindow, filter: string): ErrorCondition {
  if (!sideTables(db).has("span_errors")) {
    const where = filter === NO_ERROR ? "TRUE" : "FALSE";
    return { where, parameters: [], shown: where };
  }
  const not = filter === NO_ERROR ? "NOT " : "";
  // The bounds also exclude NULL, with which NOT IN would be true of no span.
  const bounded = "span_id BETWEEN ? AND ?";
  const type = typeOfFilter(filter);
  if (type === null)
    return {
      where: `s.id ${not}IN (SELECT span_id FROM span_errors WHERE ${bounded})`,
      parameters: [firstId, lastId],
      shown: `s.id ${not}IN (SELECT span_id FROM span_errors)`,
    };
  return {
    where: `s.id IN (SELECT span_id FROM span_errors WHERE ${bounded} AND coalesce(CAST(type AS TEXT), '') = ?)`,
    parameters: [firstId, lastId, type],
    shown: `s.id IN (SELECT span_id FROM span_errors WHERE type = ${quoteText(type)})`,
  };
}
