/** Inserts many rows by few statements: 64 rows a statement cost a third of what one at a time does. */
import type BetterSqlite3 from "better-sqlite3";
import type { Connection } from "../driver.ts";

/** More than 64 gains nothing (measured at 16 to 400); the rest of a batch goes by 8, then singly. */
const SIZES = [64, 8, 1] as const;

export type Value = string | number | null;
type Insert = BetterSqlite3.Statement<[Value[]]>;

export class Rows {
  readonly #db: Connection;
  readonly #insert: string;
  readonly #width: number;
  readonly #statements = new Map<number, Insert>();
  /** The rows of one statement, filled again and again. */
  readonly #page: Value[];
  #at = 0;

  /** @param insert The statement up to its VALUES, such as `INSERT INTO t (a, b)`. */
  constructor(db: Connection, insert: string, width: number) {
    this.#db = db;
    this.#insert = insert;
    this.#width = width;
    this.#page = Array<Value>(SIZES[0] * width).fill(null);
  }

  /** Takes a row of two columns. */
  add2(a: Value, b: Value): void {
    const page = this.#page;
    page[this.#at] = a;
    page[this.#at + 1] = b;
    this.#advance(2);
  }

  add3(a: Value, b: Value, c: Value): void {
    const page = this.#page;
    const at = this.#at;
    page[at] = a;
    page[at + 1] = b;
    page[at + 2] = c;
    this.#advance(3);
  }

  add4(a: Value, b: Value, c: Value, d: Value): void {
    this.#page[this.#at + 3] = d;
    this.#page[this.#at] = a;
    this.#page[this.#at + 1] = b;
    this.#page[this.#at + 2] = c;
    this.#advance(4);
  }

  #advance(width: number): void {
    this.#at += width;
    if (this.#at < this.#page.length) return;
    this.#statement(SIZES[0]).run(this.#page);
    this.#at = 0;
  }

  /** Inserts what is left. */
  finish(): void {
    for (let done = 0; done < this.#at; ) {
      const left = (this.#at - done) / this.#width;
      const size = left >= SIZES[1] ? SIZES[1] : SIZES[2];
      const next = done + size * this.#width;
      this.#statement(size).run(this.#page.slice(done, next));
      done = next;
    }
    this.#at = 0;
  }

  /** Lets go of rows that were not inserted. */
  discard(): void {
    this.#at = 0;
  }

  #statement(size: number): Insert {
    let statement = this.#statements.get(size);
    if (!statement) {
      const row = `(${Array(this.#width).fill("?").join(", ")})`;
      statement = this.#db.prepare<[Value[]]>(`${this.#insert} VALUES ${Array(size).fill(row).join(", ")}`);
      this.#statements.set(size, statement);
    }
    return statement;
  }
}
