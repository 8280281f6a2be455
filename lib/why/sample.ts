/** Spans that an estimate is made from, of all names: read in half a second. */
export const SAMPLE = 50_000;
