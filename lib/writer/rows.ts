/**
 * Inserts many rows with few statements: 64 rows per statement cost a third of single inserts. Values are passed as
 * arguments: better-sqlite3 takes 15 % longer to bind an array.
 */
import type { Connection } from "../store/driver.ts";

/** More than 64 gains nothing (measured at 16 to 400). The rest of a batch is inserted by 8, then singly. */
const SIZES = [64, 8, 1] as const;
const FULL = SIZES[0];

export type Value = string | number | null;
type Run = (...values: (Value | { readonly same: Value })[]) => unknown;

export class Rows {
  readonly #db: Connection;
  readonly #insert: string;
  readonly #width: number;
  /** The column that often has the same text in all rows of a statement: it is then bound once, a tenth faster. */
  readonly #same: number;
  readonly #statements = new Map<number, Run>();
  #runSame: Run | undefined;
  /** The rows of one statement; reused. */
  readonly #page: Value[];
  #at = 0;
  #isSame = true;

  /** @param insert The statement up to VALUES, such as `INSERT INTO t (a, b)`. */
  constructor(db: Connection, insert: string, width: number, same = -1) {
    this.#db = db;
    this.#insert = insert;
    this.#width = width;
    this.#same = same;
    this.#page = Array<Value>(FULL * width).fill(null);
  }

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
    if (page[at + this.#same] !== page[this.#same]) this.#isSame = false;
    this.#advance(3);
  }

  add4(a: Value, b: Value, c: Value, d: Value): void {
    const page = this.#page;
    page[this.#at] = a;
    page[this.#at + 1] = b;
    page[this.#at + 2] = c;
    page[this.#at + 3] = d;
    this.#advance(4);
  }

  /** Inserts the remaining rows. */
  finish(): void {
    for (let done = 0; done < this.#at; ) {
      const left = (this.#at - done) / this.#width;
      const size = left >= SIZES[1] ? SIZES[1] : SIZES[2];
      const next = done + size * this.#width;
      this.#statement(size)(...this.#page.slice(done, next));
      done = next;
    }
    this.discard();
  }

  /** Drops rows that were not inserted. */
  discard(): void {
    this.#at = 0;
    this.#isSame = true;
  }

  #advance(width: number): void {
    this.#at += width;
    if (this.#at < this.#page.length) return;
    if (this.#isSame && this.#same >= 0) this.#insertSame();
    else this.#statement(FULL)(...this.#page);
    this.discard();
  }

  #insertSame(): void {
    const others: (Value | { readonly same: Value })[] = [];
    for (let i = 0; i < this.#page.length; i++) if (i % this.#width !== this.#same) others.push(this.#page[i] as Value);
    const row = Array.from({ length: this.#width }, (_, column) => (column === this.#same ? "@same" : "?"));
    this.#runSame ??= this.#prepare(`(${row})`, FULL);
    this.#runSame(...others, { same: this.#page[this.#same] as Value });
  }

  #statement(size: number): Run {
    let run = this.#statements.get(size);
    if (!run) {
      run = this.#prepare(`(${Array(this.#width).fill("?")})`, size);
      this.#statements.set(size, run);
    }
    return run;
  }

  #prepare(row: string, size: number): Run {
    const statement = this.#db.prepare(`${this.#insert} VALUES ${Array(size).fill(row)}`);
    return statement.run.bind(statement);
  }
}
