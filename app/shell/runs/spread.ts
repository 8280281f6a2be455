/** How far the durations of runs of one code lie apart. */
import { findFloor } from "../../../lib/analysis/compare/run-values.ts";
import { formatFloor } from "../../../lib/analysis/compare/run-words.ts";
import type { CodeGroup } from "../../../lib/model/run-groups.ts";
import { parametersOf } from "../../../lib/model/run-tags.ts";

/** `±2.1 %`; null with fewer than five ended runs of the same parameters, which it takes. */
export function describeSpread({ runs }: CodeGroup): string | null {
  const alike = new Map<string, number[]>();
  for (const { tags, started, ended, recording } of runs) {
    if (recording) continue;
    const key = JSON.stringify(parametersOf(tags));
    alike.set(key, [...(alike.get(key) ?? []), ended - started]);
  }
  const floor = findFloor([...alike.values()]);
  return floor === null ? null : formatFloor(floor);
}
