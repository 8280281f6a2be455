/** The one place that knows which file is looked at, and opens it: read-only, for one request, always closed. */
import "server-only";
import { accessSync, constants } from "node:fs";
import { basename, dirname } from "node:path";
import Database from "better-sqlite3";
import { DatabaseError, explain, openReader } from "../../lib/database.ts";
import { DEFAULT_DB } from "../../lib/default-path.ts";
import type { Connection } from "../../lib/driver.ts";
import { fileSize } from "../../lib/file-size.ts";

/** SPANTOM_DB is the only thing the CLI tells the app. */
export function databasePath(): string {
  return process.env.SPANTOM_DB || DEFAULT_DB;
}

export interface FileFacts {
  readonly path: string;
  readonly name: string;
  readonly folder: string;
  readonly folderReadable: boolean;
  /** Whether programs write there without being told to. */
  readonly isDefault: boolean;
  /** Bytes, or null when there is no file. */
  readonly size: number | null;
}

export function fileFacts(): FileFacts {
  const path = databasePath();
  const folder = dirname(path);
  return {
    path,
    name: basename(path),
    folder,
    folderReadable: canRead(folder),
    isDefault: path === DEFAULT_DB,
    size: fileSize(path) ?? null,
  };
}

function canRead(folder: string): boolean {
  try {
    accessSync(/* turbopackIgnore: true */ folder, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A question answered, or the reason why the file cannot be asked. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value; readonly ms: number }
  | { readonly ok: false; readonly error: DatabaseError };

/**
 * Opens the file, asks, closes. The questions see one state of the file, however much is written meanwhile.
 * `ms` is the time all of it took.
 */
export function ask<Value>(question: (db: Connection) => Value): Answer<Value> {
  const path = databasePath();
  const began = performance.now();
  let db: Connection | undefined;
  try {
    db = openReader(Database, path);
    const value = db.transaction(question)(db);
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
