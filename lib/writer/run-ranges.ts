/** Keeps `runs` and `run_spans`: which ids this run has written, one row per contiguous range. */
import type BetterSqlite3 from "better-sqlite3";
import type { Run } from "../runtime/run.ts";
import type { Connection } from "../store/driver.ts";

interface Range {
  readonly rowid: number | bigint;
  readonly last: number;
}

export class RunRanges {
  readonly #db: Connection;
  readonly #run: Run;
  readonly #find: BetterSqlite3.Statement<[number], number>;
  #extend: BetterSqlite3.Statement<[number, number | bigint]> | undefined;
  /** The row that the next transaction extends if its ids follow on, and what becomes of it in this one. */
  #range: Range | undefined;
  #next: Range | undefined;

  constructor(db: Connection, run: Run) {
    this.#db = db;
    this.#run = run;
    this.#find = db.prepare<[number], number>("SELECT 1 FROM spans WHERE id = ?");
  }

  /** Whether what was written last has been deleted. */
  get isGone(): boolean {
    return this.#range !== undefined && this.#find.get(this.#range.last) === undefined;
  }

  /** Whether a span with that id is there, and of this run. */
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
    const { id, started, pid, host, command, node, cwd } = this.#run;
    this.#db
      .prepare("INSERT OR IGNORE INTO runs (id, started, pid, host, command, node, cwd) VALUES (?, ?, ?, ?, ?, ?, ?)")
      .run(id, started, pid, host, command, node, cwd);
    const insert = this.#db.prepare("INSERT INTO run_spans (run_id, first_span_id, last_span_id) VALUES (?, ?, ?)");
    this.#next = { rowid: insert.run(id, first, last).lastInsertRowid, last };
  }

  committed(): void {
    this.#range = this.#next ?? this.#range;
    this.#next = undefined;
  }

  undone(): void {
    this.#next = undefined;
  }
}
