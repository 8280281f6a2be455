/** The contents of a bug report, without private data. */
import { maskText } from "../../../lib/model/mask.ts";
import { homeFolder } from "../../../lib/store/file-path.ts";

/** Sizes in bytes; null if unknown or absent. */
export interface Report {
  readonly spantom: string;
  readonly node: string;
  readonly napi: number;
  readonly betterSqlite3: string | null;
  readonly sqlite: string | null;
  /** For example `linux x64, kernel 6.1.0`. */
  readonly platform: string;
  /** On Linux: `glibc 2.36`, `musl`. */
  readonly libc: string | null;
  readonly package: string;
  /** Number of pages in the built dashboard. */
  readonly pages: number | null;
  readonly environment: Readonly<Record<string, string>>;
  readonly database: DatabaseReport;
  /** Each states what is wrong and what to do about it. */
  readonly problems: readonly string[];
}

export interface DatabaseReport {
  readonly path: string;
  readonly chosenBy: string;
  /** Undefined if there is nothing at the path. */
  readonly file?: FileReport;
  /** Undefined if it could not be opened. */
  readonly content?: ContentReport;
}

export interface FileReport {
  readonly size: number;
  readonly walSize: number | null;
  /** As `ls` writes it: `-rw-r--r--`. */
  readonly mode: string;
  readonly owner: string;
  readonly writableBy: string;
}

export interface ContentReport {
  readonly journal: string;
  /** Spantom's own; others are only counted, as their names are private. */
  readonly tables: readonly string[];
  readonly otherTables: number;
  readonly spans: Count | null;
  readonly tags: Count | null;
  readonly runs: number | null;
  /** Whether tags have an index on their span. */
  readonly indexed: boolean;
}

export interface Count {
  readonly count: number;
  /** False if counting stopped after two seconds: there are more. */
  readonly all: boolean;
}

/** Replaces the home folder by `~` and masks secrets such as logins in URLs. */
function mask(text: string): string {
  const home = homeFolder() ?? "";
  const plain = maskText(text);
  if (home.length < 2) return plain;
  const escaped = home.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return plain.replace(new RegExp(`${escaped}(?![\\w.-])`, "g"), "~");
}

/** Removes private data: reports are pasted where everyone can read them. */
export function maskReport(report: Report): Report {
  return JSON.parse(JSON.stringify(report), (_, part) => (typeof part === "string" ? mask(part) : part)) as Report;
}
