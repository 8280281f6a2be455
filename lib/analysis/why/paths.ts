/** Where calls are made from, as a column: the names of the spans around them, outermost first. */

import { placesOfRows, type SpanTree } from "../../columns/span-tree.ts";
import { NO_PARENT } from "../../stats/intervals.ts";
import { mapInts } from "../../stats/typed-arrays.ts";
import type { Column } from "./selection.ts";

/** More paths than these, as of recursion, share a code each with the path that they go on from. */
const MAX_PATHS = 1000;
/** What stands for no span around a call. */
const ROOT = "";

/** @returns null if all calls are made from the same place */
export function pathColumn(tree: SpanTree): Column | null {
  const { range, parents } = tree;
  const paths = [ROOT];
  const codes = new Map<string, number>();
  // By place, the path down to that span; -1 where it is not known yet.
  const down = new Int32Array(parents.length).fill(-1);
  const follow = (from: number): number => {
    const up: number[] = [];
    let place = from;
    while (place !== NO_PARENT && down[place] === -1) {
      up.push(place);
      place = parents[place] as number;
    }
    let code = place === NO_PARENT ? 0 : (down[place] as number);
    for (const next of up.reverse()) {
      code = extend(code, range.names[next] as number);
      down[next] = code;
    }
    return code;
  };
  const extend = (code: number, name: number): number => {
    const key = `${code} ${name}`;
    const known = codes.get(key);
    if (known !== undefined || paths.length >= MAX_PATHS) return known ?? code;
    const above = paths[code] as string;
    const text = range.nameTexts[name] ?? "";
    codes.set(key, paths.length);
    paths.push(code === 0 ? text : `${above} › ${text}`);
    return paths.length - 1;
  };
  const rows = mapInts(placesOfRows(tree), (place) => {
    const parent = parents[place] as number;
    return parent === NO_PARENT ? 0 : follow(parent);
  });
  const used = [...new Set(rows)].sort((a, b) => a - b);
  if (used.length < 2) return null;
  const places = new Map(used.map((code, place) => [code, place]));
  const compact = rows.map((code) => places.get(code) as number);
  return {
    ...{ key: "path", of: "path", from: "", inherited: false, kind: "text", capped: false, count: range.count },
    values: used.map((code) => paths[code] as string),
    codes: () => compact,
    numbers: () => new Float64Array(range.count).fill(Number.NaN),
    whole: true,
  };
}
