/**
 * Frees large arrays in time, in the reader's processes, which run with `--expose-gc`; elsewhere nothing happens. V8
 * sees the small objects that stand for arrays, not their size: on a million spans, hundreds of megabytes of garbage
 * do not bring about a collection.
 */

type Collect = (options?: { readonly type: "minor" }) => void;

const collect = (options?: { readonly type: "minor" }): void => (globalThis as { readonly gc?: Collect }).gc?.(options);

/** So many bytes of arrays are allocated between collections of young ones, which take some 2 ms, and of all. */
const BETWEEN = { minor: 32e6, all: 128e6 } as const;
const allocated = { minor: 0, all: 0 };

export function collectGarbage(): void {
  allocated.minor = 0;
  allocated.all = 0;
  collect();
}

/** For arrays of an entry per span, which come and go by the dozen. */
export function countAllocated(bytes: number): void {
  allocated.minor += bytes;
  allocated.all += bytes;
  if (allocated.all > BETWEEN.all) collectGarbage();
  else if (allocated.minor > BETWEEN.minor) {
    allocated.minor = 0;
    collect({ type: "minor" });
  }
}
