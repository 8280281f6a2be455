/** How often a change is reported where there is none: of pairs of sides drawn from runs of the same code. */
import { drawRuns, isVerdict, judgeSides, splitRuns } from "./judge-sides.mjs";
import { makeRun } from "./made-runs.mjs";

/** Runs a side; with older runs of the same code, from which the spread is known. */
const SIDES = [
  { runs: 1, older: 0 },
  { runs: 1, older: 8 },
  { runs: 2, older: 0 },
  { runs: 3, older: 0 },
  { runs: 5, older: 0 },
  { runs: 8, older: 0 },
];
export const ORDERS = ["in turn", "one after the other"];
/** Standard deviations between made runs. */
export const SPREADS = [0, 0.01, 0.02, 0.05];

/**
 * Of each kind of sides, how many of the pairs have a false verdict: the total, or any name, is faster or slower.
 * @param draw so many runs, in the order of their start
 */
function countFalse(library, { pairs, draw }) {
  return SIDES.flatMap(({ runs, older }) =>
    ORDERS.filter((order) => runs > 1 || order !== "in turn").map((order) => {
      let wrong = 0;
      for (let pair = 0; pair < pairs; pair++) {
        const drawn = draw(2 * runs + older);
        const sides = { ...splitRuns(drawn.slice(older), order), older: drawn.slice(0, older) };
        const { total, names } = judgeSides(library, sides);
        if ([total, ...names].some(isVerdict)) wrong++;
      }
      return { runs, older, order, pairs, false: wrong };
    }),
  );
}

export function calibrateReal(library, real, { pairs, seed }) {
  const random = library.createRandom(seed);
  return countFalse(library, { pairs, draw: (count) => drawRuns(random, real, count) });
}

export function calibrateMade(library, { pairs, seed }) {
  return SPREADS.flatMap((spread, index) => {
    const random = library.createRandom(seed + index);
    const draw = (count) => Array.from({ length: count }, (_, place) => makeRun(random, { place, spread }));
    return countFalse(library, { pairs, draw }).map((counted) => ({ spread, ...counted }));
  });
}
