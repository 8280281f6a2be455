/** Inserts the spans of a transaction, which the caller begins and commits. */
import type BetterSqlite3 from "better-sqlite3";
import type { RunTags } from "../model/run-tags.ts";
import type { Run } from "../runtime/run.ts";
import type { Connection } from "../store/driver.ts";
import type { Ids } from "./ids.ts";
import { Rows } from "./rows.ts";
import { applyRunTags, insertRun, prepareRun } from "./run-row.ts";
import { applyRunning } from "./running-rows.ts";
import type { PostEndUpdate, RunningChange, Sink } from "./writer.ts";

/** For spans of earlier transactions, unless they have been deleted since. */
const POST_END_TAG = `INSERT INTO span_tags (span_id, key, value)
  SELECT @id, @key, @value WHERE EXISTS (SELECT 1 FROM spans WHERE id = @id)`;
const POST_END_FAILURE = `INSERT OR IGNORE INTO span_errors (span_id, type, message, stack)
  SELECT @id, @type, @message, @stack WHERE EXISTS (SELECT 1 FROM spans WHERE id = @id)`;

/** The highest id ever assigned: AUTOINCREMENT continues after it, one by one. */
const HIGHEST = `SELECT max(
  coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'spans'), 0),
  coalesce((SELECT max(id) FROM spans), 0))`;

export class Inserter implements Sink {
  readonly #db: Connection;
  readonly #ids: Ids;
  readonly #run: Run;
  readonly #spans: Rows;
  readonly #tags: Rows;
  readonly #links: Rows;
  readonly #errors: Rows;
  readonly #ranges: RunRanges;
  readonly #findHighest: BetterSqlite3.Statement<[], number>;
  #isPrepared = false;
  #updates: ((db: Connection) => void)[] = [];
  readonly #linkIfThere: BetterSqlite3.Statement<[number, number, number]>;
  readonly #version: BetterSqlite3.Statement<[], number>;
  /** SQLite's `data_version` when last read, and the highest id that others may have deleted by then. */
  #dataVersion: number | undefined;
  #maxDeletedId = 0;
  /** The last sequence number and the highest id before the transaction. */
  #sequence = 0;
  #highest = 0;
  #count = 0;

  constructor(db: Connection, ids: Ids, run: Run) {
    this.#db = db;
    this.#ids = ids;
    this.#run = run;
    // SQLite assigns the ids: passing them costs 22 to 25 %.
    this.#spans = new Rows(db, "INSERT INTO spans (name, start, duration)", 3, 0);
    this.#tags = new Rows(db, "INSERT INTO span_tags (span_id, key, value)", 3, 1);
    this.#links = new Rows(db, "INSERT OR IGNORE INTO span_links (span_id, parent_id)", 2);
    this.#errors = new Rows(db, "INSERT INTO span_errors (span_id, type, message, stack)", 4);
    this.#ranges = new RunRanges(db, run);
    this.#linkIfThere = db.prepare(
      "INSERT OR IGNORE INTO span_links (span_id, parent_id) SELECT ?, ? FROM spans WHERE id = ?",
    );
    this.#version = db.prepare<[], number>("PRAGMA data_version").pluck();
    this.#findHighest = db.prepare<[], number>(HIGHEST).pluck();
  }

  /** Spans of this transaction. */
  get count(): number {
    return this.#count;
  }

  /** Call before the transaction. */
  prepare(): void {
    if (this.#isPrepared) return;
    prepareRun(this.#db, this.#run);
    this.#isPrepared = true;
  }

  /** @param firstSequence The sequence number of the first span to come. */
  begin(firstSequence: number): void {
    this.#highest = this.#findHighest.get() as number;
    this.#sequence = firstSequence - 1;
    this.#count = 0;
    const version = this.#version.get();
    if (version === this.#dataVersion) return;
    const isFirst = this.#dataVersion === undefined;
    this.#dataVersion = version;
    this.#maxDeletedId = this.#highest;
    // The ids belong to another file, whose inode this one has been given, or another program has cleared the file.
    if (isFirst ? this.lacksIds : this.#ranges.isGone) this.#ids.clear();
  }

  /** Whether the known ids are of spans that are not in the file. */
  get lacksIds(): boolean {
    const { lastId } = this.#ids;
    return lastId !== undefined && !this.#ranges.holds(lastId);
  }

  span(name: string, start: number, duration: number, parent: number): void {
    this.#spans.add3(name, start, duration);
    this.#count += 1;
    const parentId = parent > 0 ? this.#idOf(parent) : undefined;
    if (parentId !== undefined) this.#link(this.#highest + this.#count, parentId, parentId);
  }

  tag(key: string, value: string): void {
    this.#tags.add3(this.#highest + this.#count, key, value);
  }

  children(parent: number, first: number, last: number, step: number): void {
    const parentId = this.#idOf(parent);
    if (parentId === undefined) return;
    for (let child = first; child <= last; child += step || 1) {
      const id = this.#idOf(child);
      if (id !== undefined) this.#link(id, parentId, Math.min(id, parentId));
    }
  }

  update(sequence: number, update: PostEndUpdate): void {
    const id = this.#idOf(sequence);
    if (id === undefined) return;
    if ("failure" in update) {
      const { type, message, stack } = update.failure;
      if (sequence > this.#sequence) this.#errors.add4(id, type, message, stack);
      else this.#updates.push((db) => db.prepare(POST_END_FAILURE).run({ id, type, message, stack }));
      return;
    }
    const { key, value } = update;
    this.#updates.push((db) => {
      db.prepare("DELETE FROM span_tags WHERE span_id = ? AND key = ?").run(id, key);
      db.prepare(POST_END_TAG).run({ id, key, value: String(value) });
    });
  }

  running(change: RunningChange): void {
    this.#updates.push((db) => applyRunning(db, this.#run, change));
  }

  runTags(tags: RunTags): void {
    // For when the run's row has to be written again: the file was cleared, pruned or replaced.
    Object.assign(this.#run.said, tags);
    this.#updates.push((db) => applyRunTags(db, this.#run, tags));
  }

  /** Inserts each table's buffered rows, and applies the updates. */
  finish(): void {
    for (const rows of this.#all) rows.finish();
    for (const update of this.#updates) update(this.#db);
    this.#updates = [];
    if (this.#count > 0) this.#ranges.extend(this.#highest + 1, this.#highest + this.#count);
  }

  /** The transaction was committed. May be called twice, as the first call may have been interrupted. */
  committed(): void {
    this.#ids.add(this.#sequence + 1, this.#count, this.#highest + 1);
    this.#count = 0;
    this.#ranges.committed();
  }

  /** The transaction was rolled back. */
  undone(): void {
    for (const rows of this.#all) rows.discard();
    this.#updates = [];
    this.#ranges.undone();
  }

  get #all(): readonly Rows[] {
    return [this.#spans, this.#tags, this.#links, this.#errors];
  }

  #idOf(sequence: number): number | undefined {
    return sequence > this.#sequence ? this.#highest + sequence - this.#sequence : this.#ids.find(sequence);
  }

  /** @param older The lower of the two ids, whose span may have been deleted, for instance by `spantom prune`. */
  #link(child: number, parent: number, older: number): void {
    if (older > this.#maxDeletedId) this.#links.add2(child, parent);
    else this.#linkIfThere.run(child, parent, older);
  }
}

interface Range {
  readonly rowid: number | bigint;
  readonly last: number;
}

/** Maintains `runs` and `run_spans`: the ids that this run has written, one row per contiguous range. */
class RunRanges {
  readonly #db: Connection;
  readonly #run: Run;
  readonly #find: BetterSqlite3.Statement<[number], number>;
  #extend: BetterSqlite3.Statement<[number, number | bigint]> | undefined;
  /** The row that the next transaction extends if its ids are contiguous, and its value once this one is committed. */
  #range: Range | undefined;
  #next: Range | undefined;

  constructor(db: Connection, run: Run) {
    this.#db = db;
    this.#run = run;
    this.#find = db.prepare<[number], number>("SELECT 1 FROM spans WHERE id = ?");
  }

  /** Whether the span written last has been deleted. */
  get isGone(): boolean {
    return this.#range !== undefined && this.#find.get(this.#range.last) === undefined;
  }

  /** Whether a span with that id exists and belongs to this run. */
  holds(id: number): boolean {
    if (this.#find.get(id) === undefined) return false;
    const sql = "SELECT 1 FROM run_spans WHERE run_id = ? AND ? BETWEEN first_span_id AND last_span_id LIMIT 1";
    return this.#db.prepare(sql).get(this.#run.id, id) !== undefined;
  }

  extend(first: number, last: number): void {
    if (this.#range && this.#range.last + 1 === first) {
      this.#extend ??= this.#db.prepare("UPDATE run_spans SET last_span_id = ? WHERE rowid = ?");
      if (this.#extend.run(last, this.#range.rowid).changes > 0) {
        this.#next = { rowid: this.#range.rowid, last };
        return;
      }
    }
    insertRun(this.#db, this.#run);
    const insert = this.#db.prepare("INSERT INTO run_spans (run_id, first_span_id, last_span_id) VALUES (?, ?, ?)");
    this.#next = { rowid: insert.run(this.#run.id, first, last).lastInsertRowid, last };
  }

  committed(): void {
    this.#range = this.#next ?? this.#range;
    this.#next = undefined;
  }

  undone(): void {
    this.#next = undefined;
  }
}
