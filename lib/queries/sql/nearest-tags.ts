/**
 * The tags of a page of spans: their own, and those they inherit, each from the nearest ancestor that has the key; the
 * outermost is the run.
 */

import { type IdRange, readRecordedRanges } from "../../columns/recorded-ranges.ts";
import { readRunParameters } from "../../columns/run-parameters.ts";
import { RUN_NAME } from "../../model/run-tags.ts";
import type { Connection } from "../../store/driver.ts";
import { followLinks } from "./ancestors.ts";
import { readScatteredTags } from "./tags.ts";

export interface NearestTag {
  readonly value: string;
  /** The name of the ancestor; null for an own tag. */
  readonly from: string | null;
}

/** The ids of the ancestors of a span, the nearest first. */
export type AncestorsOf = (id: number) => readonly number[];

/** Tags of ancestors farther up are not read. */
const MAX_GENERATIONS = 1_000;
const AT_ONCE = 100;

/** Ancestors by recorded links, up to the last id; null if the file does not record those of all spans of the range. */
export function linkedAncestors(db: Connection, { firstId, lastId }: IdRange): AncestorsOf | null {
  const [range, ...more] = readRecordedRanges(db, firstId, lastId);
  const isWhole = range && more.length === 0 && range.firstId <= firstId && range.lastId >= lastId;
  if (!isWhole) return null;
  return (id) => {
    const up = followLinks(db, id);
    const later = up.findIndex((ancestor) => ancestor > lastId);
    return later < 0 ? up : up.slice(0, later);
  };
}

/** By span, then by key. */
export function readNearestTags(
  db: Connection,
  ids: readonly number[],
  ancestorsOf: AncestorsOf,
): Map<number, Map<string, NearestTag>> {
  const chains = new Map(ids.map((id) => [id, ancestorsOf(id).slice(0, MAX_GENERATIONS)]));
  const tags = readOwnTags(db, [...new Set([...ids, ...[...chains.values()].flat()])]);
  const nameOf = createNames(db);
  const runs = ids.length > 0 ? readRunParameters(db, Math.min(...ids), Math.max(...ids)) : null;
  return new Map(
    [...chains].map(([id, ancestors]) => {
      const nearest = new Map<string, NearestTag>();
      for (const [key, value] of tags.get(id) ?? []) nearest.set(key, { value, from: null });
      for (const ancestor of ancestors)
        for (const [key, value] of tags.get(ancestor) ?? [])
          if (!nearest.has(key)) nearest.set(key, { value, from: nameOf(ancestor) });
      for (const [key, value] of Object.entries(runs?.runs[runs.runOf(id)] ?? {}))
        if (!nearest.has(key)) nearest.set(key, { value, from: RUN_NAME });
      return [id, nearest];
    }),
  );
}

function readOwnTags(db: Connection, ids: readonly number[]): Map<number, Map<string, string>> {
  const tags = new Map<number, Map<string, string>>();
  for (let from = 0; from < ids.length; from += AT_ONCE)
    for (const { spanId, key, value } of readScatteredTags(db, ids.slice(from, from + AT_ONCE))) {
      const own = tags.get(spanId);
      if (own) own.set(key, value);
      else tags.set(spanId, new Map([[key, value]]));
    }
  return tags;
}

function createNames(db: Connection): (id: number) => string {
  const read = db.prepare<[number], string | null>("SELECT CAST(name AS TEXT) FROM spans WHERE id = ?").pluck();
  const names = new Map<number, string>();
  return (id) => {
    const name = names.get(id) ?? read.get(id) ?? "";
    names.set(id, name);
    return name;
  };
}
