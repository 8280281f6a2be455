/** Decides between a time and a tag whose values belong to times of their own. */

import { isTimeLike } from "./counters.ts";
import { CLEARLY_MORE, type TagFinding } from "./find-tag.ts";
import type { Beside } from "./residuals.ts";
import { type Column, isCategory, isNumber, type Split } from "./selection.ts";
import { findTimes } from "./time.ts";

/** A slow start, a change over time, a cluster of slow calls. */
export const TIME_TESTS = 3;

/**
 * Where times of their own belong to the values of a tag, or to its numbers, either may be the cause: it is the one that
 * sets the selected calls apart more clearly, and the tag if both do. What is left is then judged beside that tag.
 */
export function findTimesBeside(
  { columns: tags, isHeld }: Beside,
  own: readonly TagFinding[],
  split: Split,
  maxChance: number,
) {
  const timeLike = tags.filter((column) => (isNumber(column) || isCategory(column)) && isTimeLike(column, split));
  const others = tags.filter((column) => !timeLike.includes(column));
  const find = (columns: readonly Column[]) => findTimes({ columns, isHeld }, split, maxChance);
  const times = find(others);
  const isBy = (column: Column, finding: TagFinding) =>
    column.key === finding.key && column.from === finding.column.from;
  const rivals = own.filter((finding) => timeLike.some((column) => isBy(column, finding)));
  const dropped = rivals.filter(({ effect }) => times.some((time) => time.effect > effect + CLEARLY_MORE));
  const kept = timeLike.filter((column) =>
    rivals.some((finding) => !dropped.includes(finding) && isBy(column, finding)),
  );
  return { times: kept.length > 0 ? find([...others, ...kept]) : times, dropped };
}
