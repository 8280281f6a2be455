/**
 * Resolves a path to what is opened for it: the file itself, once a reader process has validated it, or a private copy
 * if SQLite may not create its own files beside it.
 */
import type { Stats } from "node:fs";
import type { QueryFailure } from "../model/outcome.ts";
import type { Progress } from "../model/progress.ts";
import { checkThere } from "../store/database.ts";
import { DatabaseError } from "../store/database-error.ts";
import { fingerprint } from "../store/file-check.ts";
import { createPrivateCopies } from "../store/private-copies.ts";
import type { Reader } from "./reader.ts";

/** Validation takes milliseconds for any benign file. */
const VALIDATION_MS = 10_000;
const COPY_MS = 600_000;
/** How long an unfinished validation counts as a result. */
const UNREAD_MS = 60_000;
/** A copy is used for at least this many times as long as making it took, before it is renewed. */
const COPY_REUSE_FACTOR = 10;

export interface Source {
  readonly path: string;
  /** When it was copied, milliseconds since the epoch; null for the file itself. */
  readonly copied: number | null;
}

export type SourceOutcome = ({ readonly ok: true } & Source) | { readonly ok: false; readonly error: DatabaseError };

export type Refusal = Pick<QueryFailure, "message">;

export interface Sources {
  /**
   * Never rejects. For a validated file it costs a `stat`. A copy is renewed once the file has changed.
   * @param refused why this process could not read the file in place, though the reader's may: then it is copied
   */
  find(path: string, refused?: Refusal): Promise<SourceOutcome>;
  /** When the copy that is read in place of a path was made; null without one. */
  copied(path: string): number | null;
  /** Discards the validation of a file, so that the next `find` repeats it. */
  forget(path: string): void;
  /** Removes the copies. */
  close(): void;
}

interface CacheEntry {
  readonly outcome: SourceOutcome;
  readonly stillHolds: (now: Stats) => boolean;
}

/** Why a validation failed, and in which step. */
interface Rejection extends QueryFailure {
  readonly during: string;
}

/** @param validationMs milliseconds after which a file that is not validated is refused */
export function createSources(reader: Reader, { validationMs = VALIDATION_MS } = {}): Sources {
  const cache = new Map<string, CacheEntry>();
  const pending = new Map<string, Promise<SourceOutcome>>();
  const copies = createPrivateCopies();

  function remember(path: string, outcome: SourceOutcome, stillHolds: CacheEntry["stillHolds"]): SourceOutcome {
    cache.set(path, { outcome, stillHolds });
    return outcome;
  }

  async function resolveInPlace(path: string, stats: Stats): Promise<SourceOutcome> {
    const state = fingerprint(path);
    const rejection = await validate(path);
    if (!rejection) return remember(path, { ok: true, path, copied: null }, (now) => isSameGrown(stats, now));
    if (rejection.copyable) return copy(path, rejection);
    const outcome: SourceOutcome = { ok: false, error: toDatabaseError(path, rejection) };
    if (outcome.error.problem === "locked") return outcome;
    if (rejection.code === "DATABASE") return remember(path, outcome, () => fingerprint(path) === state);
    // The machine may have been busy: try again, but not on every request, nor after each span.
    const until = Date.now() + UNREAD_MS;
    return remember(path, outcome, (now) => isSameGrown(stats, now) && Date.now() < until);
  }

  async function validate(path: string): Promise<Rejection | undefined> {
    let during = "opening it";
    const onProgress = ({ what }: Progress) => {
      during = what;
    };
    const outcome = await reader.ask(path, "validation", {}, { ms: validationMs, onProgress });
    return outcome.ok ? undefined : { ...outcome, during };
  }

  async function copy(path: string, why: Rejection): Promise<SourceOutcome> {
    let to: string;
    try {
      to = copies.reserve(path);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      const message = `${why.message}; and it cannot be copied (${code}): set TMPDIR to a writable folder`;
      return { ok: false, error: toDatabaseError(path, { ...why, message }) };
    }
    const copied = Date.now();
    const made = await reader.copy(path, { to }, { ms: COPY_MS });
    const rejection = made.ok ? await validate(to) : undefined;
    if (made.ok && !rejection) {
      // A large file that keeps changing must not be copied continually.
      const until = Date.now() + (COPY_REUSE_FACTOR - 1) * (Date.now() - copied);
      const stillHolds = () => Date.now() < until || fingerprint(path) === made.value;
      return remember(path, { ok: true, path: to, copied }, stillHolds);
    }
    copies.discard(to);
    // If the copy fails, SQLite's message about the file itself is more helpful.
    const failure = rejection ? { ...rejection, message: rejection.message.replaceAll(to, path) } : why;
    return { ok: false, error: toDatabaseError(path, failure) };
  }

  return {
    async find(path, refused) {
      let stats: Stats;
      try {
        stats = checkThere(path);
      } catch (error) {
        cache.delete(path);
        return { ok: false, error: error as DatabaseError };
      }
      const cached = cache.get(path);
      if (cached?.stillHolds(stats) && !(refused && isInPlace(cached.outcome))) return cached.outcome;
      const why: Rejection | undefined = refused && {
        code: "DATABASE",
        message: refused.message,
        file: "unusable",
        during: "opening it",
      };
      const start = () => (why ? copy(path, why) : resolveInPlace(path, stats)).finally(() => pending.delete(path));
      const running = pending.get(path) ?? start();
      pending.set(path, running);
      return running;
    },
    copied(path) {
      const outcome = cache.get(path)?.outcome;
      return outcome?.ok ? outcome.copied : null;
    },
    forget: (path) => void cache.delete(path),
    close() {
      cache.clear();
      copies.close();
    },
  };
}

function isInPlace(outcome: SourceOutcome): boolean {
  return outcome.ok && outcome.copied === null;
}

/**
 * Whether it is still the same file, apart from appended data: another may have replaced it or reused its inode.
 */
function isSameGrown(before: Stats, now: Stats): boolean {
  return (
    now.dev === before.dev &&
    now.ino === before.ino &&
    now.birthtimeMs === before.birthtimeMs &&
    now.size >= before.size
  );
}

/** An unfinished validation proves nothing about the file: the machine may be busy, or the reader too slow. */
function toDatabaseError(path: string, { code, message, file, copyable, during }: Rejection): DatabaseError {
  if (code === "DATABASE") return new DatabaseError(file ?? "locked", message, { copyable: copyable === true });
  // The rest of the message is advice for queries.
  const [why = ""] = message.split(/\.(?: |$)/);
  const reason = `${why.charAt(0).toLowerCase()}${why.slice(1)}, while ${during}`;
  const advice = `it is checked again in a minute; to check it yourself: sqlite3 ${path} "PRAGMA quick_check"`;
  return new DatabaseError("unread", `${path}: not checked to the end (${reason}); ${advice}`);
}
