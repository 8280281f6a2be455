/** The error of a span as a column, in SQL for users to build on. */

/** The type of the error of the span `s`, or NULL; `span_errors` has a row for each failed or unfinished span. */
export const ERROR_TYPE = "(SELECT type FROM span_errors WHERE span_id = s.id)";
