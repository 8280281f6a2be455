/** What a bug report needs. Sizes in bytes; null is not known, or not there. */
export interface Facts {
  readonly spantom: string;
  readonly node: string;
  readonly napi: number;
  readonly betterSqlite3: string | null;
  readonly sqlite: string | null;
  /** As in `linux x64, kernel 6.1.0`. */
  readonly platform: string;
  /** Of Linux: `glibc 2.36`, `musl`. */
  readonly libc: string | null;
  readonly package: string;
  /** Pages that the built dashboard has. */
  readonly pages: number | null;
  readonly environment: Readonly<Record<string, string>>;
  readonly database: DatabaseFacts;
  /** Each says what is wrong and what to do. */
  readonly problems: readonly string[];
}

export interface DatabaseFacts {
  readonly path: string;
  readonly chosenBy: string;
  /** Undefined where there is nothing at the path. */
  readonly file?: FileFacts;
  /** Undefined where it could not be opened. */
  readonly content?: ContentFacts;
}

export interface FileFacts {
  readonly size: number;
  readonly walSize: number | null;
  /** As `ls` writes it: `-rw-r--r--`. */
  readonly mode: string;
  readonly owner: string;
  readonly writableBy: string;
}

export interface ContentFacts {
  readonly journal: string;
  /** Spantom's own; of others only the number, as their names are nobody's business. */
  readonly tables: readonly string[];
  readonly otherTables: number;
  readonly spans: Count | null;
  readonly tags: Count | null;
  readonly runs: number | null;
  /** Whether tags are found by an index on their span. */
  readonly indexed: boolean;
}

export interface Count {
  readonly count: number;
  /** False where counting was given up after two seconds: there are more. */
  readonly all: boolean;
}
