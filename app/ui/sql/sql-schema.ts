/** What the SQL editor and the rail know about the file. Plain data. */

export interface SchemaColumn {
  readonly name: string;
  /** As declared, "TIMESTAMP"; empty where nothing is declared. */
  readonly type: string;
  /** "s" where the values are seconds. */
  readonly unit: string | null;
}

export interface SchemaTable {
  readonly name: string;
  /** Null where counting would take too long. */
  readonly rows: number | null;
  readonly columns: readonly SchemaColumn[];
}

export interface SqlWords {
  readonly tables: readonly SchemaTable[];
  /** Span names, most useful first. */
  readonly names: readonly string[];
  readonly keys: readonly { readonly key: string }[];
}
