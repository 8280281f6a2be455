/** Values that change when a file does: cache keys for what was computed from it. */
import { statSync } from "node:fs";
import type { Connection } from "./driver.ts";

/** Changes with every span and tag written, and with the file itself. Undefined for an in-memory database. */
export function fileState(db: Connection): string | undefined {
  const files = statFiles(db);
  return files && JSON.stringify([db.name, files, readEnds(db, Number.MAX_SAFE_INTEGER)]);
}

/** What a file holds up to a span, as far as that can be told at no cost. */
export interface Content {
  readonly of: string;
  /** While no other span follows, tags may still be added to it, and the file be edited. Null afterwards. */
  readonly state: string | null;
}

/**
 * The same for spans up to that one: later writes do not change it. Undefined for an in-memory database.
 */
export function contentUpTo(db: Connection, maxSpanId = Number.MAX_SAFE_INTEGER): Content | undefined {
  const files = statFiles(db);
  if (!files) return undefined;
  const ends = readEnds(db, maxSpanId);
  const { first, upTo, last } = ends;
  const of = JSON.stringify([db.name, files[0]?.[0], first, upTo]);
  return { of, state: upTo === last ? JSON.stringify([files, ends]) : null };
}

/** Whether what was read of the one is still what the other holds. */
export function isSame(known: Content | undefined, now: Content): boolean {
  return known?.of === now.of && (now.state === null || known.state === now.state);
}

/** Of the file and its log. Before any row is read: what is written in between is then cached under no later state. */
function statFiles(db: Connection) {
  if (!db.name || db.memory) return undefined;
  const main = statSync(/* turbopackIgnore: true */ db.name, { throwIfNoEntry: false });
  const log = statSync(/* turbopackIgnore: true */ `${db.name}-wal`, { throwIfNoEntry: false });
  return [
    main && [main.ino, main.mtimeMs, main.ctimeMs, main.size],
    // Without ctime: for root, SQLite sets the owner of this file each time it opens it.
    log && [log.ino, log.mtimeMs, log.size],
  ];
}

interface Ends {
  readonly first: number | null;
  readonly upTo: number | null;
  readonly last: number | null;
  readonly lastTag: number | null;
}

function readEnds(db: Connection, maxSpanId: number): Ends {
  return db
    .prepare<[number], Ends>(
      `SELECT (SELECT min(id) FROM spans) AS first, (SELECT max(id) FROM spans WHERE id <= ?) AS upTo,
              (SELECT max(id) FROM spans) AS last, (SELECT max(id) FROM span_tags) AS lastTag`,
    )
    .get(maxSpanId) as Ends;
}
