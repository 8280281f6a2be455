/** What the SQL editor and the rail know about the file. */

export interface SchemaColumn {
  readonly name: string;
  /** The declared type, such as "TIMESTAMP"; empty if none. */
  readonly type: string;
  /** "s" if the values are seconds. */
  readonly unit: string | null;
}

export interface SchemaTable {
  readonly name: string;
  /** Null if counting would take too long. */
  readonly rows: number | null;
  readonly columns: readonly SchemaColumn[];
}

export interface SqlWords {
  readonly tables: readonly SchemaTable[];
  /** Span names, most useful first. */
  readonly names: readonly string[];
  readonly keys: readonly { readonly key: string }[];
}
