/** The columns by which calls are compared. */

import type { SpanColumns } from "../../columns/columns.ts";
import type { Codes, Ids } from "../../stats/growing.ts";
import type { ExploreColumn } from "../explore/answer.ts";
import type { ExploreSource } from "../explore/source.ts";
import { pathColumn } from "./paths.ts";
import type { Column } from "./selection.ts";

/** The columns of Explore's table: every tag; and the span's name, if there are several, and where it is called from. */
export function listColumns(source: ExploreSource): Column[] {
  const { spans } = source;
  const tags = listTags(source);
  const path = spans.tree && pathColumn(spans.tree);
  // Of a tag and a path on the same calls, people think of the tag.
  if (spans.names.length < 2) return path ? [...tags, path] : tags;
  return [nameColumn(spans), ...(path ? [{ ...path, first: true }] : []), ...tags];
}

export function listTags(source: ExploreSource): Column[] {
  const { spans } = source;
  const shown = source.columns.filter((column) => column.tag !== null);
  const times = new Map<string | null, number>();
  for (const { tag } of shown) times.set(tag, (times.get(tag) ?? 0) + 1);
  return shown.map((column) => tagColumn(source, column, spans.names.length === 1 && times.get(column.tag) === 1));
}

/** A tag as the table shows it: own and inherited values of a key are one column. */
function tagColumn(source: ExploreSource, { id, label, kind, values }: ExploreColumn, whole: boolean): Column {
  const parts = source.tagsOf(id);
  const [only, ...more] = parts;
  if (only && more.length === 0) return { ...only, of: "tag", id, whole };
  const own = parts.filter((column) => !column.inherited);
  return {
    key: label,
    of: "tag",
    id,
    whole,
    from: own.length === 1 ? (own[0]?.from ?? "") : "",
    inherited: own.length === 0,
    kind,
    // Merged on first use: most of hundreds of columns are on too few calls to be compared.
    get values() {
      return source.texts(id).texts;
    },
    capped: values === null,
    count: parts.reduce((sum, { count }) => sum + count, 0),
    codes: () => asInts(source.texts(id).codes),
    numbers: () => asFloats(source.numbers(id)),
  };
}

function nameColumn({ names, name, count }: SpanColumns): Column {
  return {
    key: "name",
    of: "name",
    first: true,
    from: "",
    inherited: false,
    kind: "text",
    values: names,
    capped: false,
    count,
    codes: () => asInts(name),
    numbers: () => new Float64Array(count).fill(Number.NaN),
    whole: true,
  };
}

/** The source's own arrays where they have the type: of a million spans, a copy of each column takes 8 MB. */
function asFloats(numbers: Ids): Float64Array {
  return numbers instanceof Float64Array ? numbers : new Float64Array(numbers);
}

function asInts(codes: Codes): Int32Array {
  return codes instanceof Int32Array ? codes : new Int32Array(codes);
}
