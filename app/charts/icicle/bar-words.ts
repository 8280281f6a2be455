/** What is said of a bar, and of one that stands for several paths. */
import { formatCount, formatCounted } from "../../../lib/model/format.ts";
import type { FoldBar } from "./layout-bars.ts";
import { type NamedPath, namePath } from "./path-names.ts";

/** What is said of a bar. */
export interface BarWords {
  /** The name whose color stands before the title; null for none. */
  readonly name: string | null;
  readonly title: string;
  readonly callers: string;
  readonly lines: readonly string[];
}

export function describeFold(paths: readonly NamedPath[], { row, count, from }: FoldBar): BarWords {
  return {
    name: null,
    title: `${formatCount(count)} more`,
    callers: row < 0 ? "" : namePath(paths, row),
    lines: [from === null ? "Those that take least, left out" : "Click to go in"],
  };
}

/** `12 more paths, too narrow to draw`: for screen readers. */
export function readFold({ count, from }: FoldBar): string {
  const paths = `${formatCounted(count, "more path")}, too narrow to draw`;
  return from === null ? `${paths}, left out` : paths;
}
