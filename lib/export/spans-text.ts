/** Spans as CSV, with a column per tag key, and as JSON Lines. */

import { csvField, csvLine } from "./csv-text.ts";
import { distinctNames } from "./json-text.ts";
import { ExportError } from "./messages.ts";
import type { ExportedSpan, Spans } from "./spans.ts";
import type { Tag } from "./tags.ts";

const OWN_COLUMNS = ["id", "name", "start", "duration"];
const ERROR_COLUMNS = ["error_type", "error_message"];
/** No spreadsheet supports more columns, and every line has a comma for each. */
const MAX_KEYS = 16_000;

export function* formatCsv(spans: Spans, raw = false): Generator<string> {
  const keys = spans.keys();
  if (keys.length > MAX_KEYS) {
    const message = `There are ${keys.length.toLocaleString("en-US")} tag keys, too many for columns. Export as jsonl.`;
    throw new ExportError("TOO_MANY", message);
  }
  const own = [...OWN_COLUMNS, ...(spans.linked ? ["parent"] : []), ...(spans.failing ? ERROR_COLUMNS : [])];
  const taken = new Set(own);
  yield csvLine(distinctNames([...own, ...keys.map((key) => (taken.has(key) ? `tag ${key}` : key))]), raw);
  const indexes = new Map(keys.map((key, index) => [key, own.length + index]));
  for (const page of spans.pages()) {
    let text = "";
    for (const span of page)
      text += `${fieldsOf(span, spans, { width: own.length + keys.length, indexes, raw }).join(",")}\r\n`;
    yield text;
  }
}

interface Fields {
  readonly width: number;
  /** Column index by tag key. */
  readonly indexes: ReadonlyMap<string, number>;
  readonly raw: boolean;
}

function fieldsOf(span: ExportedSpan, { linked, failing }: Spans, { width, indexes, raw }: Fields) {
  const { id, name, start, duration, parent, error, tags } = span;
  const own = [id, name, start, duration, ...(linked ? [parent] : [])];
  if (failing) own.push(error?.type ?? null, error?.message ?? null);
  const fields = own.map((cell) => csvField(cell, raw));
  while (fields.length < width) fields.push("");
  const values = new Map<number, string>();
  for (const [key, value] of tags) {
    const index = indexes.get(key);
    if (index === undefined) continue;
    // Another tool may have written a key twice.
    const before = values.get(index);
    const joined = before === undefined ? value : `${before}\n${value}`;
    values.set(index, joined);
    fields[index] = csvField(joined, raw);
  }
  return fields;
}

export function* formatJsonl(spans: Spans): Generator<string> {
  for (const page of spans.pages()) {
    let text = "";
    for (const span of page) text += `${toLine(span)}\n`;
    yield text;
  }
}

/** Omits missing members. */
function toLine({ id, name, start, duration, parent, error, tags }: ExportedSpan): string {
  let line = `{"id":${id},"name":${JSON.stringify(name)}`;
  line += `,"start":${JSON.stringify(start)},"duration":${JSON.stringify(duration)},"tags":{${membersOf(tags)}}`;
  if (parent !== null) line += `,"parent":${parent}`;
  if (error) line += `,"error":${JSON.stringify(error)}`;
  return `${line}}`;
}

/** Tags as members of a JSON object, written as text to keep a key `__proto__`; a key set twice gets an array. */
export function membersOf(tags: readonly Tag[]): string {
  const keys = new Set(tags.map(([key]) => key));
  if (keys.size === tags.length) {
    return tags.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",");
  }
  const valuesOf = (key: string) => tags.filter((tag) => tag[0] === key).map(([, value]) => value);
  return [...keys]
    .map((key) => {
      const values = valuesOf(key);
      return `${JSON.stringify(key)}:${JSON.stringify(values.length === 1 ? values[0] : values)}`;
    })
    .join(",");
}
