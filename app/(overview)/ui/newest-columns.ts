/** Chooses which tags of the newest spans become columns. */
import { findKind, isExact, type ValueKind } from "../../../lib/model/kinds.ts";
import type { NewestSpan } from "../../../lib/queries/scope-newest.ts";

export interface NewestColumn {
  readonly key: string;
  readonly kind: ValueKind;
  /** For numbers: whether they round-trip exactly. */
  readonly exact: boolean;
  /** Whether every span that has it inherited it from an ancestor. */
  readonly inherited: boolean;
}

/** With more columns, rendering the page would take longer than reading the rows. */
export const MAX_COLUMNS = 40;

/** Most frequent first; own tags before those that are only inherited. */
export function findColumns(spans: readonly Pick<NewestSpan, "tags">[]): NewestColumn[] {
  const byKey = new Map<string, { values: Set<string>; own: number; all: number }>();
  for (const { tags } of spans) {
    for (const [key, value, from] of tags) {
      const column = byKey.get(key) ?? { values: new Set<string>(), own: 0, all: 0 };
      column.values.add(value);
      column.all++;
      if (from === undefined) column.own++;
      byKey.set(key, column);
    }
  }
  return [...byKey]
    .sort(([, a], [, b]) => Number(b.own > 0) - Number(a.own > 0) || b.all - a.all)
    .map(([key, { values, own }]) => ({ key, kind: findKind(values), exact: isExact(values), inherited: own === 0 }));
}

/** Names of the spans the tags are inherited from, most frequent first. */
export function findSources(spans: readonly NewestSpan[]): string[] {
  const counts = new Map<string, number>();
  for (const { tags } of spans)
    for (const [, , from] of tags) if (from !== undefined) counts.set(from, (counts.get(from) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}
