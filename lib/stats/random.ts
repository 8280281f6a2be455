/** A seeded random number generator: the same file must always get the same answer. */

export interface Random {
  /** Uniform, 0 to below 1. */
  next(): number;
  /** Standard normal. */
  normal(): number;
  /** Gamma with scale 1. @param shape at least 1 */
  gamma(shape: number): number;
}

/** mulberry32: 32 bits of state, good enough for a few million draws. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  // Box–Muller; 1 − next() is never 0.
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  // Marsaglia and Tsang (2000): about 1.05 attempts per draw.
  const gamma = (shape: number) => {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return { next, normal, gamma };
}
