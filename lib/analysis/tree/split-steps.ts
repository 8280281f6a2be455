/** Steps told apart by tags: calls of one name with different values of them are on different paths. */
import type { FinishedValues } from "../../columns/tag-values.ts";
import { formatValue, joinWords } from "../tree-labels.ts";
import type { Step, Steps } from "./merge-calls.ts";

/**
 * @param keys in the order in which labels name their values
 * @param lists the spans' own tags
 */
export function splitSteps(byName: Steps, keys: readonly string[], lists: readonly FinishedValues[]): Steps {
  const of = Int32Array.from(byName.of);
  const list: Step[] = [...byName.list];
  for (const key of keys) {
    const finer = new Map<string, number>();
    for (const one of lists) if (one.key === key) splitBy(one, { of, list, finer });
  }
  return { of, list };
}

interface Splitting {
  readonly of: Int32Array;
  readonly list: Step[];
  /** By step before and value. */
  readonly finer: Map<string, number>;
}

function splitBy({ places, codes, values }: FinishedValues, { of, list, finer }: Splitting): void {
  // By step before and code: few, while there may be a million calls.
  const known = new Map<number, number>();
  for (let entry = 0; entry < places.length; entry++) {
    const place = places[entry] as number;
    const before = of[place] as number;
    const code = codes[entry] as number;
    // A value without a code is one of very many.
    if (code < 0) continue;
    const pair = before * values.length + code;
    let step = known.get(pair);
    if (step === undefined) {
      const value = values[code] ?? "";
      const text = JSON.stringify([before, value]);
      step = finer.get(text) ?? list.length;
      if (step === list.length) {
        const { name, label } = list[before] as Step;
        list.push({ name, label: joinWords(label, formatValue(value) || '""') });
        finer.set(text, step);
      }
      known.set(pair, step);
    }
    of[place] = step;
  }
}
