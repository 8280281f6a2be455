/**
 * The rows of one table that refer to spans by one column, for deleting them with their spans.
 *
 * With an index on the column SQLite finds them. Without one (the tags of the Python package; links by their parent)
 * each batch would search the whole table while it holds the lock. So the rows are read beforehand, without the lock,
 * into a temporary table; those that programs add meanwhile have higher row ids and are looked for from there on.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type BetterSqlite3 from "better-sqlite3";
import type { Connection } from "./driver.ts";

/** Rows read at a time: a file that is not in WAL mode cannot be written to while they are. */
const READ_ROWS = 20_000;

export class Referrer {
  readonly table: string;
  readonly #removals: readonly BetterSqlite3.Statement<unknown[]>[];
  readonly #findEnd: BetterSqlite3.Statement<unknown[], number | null> | undefined;
  readonly #read: BetterSqlite3.Statement<unknown[]> | undefined;
  /** The highest row id that has been read. */
  #seen = 0;

  /** @param condition Says of a row of `spans` whether it goes. */
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

  /** Reads what has been added since the last time. */
  async catchUp(bounds: object): Promise<void> {
    for (;;) {
      const end = this.#findEnd?.get({ seen: this.#seen, rows: READ_ROWS });
      if (end === null || end === undefined) return;
      this.#read?.run({ seen: this.#seen, end, ...bounds });
      this.#seen = end;
      await sleep(0);
    }
  }

  /** Deletes the rows that refer to spans of a batch that go, and says how many. To be called in a transaction. */
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
