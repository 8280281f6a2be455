/** The places of the largest values. */

/**
 * The indices of the `most` largest values, largest first; equal ones in their order. NaN is none.
 * One pass with a heap: of a million values, 500 take a few milliseconds.
 */
export function findLargest(values: Float64Array, most: number): number[] {
  // A heap of indices with the one to leave first on top.
  const heap: number[] = [];
  const leaves = (a: number, b: number) => {
    const [left, right] = [values[a] ?? 0, values[b] ?? 0];
    return left < right || (left === right && a > b);
  };
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (heap.length < most) rise(heap, heap.push(i) - 1, leaves);
    else if (most > 0 && leaves(heap[0] ?? 0, i)) {
      heap[0] = i;
      sink(heap, leaves);
    }
  }
  return heap.sort((a, b) => (leaves(a, b) ? 1 : -1));
}

type Order = (a: number, b: number) => boolean;

function swap(heap: number[], a: number, b: number): void {
  const kept = heap[a] ?? 0;
  heap[a] = heap[b] ?? 0;
  heap[b] = kept;
}

function rise(heap: number[], from: number, before: Order): void {
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(heap[at] ?? 0, heap[parent] ?? 0)) return;
    swap(heap, at, parent);
    at = parent;
  }
}

function sink(heap: number[], before: Order): void {
  let at = 0;
  for (;;) {
    let first = at;
    for (const child of [2 * at + 1, 2 * at + 2])
      if (child < heap.length && before(heap[child] ?? 0, heap[first] ?? 0)) first = child;
    if (first === at) return;
    swap(heap, at, first);
    at = first;
  }
}
