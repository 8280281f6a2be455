/**
 * What is opened in place of a path: the file itself, once the reader's process has seen that it can be asked safely,
 * or a private copy of one beside which SQLite may not put its own files.
 */
import type { Stats } from "node:fs";
import type { QueryFailure } from "../model/outcome.ts";
import type { Progress } from "../model/progress.ts";
import { checkThere } from "../store/database.ts";
import { DatabaseError } from "../store/database-error.ts";
import { fingerprint } from "../store/file-check.ts";
import { createPrivateCopies } from "../store/private-copies.ts";
import type { Reader } from "./reader.ts";

/** What the first look asks takes milliseconds of any file that is meant to be read. */
const LOOK_MS = 10_000;
const COPY_MS = 600_000;
/** How long a look counts that did not come to its end. */
const UNREAD_MS = 60_000;
/** So many times as long as it takes to make a copy, that is read before it is made anew. */
const PAUSE = 10;

export interface Source {
  /** What to open. */
  readonly path: string;
  /** When it was copied, milliseconds since the epoch; null for the file itself. */
  readonly copied: number | null;
}

export type SourceOutcome = ({ readonly ok: true } & Source) | { readonly ok: false; readonly error: DatabaseError };

export type Refusal = Pick<QueryFailure, "message">;

export interface Sources {
  /**
   * Never rejects. A file that has been looked at costs a `stat`. A copy is renewed when the file has changed.
   * @param refused Why this process could not read it in place, though the reader's may: then it is copied.
   */
  find(path: string, refused?: Refusal): Promise<SourceOutcome>;
  /** When the copy was made that is read in place of a path; null where there is none. */
  copied(path: string): number | null;
  /** Looks anew at the next `find`: what held for the file does not any more. */
  forget(path: string): void;
  /** Removes the copies. */
  close(): void;
}

interface Known {
  readonly outcome: SourceOutcome;
  readonly stillHolds: (now: Stats) => boolean;
}

/** Why a look did not come to its end, and what it was doing then. */
interface Unseen extends QueryFailure {
  readonly during: string;
}

/** @param lookMs milliseconds after which a file is refused that has not been looked at */
export function createSources(reader: Reader, { lookMs = LOOK_MS } = {}): Sources {
  const known = new Map<string, Known>();
  const pending = new Map<string, Promise<SourceOutcome>>();
  const copies = createPrivateCopies();

  function remember(path: string, outcome: SourceOutcome, stillHolds: Known["stillHolds"]): SourceOutcome {
    known.set(path, { outcome, stillHolds });
    return outcome;
  }

  async function look(path: string, stats: Stats): Promise<SourceOutcome> {
    const state = fingerprint(path);
    const seen = await takeLook(path);
    if (!seen) return remember(path, { ok: true, path, copied: null }, (now) => isSameGrown(stats, now));
    if (seen.copyable) return copy(path, seen);
    const outcome: SourceOutcome = { ok: false, error: explainLook(path, seen) };
    if (outcome.error.problem === "locked") return outcome;
    if (seen.code === "DATABASE") return remember(path, outcome, () => fingerprint(path) === state);
    // The machine may have been busy: that is asked again, though not by every request, nor after each span.
    const until = Date.now() + UNREAD_MS;
    return remember(path, outcome, (now) => isSameGrown(stats, now) && Date.now() < until);
  }

  async function takeLook(path: string): Promise<Unseen | undefined> {
    let during = "opening it";
    const onProgress = ({ what }: Progress) => {
      during = what;
    };
    const seen = await reader.ask(path, "validation", {}, { ms: lookMs, onProgress });
    return seen.ok ? undefined : { ...seen, during };
  }

  async function copy(path: string, why: Unseen): Promise<SourceOutcome> {
    let to: string;
    try {
      to = copies.place(path);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      const message = `${why.message}; nor can a copy be made (${code}): set TMPDIR to a folder that can be written to`;
      return { ok: false, error: explainLook(path, { ...why, message }) };
    }
    const copied = Date.now();
    const made = await reader.copy(path, { to }, { ms: COPY_MS });
    const seen = made.ok ? await takeLook(to) : undefined;
    if (made.ok && !seen) {
      // A large file that changes all the time is not copied all the time.
      const until = Date.now() + (PAUSE - 1) * (Date.now() - copied);
      const stillHolds = () => Date.now() < until || fingerprint(path) === made.value;
      return remember(path, { ok: true, path: to, copied }, stillHolds);
    }
    copies.discard(to);
    // Where it cannot be copied, what SQLite said of the file itself is what helps.
    const failure = seen ? { ...seen, message: seen.message.replaceAll(to, path) } : why;
    return { ok: false, error: explainLook(path, failure) };
  }

  return {
    async find(path, refused) {
      let stats: Stats;
      try {
        stats = checkThere(path);
      } catch (error) {
        known.delete(path);
        return { ok: false, error: error as DatabaseError };
      }
      const found = known.get(path);
      if (found?.stillHolds(stats) && !(refused && isInPlace(found.outcome))) return found.outcome;
      const why: Unseen | undefined = refused && {
        code: "DATABASE",
        message: refused.message,
        file: "unusable",
        during: "opening it",
      };
      const begun = () => (why ? copy(path, why) : look(path, stats)).finally(() => pending.delete(path));
      const running = pending.get(path) ?? begun();
      pending.set(path, running);
      return running;
    },
    copied(path) {
      const outcome = known.get(path)?.outcome;
      return outcome?.ok ? outcome.copied : null;
    },
    forget: (path) => void known.delete(path),
    close() {
      known.clear();
      copies.close();
    },
  };
}

function isInPlace(outcome: SourceOutcome): boolean {
  return outcome.ok && outcome.copied === null;
}

/** What was written to it since does not matter; another file may have got its number, or been copied over it. */
function isSameGrown(before: Stats, now: Stats): boolean {
  return (
    now.dev === before.dev &&
    now.ino === before.ino &&
    now.birthtimeMs === before.birthtimeMs &&
    now.size >= before.size
  );
}

/** A look that did not come to its end is no word about the file: the machine may be busy, or the reader too slow. */
function explainLook(path: string, { code, message, file, copyable, during }: Unseen): DatabaseError {
  if (code === "DATABASE") return new DatabaseError(file ?? "locked", message, { copyable: copyable === true });
  // The rest of it is advice for queries.
  const [why = ""] = message.split(/\.(?: |$)/);
  const said = `${why.charAt(0).toLowerCase()}${why.slice(1)}, while ${during}`;
  const advice = `it is looked at again in a minute; to check it: sqlite3 ${path} "PRAGMA quick_check"`;
  return new DatabaseError("unread", `${path}: not looked at to the end (${said}); ${advice}`);
}
