/** Which columns of a typed statement hold ids of spans, or their names. */
import type { QueryColumn } from "../../model/outcome.ts";

/** A column of a statement, as SQLite tells where it is from; nulls for an expression. */
export interface ColumnSource {
  readonly database: string | null;
  readonly table: string | null;
  readonly column: string | null;
}

const CONTENTS: ReadonlyMap<string, QueryColumn["holds"]> = new Map([
  ["spans.id", "span"],
  ["spans.name", "name"],
  ["span_tags.span_id", "span"],
  ["span_links.span_id", "span"],
  ["span_links.parent_id", "span"],
  ["span_errors.span_id", "span"],
  ["run_spans.first_span_id", "span"],
  ["run_spans.last_span_id", "span"],
  ["running_spans.name", "name"],
]);

/** Not guessed from what it is called: an `id` may be that of a tag, and a span's may be called anything. */
export function findContents({ database, table, column }: ColumnSource): QueryColumn["holds"] {
  return database === "main" ? CONTENTS.get(`${table}.${column}`.toLowerCase()) : undefined;
}
