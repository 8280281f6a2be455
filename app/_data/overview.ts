/** All that the overview shows, asked in one look at the file. */
import "server-only";
import { assignColors, type ColorSlot } from "../../lib/colors.ts";
import type { Connection } from "../../lib/driver.ts";
import { readHistograms } from "../../lib/questions/histogram.ts";
import { findKind } from "../../lib/questions/kind.ts";
import { readNameOrder } from "../../lib/questions/name-order.ts";
import { readNames } from "../../lib/questions/names.ts";
import { readNewestSpans, type SpanRow } from "../../lib/questions/newest-spans.ts";
import { readTagKeys, type TagKey } from "../../lib/questions/tag-keys.ts";
import { findTagAccess } from "../../lib/questions/tag-range.ts";
import { readTracedTime } from "../../lib/questions/traced-time.ts";
import { nameSql, namesSql, newestSql, type TagColumn } from "../../lib/questions/typed-sql.ts";
import { readWindow } from "../../lib/questions/window.ts";
import { HISTOGRAM_WIDTH } from "../_components/overview/histogram-width.ts";
import { makeLogAxis } from "../_components/overview/log-axis.ts";
import type { NameRow } from "../_components/overview/name-columns.tsx";
import type { NewestRow } from "../_components/overview/newest-table.tsx";
import { queryHref } from "./links.ts";

/** A page with more rows or columns takes longer to draw than to read; the query page shows all. */
const MOST_NAMES = 500;
const MOST_TAG_COLUMNS = 40;

export function readOverview(db: Connection) {
  const window = readWindow(db);
  const names = readNames(db, window);
  const slots = assignColors(readNameOrder(db, names));
  const slotOf = (name: string): ColorSlot => slots.get(name) ?? 8;
  const histograms = readHistograms(db, window);
  const traced = readTracedTime(db, window);
  const tags = readTagKeys(db, window);
  const spans = readNewestSpans(db);
  const windowTags = findTagAccess(db, window.firstId);
  const shownTags = findTagAccess(db, spans.at(-1)?.id ?? 0);

  const rows: NameRow[] = names.slice(0, MOST_NAMES).map((row) => ({
    ...row,
    slot: slotOf(row.name),
    share: traced.covered > 0 ? row.total / traced.covered : 0,
    bins: histograms.bins.get(row.name) ?? [],
    unplaced: histograms.unplaced.get(row.name) ?? 0,
    href: queryHref(nameSql(row.name, keysOf(tags.keys, row.name), window, windowTags)),
  }));
  const columns = tagColumns(spans, tags.keys);
  const shown = columns.slice(0, MOST_TAG_COLUMNS);
  return {
    window,
    names: rows,
    nameCount: names.length,
    axis: makeLogAxis(histograms.low, histograms.high, HISTOGRAM_WIDTH),
    traced: traced.covered,
    unplaced: sum(histograms.unplaced.values()),
    leftOut: window.count - sum(names.map((row) => row.count)),
    newest: spans.map((span) => newestRow(span, shown, slotOf(span.name), traced.start)),
    hasRuns: spans.some((span) => span.runStart !== null),
    columns: shown,
    columnCount: columns.length,
    tags: tags.keys.map(({ key, kind, count, values, top, range }) => ({ key, kind, count, values, top, range })),
    tagsCut: tags.cut,
    namesHref: queryHref(namesSql(window)),
    newestHref: queryHref(newestSql(columns, spans.length, shownTags)),
  };
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}

/** The tags that spans of that name carry, the most frequent first. */
function keysOf(keys: readonly TagKey[], name: string): TagKey[] {
  const times = (key: TagKey) => key.names.get(name) ?? 0;
  return keys.filter((key) => times(key) > 0).sort((a, b) => times(b) - times(a));
}

/** The keys of the spans shown, the most frequent first; what they hold is known from more spans than these. */
function tagColumns(spans: readonly SpanRow[], known: readonly TagKey[]): TagColumn[] {
  const values = new Map<string, string[]>();
  for (const { tags } of spans) {
    for (const [key, value] of tags) {
      const own = values.get(key);
      if (own) own.push(value);
      else values.set(key, [value]);
    }
  }
  const described = new Map(known.map((key) => [key.key, key]));
  return [...values]
    .sort((a, b) => b[1].length - a[1].length)
    .map(([key, own]) => {
      const { kind = findKind(own), gaps = true } = described.get(key) ?? {};
      return { key, kind, gaps };
    });
}

function newestRow(span: SpanRow, columns: readonly TagColumn[], slot: ColorSlot, first: number | null): NewestRow {
  const { id, name, start, duration } = span;
  const origin = span.runStart ?? first;
  // By place, not by key: as keys of an object, some names mean something else.
  const tags = new Map(span.tags);
  return {
    id,
    name,
    slot,
    offset: start === null || origin === null ? null : start - origin,
    moment: start === null ? "" : sayMoment(start),
    duration,
    values: columns.map(({ key }) => tags.get(key) ?? null),
  };
}

function sayMoment(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1000);
  return Number.isNaN(date.getTime()) ? String(epochSeconds) : date.toISOString();
}
