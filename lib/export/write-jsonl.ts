/** Spans as JSON lines: an object each. */
import type { ExportedSpan, Spans } from "./spans.ts";
import type { Tag } from "./tags.ts";

export function* writeJsonl(spans: Spans): Generator<string> {
  for (const page of spans.pages()) {
    let text = "";
    for (const span of page) text += `${toLine(span)}\n`;
    yield text;
  }
}

/** What is not known is left out. */
function toLine({ id, name, start, duration, parent, error, tags }: ExportedSpan): string {
  let line = `{"id":${id},"name":${JSON.stringify(name)}`;
  line += `,"start":${JSON.stringify(start)},"duration":${JSON.stringify(duration)},"tags":{${membersOf(tags)}}`;
  if (parent !== null) line += `,"parent":${parent}`;
  if (error) line += `,"error":${JSON.stringify(error)}`;
  return `${line}}`;
}

/** Tags as the members of an object, which would lose `__proto__`; a key that was written twice has a list. */
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
