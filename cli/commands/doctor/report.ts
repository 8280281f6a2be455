/** What a bug report needs, without what is private in it. */
import { maskText } from "../../../lib/model/mask.ts";
import { homeFolder } from "../../../lib/store/file-path.ts";

/** Sizes in bytes; null is not known, or not there. */
export interface Report {
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
  readonly database: DatabaseReport;
  /** Each says what is wrong and what to do. */
  readonly problems: readonly string[];
}

export interface DatabaseReport {
  readonly path: string;
  readonly chosenBy: string;
  /** Undefined where there is nothing at the path. */
  readonly file?: FileReport;
  /** Undefined where it could not be opened. */
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

/** With the home folder as `~`, and without secrets, such as names and passwords in addresses. */
function mask(text: string): string {
  const home = homeFolder() ?? "";
  const plain = maskText(text);
  if (home.length < 2) return plain;
  const escaped = home.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return plain.replace(new RegExp(`${escaped}(?![\\w.-])`, "g"), "~");
}

/** Takes out what is nobody's business: reports are pasted where everyone reads them. */
export function maskReport(report: Report): Report {
  return JSON.parse(JSON.stringify(report), (_, part) => (typeof part === "string" ? mask(part) : part)) as Report;
}
