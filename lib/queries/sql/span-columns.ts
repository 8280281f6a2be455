/** Which columns of a typed statement hold ids of spans. */

/** A column of a statement, as SQLite tells where it is from; nulls for an expression. */
export interface ColumnSource {
  readonly database: string | null;
  readonly table: string | null;
  readonly column: string | null;
}

const SPAN_COLUMNS = new Set([
  "spans.id",
  "span_tags.span_id",
  "span_links.span_id",
  "span_links.parent_id",
  "span_errors.span_id",
  "run_spans.first_span_id",
  "run_spans.last_span_id",
]);

/** Not guessed from its name: an `id` may be that of a tag, and a span's may be called anything. */
export function holdsSpans({ database, table, column }: ColumnSource): boolean {
  return database === "main" && SPAN_COLUMNS.has(`${table}.${column}`.toLowerCase());
}
