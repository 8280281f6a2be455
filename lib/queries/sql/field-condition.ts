/** A limit on durations or names as a condition on `spans AS s`, the same as `makeFieldTests`. */

import { type FieldFilter, readDuration } from "../../model/filter.ts";
import type { Part } from "./part.ts";

export function fieldPart({ key, operator, value }: FieldFilter): Part {
  if (key === "duration") {
    const seconds = readDuration(value);
    const max = Number.MAX_VALUE;
    // SQLite sorts texts, which other tools may have written, above all numbers.
    const number = `s.duration BETWEEN -${max} AND ${max}`;
    const shown = Number.isNaN(seconds) ? "FALSE" : `s.duration ${operator} ${seconds}`;
    return Number.isNaN(seconds)
      ? { where: shown }
      : { where: `${number} AND s.duration ${operator} ?`, parameters: [seconds], shown };
  }
  const name = "CAST(s.name AS TEXT)";
  if (operator === "~") return { where: `instr(${name}, ?) > 0`, parameters: [value] };
  return { where: `${name} ${operator === "!=" ? "<>" : "="} ?`, parameters: [value] };
}
