/** What two sides ran on, where it differs: durations of two machines do not compare. */

/** Of one run. */
export type Surroundings = ReadonlyMap<string, string>;

export interface Difference {
  readonly what: "cpu" | "cores" | "memory" | "host" | "os" | "node" | "better-sqlite3" | "load";
  /** The values of a side, the most frequent first; empty if none is known. */
  readonly baseline: readonly string[];
  readonly candidate: readonly string[];
}

const COMPARED = ["cpu", "cores", "memory", "host", "os", "node", "better-sqlite3"] as const;
/** A difference of so much waiting work per core. */
const MUCH_LOAD = 0.5;

/** Those that matter most first. What is unknown of a side is no difference. */
export function findDifferences(baseline: readonly Surroundings[], candidate: readonly Surroundings[]): Difference[] {
  const found: Difference[] = [];
  for (const what of COMPARED) {
    const [before, after] = [listValues(baseline, what), listValues(candidate, what)];
    if (before.length === 0 || after.length === 0) continue;
    if (before.length === 1 && after.length === 1 && before[0] === after[0]) continue;
    if (before.toSorted().join("\0") === after.toSorted().join("\0")) continue;
    found.push({ what, baseline: before, candidate: after });
  }
  const load = compareLoad(baseline, candidate);
  if (load) found.push(load);
  return found;
}

function listValues(runs: readonly Surroundings[], key: string): string[] {
  const counts = new Map<string, number>();
  for (const run of runs) {
    const value = run.get(key);
    if (value !== undefined && value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value);
}

function compareLoad(baseline: readonly Surroundings[], candidate: readonly Surroundings[]): Difference | null {
  const [before, after] = [meanLoad(baseline), meanLoad(candidate)];
  if (before === null || after === null || Math.abs(before.perCore - after.perCore) < MUCH_LOAD) return null;
  return { what: "load", baseline: [before.load.toFixed(1)], candidate: [after.load.toFixed(1)] };
}

function meanLoad(runs: readonly Surroundings[]) {
  const loads = runs.flatMap((run) => {
    const [load, cores] = [Number(run.get("load") ?? Number.NaN), Number(run.get("cores") ?? 1)];
    return Number.isFinite(load) && cores > 0 ? [{ load, perCore: load / cores }] : [];
  });
  if (loads.length === 0) return null;
  const mean = (of: "load" | "perCore") => loads.reduce((sum, one) => sum + one[of], 0) / loads.length;
  return { load: mean("load"), perCore: mean("perCore") };
}
