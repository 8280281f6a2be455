/** The spans of a scope as the columns of Explore, merging own and inherited values of a key. */
import type { SpanColumns, TagColumn } from "../../columns/columns.ts";
import type { KeyColumn } from "../../columns/read-key.ts";
import { MISSING_CODE } from "../../columns/tag-values.ts";
import { type Basis, estimateCount } from "../../model/basis.ts";
import { isBytesKey } from "../../model/format.ts";
import { isExact, type ValueKind } from "../../model/kinds.ts";
import { RUN_NAME } from "../../model/run-tags.ts";
import { countAllocated } from "../../stats/garbage.ts";
import type { Codes, Ids } from "../../stats/growing.ts";
import { mapFloats } from "../../stats/typed-arrays.ts";
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
  readonly codes: Codes;
  readonly texts: readonly string[];
}

/** This many columns of a million spans take 60 MB. */
const MAX_CACHED = 12;
const TOP_VALUES = 8;

interface SourceOptions {
  readonly guide?: ExploreSource;
  readonly isKeyed?: boolean;
  readonly durations?: readonly [number, number] | null;
  readonly errors?: number | null;
}

export class ExploreSource {
  readonly spans: SpanColumns;
  readonly columns: readonly ExploreColumn[];
  /**
   * The source of the sample that was shown before this one. It chooses axes and orders columns and colours, so that
   * nothing one looks at moves when the exact answer comes. Null for few spans, and for the sample itself.
   */
  readonly guide: ExploreSource | null;
  readonly #tags = new Map<string, readonly TagColumn[]>();
  readonly #numbers = new Map<string, Float64Array>();
  readonly #texts = new Map<string, CodedTexts>();
  /** Columns of tags read one by one, for spans without `tags`; the one used last is the last. */
  readonly #held = new Map<string, KeyColumn>();
  /** Whether it holds only those tags that were asked for; all are then described by the guide. */
  readonly isKeyed: boolean;
  /**
   * The shortest duration above 0 and the longest one, seconds; of a sample, those of all spans if they are known. Null
   * if there is none.
   */
  readonly durations: readonly [number, number] | null;
  /** Spans with an error, counted among all also of a sample; null if only estimated. */
  readonly #errors: number | null;

  constructor(spans: SpanColumns, { guide, isKeyed = false, durations = null, errors = null }: SourceOptions = {}) {
    this.spans = spans;
    this.guide = guide ?? null;
    this.isKeyed = isKeyed;
    this.#errors = errors;
    this.durations = durations ?? findDurations(spans.duration);
    for (const group of groupTags(spans.tags)) this.#tags.set(group.id, group.columns);
    const tags = isKeyed
      ? (guide?.columns.filter(({ tag }) => tag !== null) ?? [])
      : sortAlike(
          [...this.#tags].map(([id, columns]) => this.#describe(id, columns)),
          this.guide,
        );
    this.columns = placeCells([...this.#describeOwn(), ...this.#describeError(), ...tags]);
  }

  /** Whether the values of a column are in memory. */
  holds(id: string): boolean {
    return !this.isKeyed || this.#held.has(id) || this.find(id)?.tag == null;
  }

  /** Adds the values of a column that it describes. */
  hold(id: string, values: KeyColumn): void {
    this.#held.set(id, values);
  }

  /** Drops what can be computed again. */
  forget(): void {
    this.#numbers.clear();
    this.#texts.clear();
  }

  /** Drops the columns used longest ago, other than those needed next, until few enough are left. */
  makeRoom(most: number, needed: readonly string[]): void {
    for (const id of this.#held.keys()) {
      if (this.#held.size <= most) return;
      if (!needed.includes(id)) this.#held.delete(id);
    }
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
  numbers(id: string): Ids {
    const { spans } = this;
    if (id === "id") return spans.id;
    if (id === "start") return spans.start;
    if (id === "duration") return spans.duration;
    if (!this.find(id)?.numeric) {
      return mapFloats(this.texts(id).codes, (code) => (code < 0 ? Number.NaN : code));
    }
    const held = this.#use(id);
    if (held && "numbers" in held) return held.numbers;
    return keep(this.#numbers, id, () => mergeNumbers(this.#tags.get(id) ?? [], spans.count));
  }

  texts(id: string): CodedTexts {
    const { spans } = this;
    if (id === "name") return { codes: spans.name, texts: spans.names };
    const held = this.#use(id);
    if (held && "codes" in held) return held;
    return keep(this.#texts, id, () => {
      const first = this.guide?.find(id) ? this.guide.texts(id).texts : [];
      return mergeTexts(this.#columnsOf(id), spans.count, first);
    });
  }

  /** The errors of a few spans. As codes of all spans they would take 40 MB of ten million, of which few have any. */
  errorsAt(rows: readonly number[]): CodedTexts {
    const { error } = this.spans;
    const codes = new Int32Array(rows.length).fill(MISSING_CODE);
    const places = new Map(rows.map((row, place) => [row, place]));
    error?.each((row, code) => {
      const place = places.get(row);
      if (place !== undefined) codes[place] = code;
    });
    return { codes, texts: error?.values ?? [] };
  }

  #columnsOf(id: string): readonly TagColumn[] {
    const { error } = this.spans;
    return id === ERROR_COLUMN.id ? (error ? [error] : []) : (this.#tags.get(id) ?? []);
  }

  #use(id: string): KeyColumn | undefined {
    // Errors are few enough to be held with the spans.
    if (!this.isKeyed || id === ERROR_COLUMN.id) return undefined;
    const held = this.#held.get(id);
    if (!held) throw new Error(`column ${id} was not read`);
    this.#held.delete(id);
    this.#held.set(id, held);
    return held;
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
        estimated: !spans.basis.exact,
      };
    });
  }

  #describeError(): ExploreColumn[] {
    const { error } = this.spans;
    if (!error) return [];
    const counts = countValues([error]);
    const top = counts.slice(0, TOP_VALUES).map(({ value, count }) => ({ value, count: this.estimate(count) }));
    const values = error.capped ? null : counts.length;
    const counted = { present: this.#errors ?? this.estimate(error.count) };
    const estimated = !this.spans.basis.exact && this.#errors === null;
    return [{ ...ERROR_COLUMN, ...counted, values, top, estimated }];
  }

  #describe(id: string, columns: readonly TagColumn[]): ExploreColumn {
    const [first] = columns as [TagColumn];
    const present = columns.reduce((sum, column) => sum + column.count, 0);
    const numbers = columns.reduce((sum, column) => sum + column.count * column.numericShare, 0);
    const kinds = new Set(columns.map((column) => column.kind));
    const kind: ValueKind = kinds.size === 1 ? first.kind : "text";
    const numeric = kind === "number" || kind === "time";
    const counts = countValues(columns);
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
      estimated: !this.spans.basis.exact,
      present: this.estimate(present),
      numericShare: present > 0 ? numbers / present : 0,
      exact: kind !== "number" || isExact(counts.map(({ value }) => value)),
      values: columns.some((column) => column.capped) ? null : counts.length,
      range: numeric ? findNumbers(columns) : null,
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

/**
 * One column per key; a key that is only inherited has one per name it is inherited from. A parameter of runs that no
 * span has is named by its key alone.
 */
function groupTags(tags: readonly TagColumn[]): { id: string; columns: readonly TagColumn[] }[] {
  const own = new Set(tags.filter((tag) => !tag.inherited).map((tag) => tag.key));
  const times = new Map<string, number>();
  for (const { key } of tags) times.set(key, (times.get(key) ?? 0) + 1);
  const isPlain = ({ key, from }: TagColumn) => own.has(key) || (from === RUN_NAME && times.get(key) === 1);
  const groups = new Map<string, TagColumn[]>();
  for (const tag of tags) {
    const id = tagColumnId(tag.key, isPlain(tag) ? null : tag.from);
    const group = groups.get(id);
    if (group) group.push(tag);
    else groups.set(id, [tag]);
  }
  return [...groups].map(([id, columns]) => ({ id, columns }));
}

function mergeNumbers(columns: readonly TagColumn[], count: number): Float64Array {
  const merged = new Float64Array(count).fill(Number.NaN);
  countAllocated(merged.byteLength);
  for (const column of columns)
    column.each((row, _, number) => {
      if (Number.isNaN(merged[row] as number)) merged[row] = number;
    });
  return merged;
}

/** @param first texts that get the first codes */
function mergeTexts(columns: readonly TagColumn[], count: number, first: readonly string[] = []): CodedTexts {
  const [only] = columns;
  if (only && columns.length === 1 && first.length === 0) return { codes: only.codes(), texts: only.values };
  const texts = new Map(first.map((text, place) => [text, place]));
  const codes = new Int32Array(count).fill(MISSING_CODE);
  countAllocated(codes.byteLength);
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

/** Columns of the guide first, in its order. */
function sortAlike(columns: readonly ExploreColumn[], guide: ExploreSource | null): readonly ExploreColumn[] {
  if (!guide) return columns;
  const places = new Map(guide.columns.map(({ id }, place) => [id, place]));
  const placeOf = ({ id }: ExploreColumn) => places.get(id) ?? places.size;
  return columns.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/**
 * Occurring values, most frequent first. The columns have no value of a span in common. No array of all spans: there may
 * be hundreds of columns.
 */
function countValues(columns: readonly TagColumn[]): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const column of columns) {
    const own = new Float64Array(column.values.length);
    column.each((_, code) => {
      if (code >= 0) own[code] = (own[code] as number) + 1;
    });
    for (const [code, value] of column.values.entries())
      if ((own[code] as number) > 0) counts.set(value, (counts.get(value) ?? 0) + (own[code] as number));
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}

function findNumbers(columns: readonly TagColumn[]): readonly [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const column of columns)
    column.each((_row, _code, number) => {
      if (number < low) low = number;
      if (number > high) high = number;
    });
  return low > high ? null : [low, high];
}

export function findRange(values: Ids): readonly [number, number] | null {
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

function findDurations(durations: Float64Array): readonly [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of durations) {
    if (value > 0 && value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? null : [low, high];
}
