/** The spans of a scope as the columns of Explore, merging own and inherited values of a key. */
import type { SpanColumns, TagColumn } from "../../columns/columns.ts";
import { MISSING_CODE } from "../../columns/tag-values.ts";
import { type Basis, estimateCount } from "../../model/basis.ts";
import { isBytesKey } from "../../model/format.ts";
import { isExact, type ValueKind } from "../../model/kinds.ts";
import {
  ERROR_COLUMN,
  type ExploreColumn,
  type ExploreUnit,
  type InheritedValues,
  OWN_COLUMNS,
  tagColumnId,
} from "./answer.ts";

/** Indices into a list of texts; below 0 for none. */
export interface CodedTexts {
  readonly codes: Int32Array;
  readonly texts: readonly string[];
}

/** This many columns of a million spans take 60 MB. */
const MAX_CACHED = 12;
const TOP_VALUES = 8;

export class ExploreSource {
  readonly spans: SpanColumns;
  readonly columns: readonly ExploreColumn[];
  readonly #tags = new Map<string, readonly TagColumn[]>();
  readonly #numbers = new Map<string, Float64Array>();
  readonly #texts = new Map<string, CodedTexts>();
  readonly #sources = new Map<string, CodedTexts>();

  constructor(spans: SpanColumns) {
    this.spans = spans;
    for (const group of groupTags(spans.tags)) this.#tags.set(group.id, group.columns);
    const tags = [...this.#tags].map(([id, columns]) => this.#describe(id, columns));
    this.columns = placeCells([...this.#describeOwn(), ...this.#describeError(), ...tags]);
  }

  find(id: string | null | undefined): ExploreColumn | undefined {
    return this.columns.find((column) => column.id === id);
  }

  /** The number in all spans of what was counted in these. */
  estimate(counted: number): number {
    return estimateCount(counted, this.spans.basis);
  }

  /** The columns that one of a tag merges. */
  tagsOf(id: string): readonly TagColumn[] {
    return this.#tags.get(id) ?? [];
  }

  /** NaN if a span has no number. For texts, their codes. */
  numbers(id: string): Float64Array {
    const { spans } = this;
    if (id === "id") return spans.id;
    if (id === "start") return spans.start;
    if (id === "duration") return spans.duration;
    if (!this.find(id)?.numeric) {
      return Float64Array.from(this.texts(id).codes, (code) => (code < 0 ? Number.NaN : code));
    }
    return keep(this.#numbers, id, () => mergeNumbers(this.#tags.get(id) ?? [], spans.count));
  }

  texts(id: string): CodedTexts {
    const { spans } = this;
    if (id === "name") return { codes: spans.name, texts: spans.names };
    return keep(this.#texts, id, () => mergeTexts(this.#columnsOf(id), spans.count));
  }

  #columnsOf(id: string): readonly TagColumn[] {
    const { error } = this.spans;
    return id === ERROR_COLUMN.id ? (error ? [error] : []) : (this.#tags.get(id) ?? []);
  }

  /** The name that each span's value is inherited from; none for own values. */
  sources(id: string): CodedTexts {
    return keep(this.#sources, id, () => mergeSources(this.#tags.get(id) ?? [], this.spans.count));
  }

  #describeOwn(): ExploreColumn[] {
    const { spans } = this;
    return OWN_COLUMNS.map((column) => {
      const values = column.numeric ? this.numbers(column.id) : null;
      const range = values && findRange(values);
      return {
        ...column,
        range,
        present: this.estimate(spans.count),
        values: column.id === "name" ? spans.names.length : null,
      };
    });
  }

  #describeError(): ExploreColumn[] {
    const { error } = this.spans;
    if (!error) return [];
    const counts = countTexts(this.texts(ERROR_COLUMN.id));
    const top = counts.slice(0, TOP_VALUES);
    return [{ ...ERROR_COLUMN, present: error.count, values: error.capped ? null : counts.length, top }];
  }

  #describe(id: string, columns: readonly TagColumn[]): ExploreColumn {
    const [first] = columns as [TagColumn];
    const present = columns.reduce((sum, column) => sum + column.count, 0);
    const numbers = columns.reduce((sum, column) => sum + column.count * column.numericShare, 0);
    const kinds = new Set(columns.map((column) => column.kind));
    const kind: ValueKind = kinds.size === 1 ? first.kind : "text";
    const numeric = kind === "number" || kind === "time";
    const counts = countTexts(mergeTexts(columns, this.spans.count));
    return {
      id,
      index: -1,
      label: first.key,
      kind,
      unit: findUnit(first.key, kind),
      numeric,
      tag: first.key,
      from: columns.some((column) => !column.inherited) ? null : first.from,
      inherited: describeInherited(columns, this.spans.basis),
      present: this.estimate(present),
      numericShare: present > 0 ? numbers / present : 0,
      exact: kind !== "number" || isExact(counts.map(({ value }) => value)),
      values: columns.some((column) => column.capped) ? null : counts.length,
      range: numeric ? findRange(mergeNumbers(columns, this.spans.count)) : null,
      top:
        kind === "time" || (counts[0]?.count ?? 0) < 2
          ? []
          : counts.slice(0, TOP_VALUES).map(({ value, count }) => ({ value, count: this.estimate(count) })),
    };
  }
}

function describeInherited(columns: readonly TagColumn[], basis: Basis): InheritedValues | null {
  const above = columns.filter((column) => column.inherited).sort((a, b) => b.count - a.count);
  if (above.length === 0 || above.length === columns.length) return null;
  const count = above.reduce((sum, column) => sum + column.count, 0);
  return { count: estimateCount(count, basis), from: above.map((column) => column.from), index: -1 };
}

/** Numbers the cells of a row: a column each, then the sources of values that only some spans inherit. */
function placeCells(columns: readonly ExploreColumn[]): ExploreColumn[] {
  let next = columns.length;
  return columns.map(({ inherited, ...column }, index) => ({
    ...column,
    index,
    inherited: inherited && { ...inherited, index: next++ },
  }));
}

function findUnit(key: string, kind: ValueKind): ExploreUnit {
  if (kind === "time") return "start";
  return kind === "number" && isBytesKey(key) ? "bytes" : "plain";
}

/** One column per key; a key that is only inherited has one per name it is inherited from. */
function groupTags(tags: readonly TagColumn[]): { id: string; columns: readonly TagColumn[] }[] {
  const own = new Set(tags.filter((tag) => !tag.inherited).map((tag) => tag.key));
  const groups = new Map<string, TagColumn[]>();
  for (const tag of tags) {
    const id = tagColumnId(tag.key, own.has(tag.key) ? null : tag.from);
    const group = groups.get(id);
    if (group) group.push(tag);
    else groups.set(id, [tag]);
  }
  return [...groups].map(([id, columns]) => ({ id, columns }));
}

function mergeNumbers(columns: readonly TagColumn[], count: number): Float64Array {
  const merged = new Float64Array(count).fill(Number.NaN);
  for (const column of columns)
    column.each((row, _, number) => {
      if (Number.isNaN(merged[row] as number)) merged[row] = number;
    });
  return merged;
}

function mergeTexts(columns: readonly TagColumn[], count: number): CodedTexts {
  const [only] = columns;
  if (only && columns.length === 1) return { codes: only.codes(), texts: only.values };
  const texts = new Map<string, number>();
  const codes = new Int32Array(count).fill(MISSING_CODE);
  for (const column of columns) {
    const places = column.values.map((text) => {
      const place = texts.get(text) ?? texts.size;
      texts.set(text, place);
      return place;
    });
    column.each((row, code) => {
      codes[row] = places[code] ?? code;
    });
  }
  return { codes, texts: [...texts.keys()] };
}

function mergeSources(columns: readonly TagColumn[], count: number): CodedTexts {
  const inherited = columns.filter((column) => column.inherited);
  const codes = new Int32Array(count).fill(MISSING_CODE);
  for (const [code, column] of inherited.entries())
    column.each((row) => {
      codes[row] = code;
    });
  return { codes, texts: inherited.map((column) => column.from) };
}

/** Occurring values, most frequent first. */
function countTexts({ codes, texts }: CodedTexts): { value: string; count: number }[] {
  const counts = new Float64Array(texts.length);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] as number) + 1;
  return texts
    .map((value, code) => ({ value, count: counts[code] as number }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

export function findRange(values: Float64Array): readonly [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? null : [low, high];
}

/** A small LRU cache. */
function keep<Value>(cache: Map<string, Value>, id: string, make: () => Value): Value {
  const value = cache.get(id) ?? make();
  cache.delete(id);
  cache.set(id, value);
  for (const oldest of cache.keys()) {
    if (cache.size <= MAX_CACHED) break;
    cache.delete(oldest);
  }
  return value;
}
