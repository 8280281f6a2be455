/** How the spans of a run lie in time; names, tags and the part of the time that is chosen do not limit it. */
import type { Connection } from "../driver.ts";
import type { Scope } from "../scope.ts";
import { resolveScope } from "./scoped-spans.ts";

export const STRIP_BINS = 56;

export interface ScopeStrip {
  /** Seconds from the moment that starts count from; 0 where there is nothing to show. */
  readonly length: number;
  /** Spans that start in each of the equal parts of it. */
  readonly bins: readonly number[];
}

export function readScopeStrip(db: Connection, { scope }: { readonly scope: Scope }): ScopeStrip {
  const { run, origin, where, parameters } = resolveScope(db, { ...scope, from: null, to: null, names: [], tags: [] });
  const timed = `${where} AND s.start BETWEEN -1e300 AND 1e300`;
  const end = run
    ? run.ended
    : db
        .prepare<(string | number)[], number | null>(`SELECT max(s.start) FROM spans AS s WHERE ${timed}`)
        .pluck()
        .get(...parameters);
  const length = typeof end === "number" && origin !== null ? Math.max(0, end - origin) : 0;
  const bins = new Array<number>(STRIP_BINS).fill(0);
  if (length === 0) return { length, bins };
  const rows = db
    .prepare<(string | number)[], { bin: number; count: number }>(
      `SELECT CAST((s.start - ?) * ? AS INTEGER) AS bin, count(*) AS count FROM spans AS s WHERE ${timed} GROUP BY 1`,
    )
    .all(origin ?? 0, STRIP_BINS / length, ...parameters);
  for (const { bin, count } of rows) {
    const place = Math.min(STRIP_BINS - 1, Math.max(0, bin));
    bins[place] = (bins[place] ?? 0) + count;
  }
  return { length, bins };
}
