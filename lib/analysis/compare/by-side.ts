/** What every run of a comparison has one of, by side. */
export interface BySide<Value> {
  readonly baseline: readonly Value[];
  readonly candidate: readonly Value[];
  /** Of older runs, each group of one code. */
  readonly older: readonly (readonly Value[])[];
}

export function mapSides<From, To>({ baseline, candidate, older }: BySide<From>, to: (from: From) => To): BySide<To> {
  return { baseline: baseline.map(to), candidate: candidate.map(to), older: older.map((group) => group.map(to)) };
}

/** The same of two values at a time. */
export function joinSides<One, Other, To>(
  one: BySide<One>,
  other: BySide<Other>,
  to: (one: One, other: Other) => To,
): BySide<To> {
  const join = (ones: readonly One[], others: readonly Other[]) =>
    ones.map((value, index) => to(value, others[index] as Other));
  return {
    baseline: join(one.baseline, other.baseline),
    candidate: join(one.candidate, other.candidate),
    older: one.older.map((group, index) => join(group, other.older[index] ?? [])),
  };
}
