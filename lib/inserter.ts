/** Puts finished spans into the tables. The caller holds the transaction. */
import type BetterSqlite3 from "better-sqlite3";
import type { Connection } from "./driver.ts";
import { Rows } from "./rows.ts";
import { currentRun } from "./run.ts";
import type { LiveSpan } from "./span.ts";

/** A tag for a span that is in the file already. */
export interface LateTag {
  readonly spanId: number;
  readonly key: string;
  readonly value: string;
}

export class Inserter {
  readonly #db: Connection;
  readonly #spans: Rows;
  readonly #tags: Rows;
  readonly #links: Rows;
  readonly #errors: Rows;
  /** The row of `run_spans` that the next batch extends if its ids follow on. */
  #range: { rowid: number | bigint; last: number } | undefined;

  readonly #find: BetterSqlite3.Statement<[number], number>;
  /** The id given last. */
  #last = 0;

  constructor(db: Connection) {
    this.#db = db;
    // Ids are left to SQLite: giving them costs 22 to 25 %.
    this.#spans = new Rows(db, "INSERT INTO spans (name, start, duration)", 3);
    this.#tags = new Rows(db, "INSERT INTO span_tags (span_id, key, value)", 3);
    this.#links = new Rows(db, "INSERT OR IGNORE INTO span_links (span_id, parent_id)", 2);
    this.#errors = new Rows(db, "INSERT INTO span_errors (span_id, type, message, stack)", 4);
    this.#find = db.prepare<[number], number>("SELECT 1 FROM spans WHERE id = ?");
  }

  /** Whether what was written last is gone: another program has cleared the file, and nothing may link to it. */
  get cleared(): boolean {
    return this.#last > 0 && this.#find.get(this.#last) === undefined;
  }

  /** Inserts in the given order, which is the order the spans ended in, and sets their `id`. */
  insert(spans: readonly LiveSpan[]): void {
    if (spans.length === 0) return;
    const last = this.#spans.insert(spans.flatMap((span) => [span.name, span.start, span.duration]));
    const first = last - spans.length + 1;
    spans.forEach((span, index) => {
      span.id = first + index;
    });
    this.#insertDetails(spans);
    this.#extendRun(first, last);
    this.#last = last;
  }

  #insertDetails(spans: readonly LiveSpan[]): void {
    const tags: (string | number)[] = [];
    const links: number[] = [];
    const errors: (string | number | null)[] = [];
    for (const span of spans) {
      const { id, parent, children, home, failure } = span;
      for (let i = 0; span.tags && i < span.tags.length; i += 2) {
        tags.push(id, span.tags[i] as string, span.tags[i + 1] as string);
      }
      if (span.lostTags > 0) tags.push(id, "spantom.dropped_tags", String(span.lostTags));
      if (failure) errors.push(id, failure.type, failure.message, failure.stack);
      // A parent that is still running gets its id later, and links this child then.
      if (parent && parent.id > 0 && parent.home === home) links.push(id, parent.id);
      if (children && children.home === home) for (const child of children.ids) links.push(child, id);
    }
    this.#tags.insert(tags);
    this.#links.insert(links);
    this.#errors.insert(errors);
  }

  #extendRun(first: number, last: number): void {
    if (this.#range && this.#range.last + 1 === first) {
      const update = this.#db.prepare("UPDATE run_spans SET last_span_id = ? WHERE rowid = ?");
      if (update.run(last, this.#range.rowid).changes > 0) {
        this.#range.last = last;
        return;
      }
    }
    const run = currentRun();
    this.#db
      .prepare("INSERT OR IGNORE INTO runs (id, started, pid, host, command, node, cwd) VALUES (?, ?, ?, ?, ?, ?, ?)")
      .run(run.id, run.started, run.pid, run.host, run.command, run.node, run.cwd);
    const insert = this.#db.prepare("INSERT INTO run_spans (run_id, first_span_id, last_span_id) VALUES (?, ?, ?)");
    this.#range = { rowid: insert.run(run.id, first, last).lastInsertRowid, last };
  }

  /** Adds or replaces tags of spans that were written before, unless they have been deleted since. */
  amend(tags: readonly LateTag[]): void {
    if (tags.length === 0) return;
    const remove = this.#db.prepare("DELETE FROM span_tags WHERE span_id = ? AND key = ?");
    const add = this.#db.prepare(
      "INSERT INTO span_tags (span_id, key, value) SELECT @spanId, @key, @value WHERE EXISTS (SELECT 1 FROM spans WHERE id = @spanId)",
    );
    for (const tag of tags) {
      remove.run(tag.spanId, tag.key);
      add.run(tag);
    }
  }

  /** The transaction was rolled back: ids given in it are void. */
  undo(spans: readonly LiveSpan[]): void {
    this.#range = undefined;
    this.#last = 0;
    for (const span of spans) span.id = 0;
  }
}
