/** How exactly a start is known. */

/**
 * Seconds between two neighbouring starts that a file can tell apart: they are stored as floating-point seconds since
 * 1970, so that today it is 2^-22 s, 0.24 µs.
 */
export function clockStep(starts: Float64Array): number {
  let largest = 0;
  for (const start of starts) {
    const size = Math.abs(start);
    if (size > largest && size < Number.POSITIVE_INFINITY) largest = size;
  }
  return largest > 0 ? 2 ** (Math.floor(Math.log2(largest)) - 52) : 0;
}
