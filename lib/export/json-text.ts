/** Writes rows as JSON objects without creating objects: a column may have any name, even `__proto__`. */
import type { Cell } from "../model/outcome.ts";

/** Makes names unique: a second `id` becomes `id_2`. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set(names);
  const seen = new Set<string>();
  return names.map((name) => {
    let distinct = name;
    for (let number = 2; seen.has(distinct) || (distinct !== name && taken.has(distinct)); number++) {
      distinct = `${name}_${number}`;
    }
    seen.add(distinct);
    return distinct;
  });
}

/** Returns a function that formats a row as an object. */
export function rowFormatter(columns: readonly string[]): (row: readonly Cell[]) => string {
  const keys = distinctNames(columns).map((name) => `${JSON.stringify(name)}:`);
  return (row) => `{${keys.map((key, index) => key + JSON.stringify(row[index] ?? null)).join(",")}}`;
}

/** An array with one object per line. */
export function jsonRows(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return rows.length === 0 ? "[]\n" : `[\n${rows.map(rowFormatter(columns)).join(",\n")}\n]\n`;
}
