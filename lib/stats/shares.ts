/** Shares of groups and what sets have in common. */

/** How much larger the share of marked things is in a group than outside of it, −1 to 1. */
export function shareDifference(inGroup: number, group: number, outside: number, rest: number): number {
  return (group > 0 ? inGroup / group : 0) - (rest > 0 ? outside / rest : 0);
}

/** What two sets have in common, of all that is in either: 1 for equal sets, 0 for sets without a common member. */
export function jaccard(common: number, first: number, second: number): number {
  const either = first + second - common;
  return either > 0 ? common / either : 0;
}
