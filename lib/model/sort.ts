/** The sort order of a table, as addresses hold it: `duration` ascending, `-duration` descending. */

export interface ColumnSort {
  /** Id of a column. */
  readonly column: string;
  readonly desc: boolean;
}

/** A column whose name starts with a sign is prefixed with `+`: `+-name`. */
export function readSort(text: string | null | undefined): ColumnSort | undefined {
  if (!text) return undefined;
  if (text.startsWith("-")) return { column: text.slice(1), desc: true };
  return { column: text.startsWith("+") ? text.slice(1) : text, desc: false };
}

export function formatSort({ column, desc }: ColumnSort): string {
  if (desc) return `-${column}`;
  return /^[-+]/.test(column) ? `+${column}` : column;
}
