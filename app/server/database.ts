/** The only module that opens the dashboard's file: read-only, for one request, always closed. */

import "server-only";
import { accessSync, constants } from "node:fs";
import { basename, dirname } from "node:path";
import Database from "better-sqlite3";
import { formatClock } from "../../lib/model/format.ts";
import { getHost } from "../../lib/reader/host.ts";
import type { Reader } from "../../lib/reader/reader.ts";
import type { Refusal, SourceOutcome, Sources } from "../../lib/reader/sources.ts";
import { openReader } from "../../lib/store/database.ts";
import { DatabaseError, explain } from "../../lib/store/database-error.ts";
import type { Connection } from "../../lib/store/driver.ts";
import { fileSize } from "../../lib/store/file-check.ts";
import { DEFAULT_DB } from "../../lib/store/file-path.ts";

/** The CLI passes the file's path in SPANTOM_DB. */
export function databasePath(): string {
  return process.env.SPANTOM_DB || DEFAULT_DB;
}

export interface RecordedFile {
  readonly path: string;
  readonly name: string;
  readonly folder: string;
  readonly folderReadable: boolean;
  /** Whether programs write to it by default. */
  readonly isDefault: boolean;
  /** Bytes; null if there is no file. */
  readonly size: number | null;
  /** When the copy being read instead was made, as a time of day; null if there is none. */
  readonly copied: string | null;
}

export function inspectFile(): RecordedFile {
  const path = databasePath();
  const folder = dirname(path);
  return {
    path,
    name: basename(path),
    folder,
    folderReadable: canRead(folder),
    isDefault: path === DEFAULT_DB,
    size: fileSize(path) ?? null,
    copied: describeCopy(getSources().copied(path)),
  };
}

function describeCopy(copied: number | null): string | null {
  return copied === null ? null : formatClock(copied / 1000, 0);
}

function canRead(folder: string): boolean {
  try {
    accessSync(/* turbopackIgnore: true */ folder, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What was read, or why the file cannot be read. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value; readonly ms: number }
  | { readonly ok: false; readonly error: DatabaseError };

/** How long the server may block on a locked file, milliseconds; the page retries. */
const PATIENCE = 100;

/**
 * Opens the file, or the copy read instead, reads and closes; for reads that take milliseconds on any file. They all
 * see one snapshot of it, whatever is written in the meantime. `ms` is the time taken.
 */
export async function withDatabase<Value>(read: (db: Connection) => Value): Promise<Answer<Value>> {
  const path = databasePath();
  const source = await findSource(path);
  if (!source.ok) return source;
  const answer = openAndRead(source.path, read);
  // SQLite's files existed during validation but are gone now, or this process alone cannot create them.
  if (!answer.ok && answer.error.copyable && source.copied === null) {
    const other = await findSource(path, answer.error);
    return other.ok ? openAndRead(other.path, read) : other;
  }
  return answer;
}

function openAndRead<Value>(path: string, read: (db: Connection) => Value): Answer<Value> {
  const began = performance.now();
  let db: Connection | undefined;
  try {
    db = openReader(Database, path, PATIENCE);
    const value = db.transaction(read)(db);
    return { ok: true, value, ms: performance.now() - began };
  } catch (cause) {
    if (!(cause instanceof DatabaseError) && !isSqlite(cause)) throw cause;
    return { ok: false, error: explain(path, cause) };
  } finally {
    db?.close();
  }
}

function isSqlite(cause: unknown): boolean {
  return String((cause as { code?: unknown } | null)?.code).startsWith("SQLITE_");
}

/** The error's message; for an unusable file, the dashboard adds that nothing was changed. */
export function describeProblem(error: DatabaseError): string {
  const path = databasePath();
  if (error.problem !== "unusable") return error.message;
  if (error.message.startsWith(`${path}: not a SQLite file`)) {
    return `${path} is not a SQLite file. Nothing was changed.`;
  }
  return `${error.message}. Nothing was changed.`;
}

export function getReader(): Reader {
  return getHost().reader;
}

export function getSources(): Sources {
  return getHost().sources;
}

/** Decides what to open for a path: a copy if opening the file was refused. */
export function findSource(path: string, refused?: Refusal): Promise<SourceOutcome> {
  return getSources().find(path, refused);
}
