/**
 * Deletes the older spans of a file, and everything that refers to them, in transactions short enough not to hold up
 * programs that are tracing into the file.
 *
 * Each transaction leaves the file consistent, so a prune that is killed has merely done part of its work. A remaining
 * span whose parent is deleted loses its link and becomes a root. Only spans present at the start are deleted.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type BetterSqlite3 from "better-sqlite3";
import type { Connection } from "./driver.ts";
import { tableNames } from "./table-check.ts";

/** Which spans stay: the newest by id, or those that started at or after a time (seconds since the epoch). */
export type Keep = { readonly newest: number } | { readonly since: number };

/** What one transaction, or all of them together, deleted. */
export interface Pruned {
  readonly spans: number;
  readonly tags: number;
}

/** The spans to delete. The condition is for a table `spans`; `last` is the highest id that may be deleted. */
interface Old {
  readonly condition: string;
  readonly bounds: { readonly last: number; readonly since: number };
}

/** Columns that refer to spans. Their rows are deleted before the spans. */
const REFERENCES = [
  ["span_tags", "span_id"],
  ["span_links", "span_id"],
  ["span_links", "parent_id"],
  ["span_errors", "span_id"],
] as const;

/** Milliseconds that a transaction should hold the lock; how many spans fit depends on the machine. */
const HOLD = 15;
const FIRST_BATCH = 500;
const MAX_BATCH = 50_000;
/** At least as long as the longest pause of a writer that is waiting for the lock. */
const MIN_PAUSE = 5;

/** Rows read at a time: a file that is not in WAL mode cannot be written to during a read. */
const READ_ROWS = 20_000;
/** Ranges checked per transaction. */
const RANGES_BATCH = 2000;

const HOLDS_NONE = "NOT EXISTS (SELECT 1 FROM spans WHERE id BETWEEN first_span_id AND last_span_id)";
const TOO_WIDE = "(first_span_id NOT IN (SELECT id FROM spans) OR last_span_id NOT IN (SELECT id FROM spans))";

function findOld(db: Connection, keep: Keep): Old | undefined {
  const last =
    "newest" in keep
      ? db.prepare<[number], number>("SELECT id FROM spans ORDER BY id DESC LIMIT 1 OFFSET ?").pluck().get(keep.newest)
      : db.prepare<[], number | null>("SELECT max(id) FROM spans").pluck().get();
  if (last === undefined || last === null) return undefined;
  const byAge = "since" in keep;
  return {
    condition: byAge ? "spans.id <= @last AND spans.start < @since" : "spans.id <= @last",
    bounds: { last, since: byAge ? keep.since : 0 },
  };
}

/** How many spans would be deleted. */
export function countOld(db: Connection, keep: Keep): number {
  const old = findOld(db, keep);
  if (!old) return 0;
  return (
    db.prepare<unknown[], number>(`SELECT count(*) FROM spans WHERE ${old.condition}`).pluck().get(old.bounds) ?? 0
  );
}

/**
 * Deletes the older spans, and yields after each transaction what it deleted.
 * @throws SQLite's errors, including `SQLITE_BUSY`; what was yielded before stays deleted.
 */
export async function* pruneDatabase(db: Connection, keep: Keep): AsyncGenerator<Pruned> {
  // Every row that refers to a span is deleted here; enforcement would search all links for each span.
  db.pragma("foreign_keys = OFF");
  // Checkpoints are slow, so they run between transactions.
  db.pragma("wal_autocheckpoint = 0");
  const old = findOld(db, keep);
  if (old) yield* deleteOld(db, old);
  forgetRunning(db, keep);
  for (const _ of trimRuns(db)) await sleep(MIN_PAUSE);
  db.pragma("wal_checkpoint(PASSIVE)");
}

async function* deleteOld(db: Connection, { condition, bounds }: Old): AsyncGenerator<Pruned> {
  const tables = tableNames(db);
  const referrers = REFERENCES.filter(([table]) => tables.has(table)).map(
    ([table, column]) => new Referrer(db, table, column, condition),
  );
  const batch = "id > @from AND id <= @to";
  const findEnd = db
    .prepare<unknown[], number | null>(
      `SELECT max(id) FROM (SELECT id FROM spans WHERE id > @from AND ${condition} ORDER BY id LIMIT @size)`,
    )
    .pluck();
  const remove = db.prepare(`DELETE FROM spans WHERE ${batch} AND ${condition}`);
  let size = FIRST_BATCH;
  let from = db.prepare<[], number>("SELECT min(id) - 1 FROM spans").pluck().get() ?? 0;
  for (;;) {
    const to = findEnd.get({ from, size, ...bounds });
    if (to === null || to === undefined) return;
    for (const referrer of referrers) await referrer.catchUp(bounds);
    const params = { from, to, ...bounds };
    let began = 0;
    const deleted = db
      .transaction(() => {
        began = performance.now();
        let tags = 0;
        for (const referrer of referrers) {
          const rows = referrer.remove(params);
          if (referrer.table === "span_tags") tags += rows;
        }
        return { spans: remove.run(params).changes, tags };
      })
      .immediate();
    const held = performance.now() - began;
    yield deleted;
    db.pragma("wal_checkpoint(PASSIVE)");
    from = to;
    size = Math.min(MAX_BATCH, Math.max(FIRST_BATCH, Math.round(size * Math.min(2, HOLD / held))));
    await sleep(Math.max(MIN_PAUSE, held));
  }
}

/**
 * The rows of one table that refer to spans by one column, for deleting them with their spans.
 *
 * With an index on the column SQLite finds them. Without one (the Python package's tags; links by their parent) each
 * batch would scan the whole table with the lock held. So the rows are read into a temporary table beforehand, without
 * the lock; rows that programs add in the meantime have higher row ids, and only those are scanned.
 */
class Referrer {
  readonly table: string;
  readonly #removals: readonly BetterSqlite3.Statement<unknown[]>[];
  readonly #findEnd: BetterSqlite3.Statement<unknown[], number | null> | undefined;
  readonly #read: BetterSqlite3.Statement<unknown[]> | undefined;
  /** The highest row id that has been read. */
  #seen = 0;

  /** @param condition Selects the rows of `spans` to delete. */
  constructor(db: Connection, table: string, column: string, condition: string) {
    this.table = table;
    const batch = `SELECT id FROM spans WHERE id > @from AND id <= @to AND ${condition}`;
    if (isIndexed(db, table, column)) {
      this.#removals = [db.prepare(`DELETE FROM ${table} WHERE ${column} IN (${batch})`)];
      return;
    }
    const found = `temp.${table}_by_${column}`;
    db.exec(`DROP TABLE IF EXISTS ${found};
      CREATE TABLE ${found} (span, found, PRIMARY KEY (span, found)) WITHOUT ROWID`);
    this.#findEnd = db
      .prepare<unknown[], number | null>(
        `SELECT max(rowid) FROM (SELECT rowid FROM ${table} WHERE rowid > @seen ORDER BY rowid LIMIT @rows)`,
      )
      .pluck();
    this.#read = db.prepare(
      `INSERT INTO ${found} SELECT ${column}, ${table}.rowid FROM ${table} CROSS JOIN spans ON spans.id = ${column}
       WHERE ${table}.rowid > @seen AND ${table}.rowid <= @end AND ${condition}`,
    );
    this.#removals = [
      db.prepare(`DELETE FROM ${table} WHERE rowid IN (SELECT found FROM ${found} WHERE span > @from AND span <= @to)`),
      db.prepare(`DELETE FROM ${table} WHERE rowid > @seen AND ${column} IN (${batch})`),
    ];
  }

  /** Reads the rows added since the last call. */
  async catchUp(bounds: object): Promise<void> {
    for (;;) {
      const end = this.#findEnd?.get({ seen: this.#seen, rows: READ_ROWS });
      if (end === null || end === undefined) return;
      this.#read?.run({ seen: this.#seen, end, ...bounds });
      this.#seen = end;
      await sleep(0);
    }
  }

  /** Deletes the rows that refer to a batch's deleted spans, and returns how many. Call within a transaction. */
  remove(batch: object): number {
    return this.#removals.reduce((sum, removal) => sum + removal.run({ seen: this.#seen, ...batch }).changes, 0);
  }
}

function isIndexed(db: Connection, table: string, column: string): boolean {
  const sql = `SELECT 1 FROM pragma_table_info(@table) WHERE name = @column AND pk = 1
    UNION ALL
    SELECT 1 FROM pragma_index_list(@table) AS list JOIN pragma_index_info(list.name) AS part
    WHERE part.seqno = 0 AND part.name = @column AND NOT list.partial`;
  return db.prepare(sql).get({ table, column }) !== undefined;
}

/**
 * Deletes the running spans last seen before the oldest of the remaining spans: those are of processes that ended long
 * ago. One that is still there reports its spans again within a second.
 */
function forgetRunning(db: Connection, keep: Keep): void {
  if (!tableNames(db).has("running_spans")) return;
  const oldest = db.prepare<[], number | null>("SELECT min(start) FROM spans WHERE typeof(start) <> 'text'").pluck();
  const since = "since" in keep ? keep.since : (oldest.get() ?? Number.MAX_VALUE);
  const unseen = "FROM running_spans WHERE seen < ?";
  // Only if needed: it takes the lock.
  if (db.prepare(`SELECT 1 ${unseen}`).get(since)) db.prepare(`DELETE ${unseen}`).run(since);
}

/**
 * Fits the runs to the remaining spans: shrinks ranges, and deletes empty ranges and runs. Yields between transactions.
 * A program whose range is gone writes a new one, and its run again.
 */
function* trimRuns(db: Connection): Generator<void> {
  const tables = tableNames(db);
  if (!tables.has("runs") || !tables.has("run_spans")) return;
  const findEnd = db
    .prepare<unknown[], number | null>(
      "SELECT max(rowid) FROM (SELECT rowid FROM run_spans WHERE rowid > ? ORDER BY rowid LIMIT ?)",
    )
    .pluck();
  const batch = "rowid > @from AND rowid <= @to";
  const isUntrimmed = db.prepare(`SELECT 1 FROM run_spans WHERE ${batch} AND ${TOO_WIDE}`);
  const remove = db.prepare(`DELETE FROM run_spans WHERE ${batch} AND ${HOLDS_NONE}`);
  const shrink = db.prepare(
    `UPDATE run_spans SET
       first_span_id = (SELECT min(id) FROM spans WHERE id BETWEEN first_span_id AND last_span_id),
       last_span_id = (SELECT max(id) FROM spans WHERE id BETWEEN first_span_id AND last_span_id)
     WHERE ${batch} AND ${TOO_WIDE}`,
  );
  for (let from = 0; ; ) {
    const to = findEnd.get(from, RANGES_BATCH);
    if (to === null || to === undefined) break;
    const range = { from, to };
    if (isUntrimmed.get(range)) db.transaction(() => [remove.run(range), shrink.run(range)]).immediate();
    yield;
    from = to;
  }
  const running = tables.has("running_spans") ? "AND id NOT IN (SELECT run_id FROM running_spans)" : "";
  const unused = `FROM runs WHERE id NOT IN (SELECT run_id FROM run_spans) ${running}`;
  if (!db.prepare(`SELECT 1 ${unused}`).get()) return;
  const ofThem = `run_id IN (SELECT id ${unused})`;
  const removeTags = tables.has("run_tags") ? db.prepare(`DELETE FROM run_tags WHERE ${ofThem}`) : undefined;
  const removeRuns = db.prepare(`DELETE ${unused}`);
  db.transaction(() => [removeTags?.run(), removeRuns.run()]).immediate();
}
