/** The tags of a run by which its calls may be paired with those of another. */
import type { PairingKey } from "../analysis/compare/identity.ts";
import { scanTags } from "../columns/scan-tags.ts";
import { readSpanRange } from "../columns/span-range.ts";
import { toNumber } from "../model/kinds.ts";
import type { RunUnit } from "./run-calls.ts";
import { resolveSide } from "./sql/side-scope.ts";

/** The tags of the first so many spans are looked at: what pairs calls is on most of them, or on those around them. */
const LOOKED_AT = 5_000;
/** Values of a key that are looked at to tell what kind it is. */
const VALUES = 200;
/** More keys pair nothing: each costs a pass over the tags of all runs. */
const MAX_KEYS = 24;

/** The most frequent first. */
export function findPairingKeys({ db, scope }: RunUnit): PairingKey[] {
  const { ids, ranges } = readSpanRange(db, resolveSide(db, scope), "exact", () => undefined);
  const found = new Map<string, { count: number; texts: number; fractions: number }>();
  const begin = () => {
    found.clear();
    return (_span: number, key: string, value: string) => {
      const one = found.get(key) ?? { count: 0, texts: 0, fractions: 0 };
      found.set(key, one);
      if (one.count++ >= VALUES) return;
      const number = toNumber(value);
      if (number === undefined) one.texts++;
      else if (!Number.isInteger(number)) one.fractions++;
    };
  };
  scanTags(db, { spans: { ids: ids.subarray(0, LOOKED_AT), ranges } }, begin, () => undefined);
  return [...found]
    .sort(([, a], [, b]) => b.count - a.count)
    .slice(0, MAX_KEYS)
    .map(([key, { texts, fractions }]) => ({ key, kind: texts > 0 ? "text" : fractions > 0 ? "fraction" : "whole" }));
}
