/**
 * Which spans pass a tag filter. Spans inherit the tag from their nearest ancestor: a filter `cache = cold` also selects
 * the calls inside spans with that tag.
 */

import { isNegated, makeTagTest, type TagFilter } from "../model/filter.ts";
import type { ParentSource } from "../model/run.ts";
import type { Connection } from "../store/driver.ts";
import { createFinder } from "./finder.ts";
import type { Spans } from "./kept-spans.ts";
import { scanTags } from "./scan-tags.ts";

/** The state of a span: unknown, its tag matches, or it does not. */
const UNKNOWN = 0;
const MATCHES = 1;
const DIFFERS = 2;

export interface TagMatches {
  /** By place: 1 if the span passes the filter. */
  readonly matches: Uint8Array;
  /** How parents are known, if any span without the tag inherits it; else null. */
  readonly inherited: ParentSource | null;
  /** Whether any span has the key twice. */
  readonly repeated: boolean;
}

export function findTagMatches(db: Connection, spans: Spans, filter: TagFilter): TagMatches {
  const { states, carriers, repeated } = readOwn(db, spans, filter);
  const isInherited = carriers > 0 && carriers < states.length && passDown(spans, states);
  const not = isNegated(filter);
  return {
    matches: states.map((state) => ((state === MATCHES) !== not ? 1 : 0)),
    inherited: isInherited ? spans.parents().source : null,
    repeated,
  };
}

/** If a key is set twice on a span, the last value counts. */
function readOwn(db: Connection, spans: Spans, filter: TagFilter) {
  const test = makeTagTest(filter);
  let states = new Uint8Array(spans.ids.length);
  let carriers = 0;
  let repeated = false;
  const begin = () => {
    states = new Uint8Array(spans.ids.length);
    carriers = 0;
    repeated = false;
    const find = createFinder(spans.ids);
    return (spanId: number, _key: string, value: string) => {
      const place = find(spanId);
      if (place < 0) return;
      if (states[place] === UNKNOWN) carriers++;
      else repeated = true;
      states[place] = test(value) ? MATCHES : DIFFERS;
    };
  };
  scanTags(db, { spans, keys: new Set([filter.key]), whole: true }, begin, () => undefined);
  return { states, carriers, repeated };
}

/** Gives every span without the tag the state of its parent; returns whether any inherited one. */
function passDown(spans: Spans, states: Uint8Array): boolean {
  const { parents } = spans.parents();
  let passed = false;
  const path: number[] = [];
  for (let index = states.length - 1; index >= 0; index--) {
    let at = index;
    while (at >= 0 && states[at] === UNKNOWN) {
      path.push(at);
      at = parents[at] ?? -1;
    }
    const state = at >= 0 ? (states[at] as number) : DIFFERS;
    passed ||= at >= 0 && path.length > 0;
    for (const step of path.splice(0)) states[step] = state;
  }
  return passed;
}
