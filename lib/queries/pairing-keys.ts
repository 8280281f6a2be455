/** The tags of a run by which its calls may be paired with those of another. */
import type { PairingKey } from "../analysis/compare/identity.ts";
import { scanTags } from "../columns/scan-tags.ts";
import { readSpanRange, type SpanRange } from "../columns/span-range.ts";
import { toNumber } from "../model/kinds.ts";
import { findPlaces, mapFloats } from "../stats/typed-arrays.ts";
import { countTriedKeys } from "./pairing-memory.ts";
import type { RunUnit } from "./run-calls.ts";
import { resolveSide } from "./sql/side-scope.ts";

/** The tags of so many spans are looked at, in blocks spread over the run: what pairs calls is on most of them. */
const BLOCKS = 50;
const BLOCK_SPANS = 100;
/** Of every so many of these, the callers are looked at, too: calls are often paired by what those were called with. */
const CALLERS_OF = 10;
/** Values of a key that are looked at to tell what kind it is. */
const VALUES = 200;
/** The most telling first: those that vary and are no measurements, then the most frequent. */
export function findPairingKeys({ db, scope }: RunUnit): PairingKey[] {
  const range = readSpanRange(db, resolveSide(db, scope), "exact", () => undefined);
  const found = new Map<string, Seen>();
  const begin = () => {
    found.clear();
    return (_span: number, key: string, value: string) => {
      const one = found.get(key) ?? { count: 0, texts: 0, fractions: 0, first: value, varies: false };
      found.set(key, one);
      if (value !== one.first) one.varies = true;
      if (one.count++ >= VALUES) return;
      const number = toNumber(value);
      if (number === undefined) one.texts++;
      else if (!Number.isInteger(number)) one.fractions++;
    };
  };
  scanTags(db, { spans: chooseSpans(range) }, begin, () => undefined);
  return [...found]
    .map(([key, seen]) => ({ key, kind: kindOf(seen), seen }))
    .sort((a, b) => Number(isTelling(b)) - Number(isTelling(a)) || b.seen.count - a.seen.count)
    .slice(0, countTriedKeys(range.ids.length))
    .map(({ key, kind }) => ({ key, kind }));
}

interface Seen {
  count: number;
  texts: number;
  fractions: number;
  readonly first: string;
  varies: boolean;
}

function kindOf({ texts, fractions }: Seen): PairingKey["kind"] {
  return texts > 0 ? "text" : fractions > 0 ? "fraction" : "whole";
}

function isTelling({ kind, seen }: { readonly kind: PairingKey["kind"]; readonly seen: Seen }): boolean {
  return seen.varies && kind !== "fraction";
}

/** Callers may end, and be written, long after their calls: those at one end of the run are no sample of its tags. */
function chooseSpans(range: SpanRange): Pick<SpanRange, "ids" | "ranges"> {
  const { ids } = range;
  if (ids.length <= BLOCKS * BLOCK_SPANS) return range;
  const { parents } = range.parents();
  const chosen = new Uint8Array(ids.length);
  for (let block = 0; block < BLOCKS; block++) {
    const from = Math.round(((ids.length - BLOCK_SPANS) * block) / (BLOCKS - 1));
    chosen.fill(1, from, from + BLOCK_SPANS);
    for (let place = from; place < from + BLOCK_SPANS; place += CALLERS_OF)
      for (let caller = parents[place] as number; caller >= 0 && !chosen[caller]; caller = parents[caller] as number)
        chosen[caller] = 1;
  }
  const places = findPlaces(ids.length, (place) => chosen[place] === 1);
  const ranges: { firstId: number; lastId: number }[] = [];
  for (const place of places) {
    const id = ids[place] as number;
    const last = ranges.at(-1);
    if (last && id === last.lastId + 1) last.lastId = id;
    else ranges.push({ firstId: id, lastId: id });
  }
  return { ids: mapFloats(places, (place) => ids[place] as number), ranges };
}
