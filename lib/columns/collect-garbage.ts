/** Frees the large arrays of earlier answers. Their size alone does not bring about a collection in time. */

/** In the reader's processes, which run with `--expose-gc`; elsewhere nothing happens. */
export function collectGarbage(): void {
  (globalThis as { gc?: () => void }).gc?.();
}
