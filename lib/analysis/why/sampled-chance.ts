/** Whether a finding in a sample may be chance. Calls of one block are alike, so that the test of calls is too sure. */

import type { SpanColumns } from "../../columns/columns.ts";
import { rankAll } from "../../stats/ranks.ts";
import { chanceOfDifference } from "../../stats/sampling.ts";
import { mapFloats } from "../../stats/typed-arrays.ts";
import { placeOf } from "./category.ts";
import type { TagFinding } from "./find-tag.ts";
import type { Split } from "./selection.ts";

/**
 * The chance of a difference as large between blocks that do not differ; 0 if all calls were read.
 * @param measured what differs between the groups, of each call; NaN for none
 */
export function chanceAmongBlocks(
  measured: (index: number) => number,
  { blocks }: SpanColumns,
  { rows, selected }: Split,
): number {
  if (!blocks) return 0;
  const blockOf = rows.map((row) => blocks.of[row] as number);
  const values = mapFloats(rows, (_, index) => measured(index));
  return chanceOfDifference(values, selected, blockOf, blocks.sample);
}

/** How often the value occurs, or ranks of the number. */
export function valuesOf(finding: TagFinding): (index: number) => number {
  if (finding.kind === "number") {
    const ranks = rankPresent(finding.numbers);
    return (index) => ranks[index] as number;
  }
  const { counts, place } = finding;
  const places = counts.all.length;
  return (index) => (placeOf(counts.codes[index] as number, places) === place ? 1 : 0);
}

function rankPresent(numbers: Float64Array): Float64Array {
  const ranks = rankAll(numbers.filter((value) => !Number.isNaN(value)));
  let next = 0;
  return numbers.map((value) => (Number.isNaN(value) ? Number.NaN : (ranks[next++] as number)));
}
