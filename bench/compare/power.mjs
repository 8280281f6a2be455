/** How often a planted change is found, and how often Student's t test for as many runs finds it. */
import { judgeSides, splitRuns } from "./judge-sides.mjs";
import { makeRun } from "./made-runs.mjs";

export const CHANGES = [0.01, 0.02, 0.03, 0.05, 0.1];
export const RUNS = [3, 5, 8, 12, 20];
const SPREAD = 0.02;
const RISK = 0.05;
/** Calls that hardly differ: what is tested is the spread between runs. */
const NOISE = 0.02;

export function measurePower(library, { pairs, seed }) {
  return CHANGES.flatMap((change, index) =>
    RUNS.map((runs) => {
      const random = library.createRandom(seed + 100 * index + runs);
      let found = 0;
      for (let pair = 0; pair < pairs; pair++) {
        const made = Array.from({ length: 2 * runs }, (_, place) =>
          makeRun(random, { place, spread: SPREAD, change: place % 2 === 1 ? change : 0, noise: NOISE }),
        );
        if (judgeSides(library, splitRuns(made, "in turn")).total === "slower") found++;
      }
      return { change, runs, pairs, found, formula: powerOf(library, Math.log1p(change), runs) };
    }),
  );
}

/**
 * The power of the two-sided t test of two samples: how probable a value beyond the quantile is, where t is noncentral.
 * Integrated over the distribution of the estimated standard deviation.
 */
function powerOf({ studentQuantile, logGamma, normalTails }, change, runs) {
  const freedom = 2 * runs - 2;
  const center = change / (SPREAD * Math.sqrt(2 / runs));
  const limit = studentQuantile(RISK, freedom);
  // The density of s = sqrt(chi² / freedom).
  const scale = Math.log(2) + (freedom / 2) * Math.log(freedom / 2) - logGamma(freedom / 2);
  const density = (s) => Math.exp(scale + (freedom - 1) * Math.log(s) - (freedom * s * s) / 2);
  const above = (z) => (z > 0 ? normalTails(z) / 2 : 1 - normalTails(-z) / 2);
  const beyond = (s) => above(limit * s - center) + above(limit * s + center);
  const [steps, most] = [2000, 6];
  let sum = 0;
  for (let step = 0; step < steps; step++) {
    const s = ((step + 0.5) * most) / steps;
    sum += beyond(s) * density(s);
  }
  return (sum * most) / steps;
}
