/** Draws sides from runs, and counts what is said of them. */

/** Two sides from runs in the order of their start: A B A B …, or first all of A. */
export function splitRuns(runs, order) {
  const half = runs.length / 2;
  const isBaseline = order === "in turn" ? (_, place) => place % 2 === 0 : (_, place) => place < half;
  return { baseline: runs.filter(isBaseline), candidate: runs.filter((run, place) => !isBaseline(run, place)) };
}

/** The verdicts on the total and on each name. */
export function judgeSides(library, { baseline, candidate, older = [] }) {
  const [first] = baseline;
  const groups = first.groups.map(({ keyCount, pairing }, name) => {
    const callsOf = (runs) => runs.map(({ groups }) => groups[name].calls);
    return {
      keyCount,
      pairing,
      baseline: callsOf(baseline),
      candidate: callsOf(candidate),
      older: older.length > 0 ? [callsOf(older)] : [],
    };
  });
  const coveredOf = (runs) => runs.map(({ covered }) => covered);
  const covered = {
    baseline: coveredOf(baseline),
    candidate: coveredOf(candidate),
    older: older.length > 0 ? [coveredOf(older)] : [],
  };
  // Of made runs nothing is known.
  const knownOf = (runs) => runs.map(({ known = new Map() }) => known);
  const startsOf = (runs) => runs.map(({ started }) => started);
  const starts = { baseline: startsOf(baseline), candidate: startsOf(candidate) };
  const isBusier = library.findDifferences(knownOf(baseline), knownOf(candidate)).some(({ what }) => what === "load");
  const compared = library.compareRuns(groups, covered, library.orderOf(starts, isBusier));
  return { total: compared.total.verdict, names: compared.groups.map(({ verdict }) => verdict) };
}

export const isVerdict = (verdict) => verdict === "faster" || verdict === "slower";

/** `count` of the runs, in the order of their start. */
export function drawRuns(random, runs, count) {
  const left = [...runs.keys()];
  const drawn = Array.from({ length: count }, () => left.splice(Math.floor(random.next() * left.length), 1)[0]);
  return drawn.sort((a, b) => a - b).map((place) => runs[place]);
}
