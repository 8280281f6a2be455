/**
 * Which spans pass a tag filter. Spans inherit the tag from their nearest ancestor: a filter `cache = cold` also selects
 * the calls inside spans with that tag.
 */

import { isNegated, makeTagTest, type TagFilter } from "../model/filter.ts";
import type { ParentSource } from "../model/run.ts";
import type { Connection } from "../store/driver.ts";
import { createFinder } from "./finder.ts";
import type { Spans } from "./kept-spans.ts";
import { readRunParameters } from "./run-parameters.ts";
import { scanTags } from "./scan-tags.ts";

/** The state of a span: unknown, its tag matches, or it does not. */
const UNKNOWN = 0;
const MATCHES = 1;
const DIFFERS = 2;

/** The state of each run's parameter of that key, by the index of the run: unknown if it has none. */
interface RunStates {
  readonly states: Uint8Array;
  readonly runOf: (id: number) => number;
}

export interface TagMatches {
  /** By place: 1 if the span passes the filter. */
  readonly matches: Uint8Array;
  /** How parents are known, if any span without the tag inherits it; else null. */
  readonly inherited: ParentSource | null;
  /** Whether any span has it from its run. */
  readonly ofRun: boolean;
  /** Whether any span has the key twice. */
  readonly repeated: boolean;
}

export function findTagMatches(db: Connection, spans: Spans, filter: TagFilter): TagMatches {
  const { states, carriers, repeated } = readOwn(db, spans, filter);
  const runs = carriers < states.length ? readRuns(db, spans, filter) : null;
  const passed = carriers > 0 && carriers < states.length ? passDown(spans, states, runs) : NOTHING_PASSED;
  const ofRun = carriers === 0 && runs ? passFromRuns(spans, states, runs) : passed.ofRun;
  const not = isNegated(filter);
  return {
    matches: states.map((state) => ((state === MATCHES) !== not ? 1 : 0)),
    inherited: passed.inherited ? spans.parents().source : null,
    ofRun,
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

/** Null if no run has the key as a parameter. */
function readRuns(db: Connection, { ids }: Spans, filter: TagFilter): RunStates | null {
  const found = readRunParameters(db, ids[0] as number, ids.at(-1) as number);
  if (!found?.runs.some((tags) => Object.hasOwn(tags, filter.key))) return null;
  const test = makeTagTest(filter);
  const stateOf = (value: string | undefined) => (value === undefined ? UNKNOWN : test(value) ? MATCHES : DIFFERS);
  const states = found.runs.map((tags) => stateOf(Object.hasOwn(tags, filter.key) ? tags[filter.key] : undefined));
  return { states: Uint8Array.from(states), runOf: found.runOf };
}

/** What a root has from its run. */
function stateOfRun({ states, runOf }: RunStates, id: number): number {
  return states[runOf(id)] ?? UNKNOWN;
}

/** For a key that no span has. */
function passFromRuns({ ids }: Spans, states: Uint8Array, runs: RunStates): boolean {
  for (let place = 0; place < states.length; place++) states[place] = stateOfRun(runs, ids[place] as number);
  return true;
}

const NOTHING_PASSED = { inherited: false, ofRun: false };

/** Gives every span without the tag the state of its parent, or of its run; returns whether any got one. */
function passDown(spans: Spans, states: Uint8Array, runs: RunStates | null) {
  const { parents } = spans.parents();
  const passed = { ...NOTHING_PASSED };
  const path: number[] = [];
  for (let index = states.length - 1; index >= 0; index--) {
    let at = index;
    while (at >= 0 && states[at] === UNKNOWN) {
      path.push(at);
      at = parents[at] ?? -1;
    }
    const root = at < 0 && runs ? stateOfRun(runs, spans.ids[path.at(-1) as number] as number) : UNKNOWN;
    const state = at >= 0 ? (states[at] as number) : root === UNKNOWN ? DIFFERS : root;
    passed.inherited ||= at >= 0 && path.length > 0;
    passed.ofRun ||= root !== UNKNOWN;
    for (const step of path.splice(0)) states[step] = state;
  }
  return passed;
}
