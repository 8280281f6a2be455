/** How far two columns rise together, whatever the shape of it. Pure. */

/** Ranks from 0 on; equal values share the middle of theirs. */
function rank(values: readonly number[]): Float64Array {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (let i = from; i <= to; i++) ranks[order[i] ?? 0] = (from + to) / 2;
    from = to + 1;
  }
  return ranks;
}

/** Spearman's rank correlation, −1 to 1; NaN where one of the two is constant. */
export function correlateRanks(x: readonly number[], y: readonly number[]): number {
  const [a, b] = [rank(x), rank(y)];
  const middle = (a.length - 1) / 2;
  let [both, ofX, ofY] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [da, db] = [(a[i] ?? 0) - middle, (b[i] ?? 0) - middle];
    both += da * db;
    ofX += da * da;
    ofY += db * db;
  }
  return both / Math.sqrt(ofX * ofY);
}
