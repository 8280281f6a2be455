/** Places texts beside each other on a line, near where they belong. Pure. */

/** @param places ascending; @param room between the middles of two texts; the ends are kept within `low` and `high` */
export function spreadMarks(places: readonly number[], room: number, low: number, high: number): number[] {
  const spread: number[] = [];
  for (const place of places) spread.push(Math.max(place, low, (spread.at(-1) ?? Number.NEGATIVE_INFINITY) + room));
  let limit = high;
  for (let index = spread.length - 1; index >= 0; index--) {
    spread[index] = Math.min(spread[index] ?? 0, limit);
    limit = (spread[index] ?? 0) - room;
  }
  return spread;
}
