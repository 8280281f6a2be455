/** How much a column has to do with another, roughly and soon: only to choose what a plot starts with. Pure. */

/** Ranks from 0 on; equal values share the mean of theirs. */
function rank(values: readonly number[]): Float64Array {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++;
    for (let i = from; i < to; i++) ranks[order[i] ?? 0] = (from + to - 1) / 2;
    from = to;
  }
  return ranks;
}

/** Spearman's rank correlation, −1 to 1; 0 where one of the two never changes. */
export function correlateRanks(x: readonly number[], y: readonly number[]): number {
  const [a, b] = [rank(x), rank(y)];
  const mean = (a.length - 1) / 2;
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    const [da, db] = [value - mean, (b[i] ?? 0) - mean];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}

/** The share of the spread of ranks that lies between groups, 0 to 1 (epsilon squared): groups by chance have none. */
export function separateGroups(groups: ArrayLike<number>, y: readonly number[]): number {
  const ranks = rank(y);
  const sums = new Map<number, { count: number; sum: number }>();
  let total = 0;
  let squares = 0;
  for (const [i, value] of ranks.entries()) {
    const group = groups[i] ?? 0;
    const known = sums.get(group) ?? { count: 0, sum: 0 };
    known.count += 1;
    known.sum += value;
    sums.set(group, known);
    total += value;
    squares += value * value;
  }
  const count = ranks.length;
  const spread = squares - (total * total) / count;
  if (!(spread > 0) || sums.size < 2 || count <= sums.size) return 0;
  let between = -(total * total) / count;
  for (const { count: size, sum } of sums.values()) between += (sum * sum) / size;
  const within = (spread - between) / (count - sums.size);
  return Math.max(0, (between - (sums.size - 1) * within) / spread);
}
