/** A column as the ranking needs it: only the calls that count, and the name of the span as if it were a tag. */
import type { SpanColumns, TagColumn } from "../../columns/columns.ts";
import { MISSING_CODE, UNLISTED_CODE } from "../../columns/dictionary.ts";
import type { Split } from "./selection.ts";

export { MISSING_CODE, UNLISTED_CODE };

export type Column = Pick<
  TagColumn,
  "key" | "from" | "inherited" | "kind" | "values" | "capped" | "count" | "codes" | "numbers"
> & {
  /** Whether spans without the key mean something: not where they have it from another name. */
  readonly whole: boolean;
};

/** Every tag, and first the span's name where there are several. */
export function listColumns(columns: SpanColumns): Column[] {
  const times = new Map<string, number>();
  for (const { key } of columns.tags) times.set(key, (times.get(key) ?? 0) + 1);
  const tags = columns.tags.map(
    (tag): Column => ({ ...tag, whole: columns.names.length === 1 && times.get(tag.key) === 1 }),
  );
  return columns.names.length > 1 ? [nameColumn(columns), ...tags] : tags;
}

function nameColumn({ names, name, count }: SpanColumns): Column {
  return {
    key: "name",
    from: "",
    inherited: false,
    kind: "text",
    values: names,
    capped: false,
    count,
    codes: () => name,
    numbers: () => new Float64Array(count).fill(Number.NaN),
    whole: true,
  };
}

/** Codes of the calls that count. */
export function codesOf(column: Column, { rows }: Split): Int32Array {
  const codes = column.codes();
  return rows.length === codes.length ? codes : rows.map((row) => codes[row] as number);
}

export function numbersOf(column: Column, { rows, durations }: Split): Float64Array {
  const numbers = column.numbers();
  return rows.length === numbers.length
    ? numbers
    : durations.map((_, index) => numbers[rows[index] as number] as number);
}

/** A number of few different values can be looked at as a category too: a level, a status. */
export function isCategory(column: Column): boolean {
  if (column.kind === "text" || column.kind === "boolean") return true;
  return !column.capped && column.values.length <= FEW_VALUES && column.count >= 5 * column.values.length;
}

const FEW_VALUES = 50;
