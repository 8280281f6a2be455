/** Inserts many rows by few statements: 64 rows a statement cost a third of what one at a time does. */
import type BetterSqlite3 from "better-sqlite3";
import type { Connection } from "./driver.ts";

/** More than 64 gains nothing (measured at 16 to 400); the rest of a batch goes by 8, then singly. */
const SIZES = [64, 8, 1] as const;

type Value = string | number | null;

export class Rows {
  readonly #width: number;
  readonly #statements: readonly (readonly [size: number, statement: BetterSqlite3.Statement<[Value[]]>])[];

  /** @param insert The statement up to its VALUES, such as `INSERT INTO t (a, b)`. */
  constructor(db: Connection, insert: string, width: number) {
    this.#width = width;
    const row = `(${Array(width).fill("?").join(", ")})`;
    this.#statements = SIZES.map((size) => [
      size,
      db.prepare<[Value[]]>(`${insert} VALUES ${Array(size).fill(row).join(", ")}`),
    ]);
  }

  /**
   * Inserts the rows that `values` holds one after the other.
   * @returns The last row's id; inside of one transaction the ids before it have no gaps.
   */
  insert(values: readonly Value[]): number {
    let at = 0;
    let last = 0;
    for (const [size, statement] of this.#statements) {
      const step = size * this.#width;
      for (; values.length - at >= step; at += step) {
        last = Number(statement.run(values.slice(at, at + step)).lastInsertRowid);
      }
    }
    return last;
  }
}
