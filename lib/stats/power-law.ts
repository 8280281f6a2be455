/** Fits y = a · x^b: how work grows with its size. */

export interface PowerLaw {
  readonly exponent: number;
  /** Share of the spread of ln y that the fit accounts for, 0 to 1. */
  readonly r2: number;
  /** Points that were fitted: both values above 0. */
  readonly count: number;
  /** Largest x over smallest. */
  readonly reach: number;
}

/** A straight line through the logarithms, by least squares; undefined where x does not vary. */
export function fitPowerLaw(x: Float64Array, y: Float64Array): PowerLaw | undefined {
  let count = 0;
  let meanX = 0;
  let meanY = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (let index = 0; index < x.length; index++) {
    const atX = x[index] as number;
    const atY = y[index] as number;
    if (!(atX > 0 && atY > 0)) continue;
    if (atX < low) low = atX;
    if (atX > high) high = atX;
    const logX = Math.log(atX);
    const logY = Math.log(atY);
    // Welford: sums of squares would lose the digits of a narrow range.
    count++;
    const dx = logX - meanX;
    const dy = logY - meanY;
    meanX += dx / count;
    meanY += dy / count;
    xx += dx * (logX - meanX);
    yy += dy * (logY - meanY);
    xy += dx * (logY - meanY);
  }
  if (count < 3 || !(xx > 1e-12)) return undefined;
  return { exponent: xy / xx, r2: yy > 0 ? (xy * xy) / (xx * yy) : 0, count, reach: high / low };
}
