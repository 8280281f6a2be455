/** A comparison of runs as scripts get it: `spantom compare --json`. */
import type { SideFigures, Verdict } from "./compare-runs.ts";
import type { JudgedCondition } from "./conditions.ts";
import type { RunVerdict } from "./run-verdict.ts";

export interface PlainRun {
  readonly id: string;
  readonly name: string | null;
  readonly commit: string | null;
  /** Seconds since the epoch. */
  readonly started: number;
}

/** Times in seconds, changes as ratios less 1, `interval` 95 %. */
export interface PlainRuns {
  readonly baseline: { readonly runs: readonly PlainRun[] };
  readonly candidate: { readonly runs: readonly PlainRun[] };
  readonly pairing: { readonly by: readonly string[]; readonly pairs: number; readonly of: number };
  readonly noise: { readonly floor: number | null; readonly runs: number };
  readonly names: readonly PlainName[];
  readonly total: Pick<Verdict, "change" | "interval" | "verdict">;
  /** The conditions that hold. */
  readonly failed: readonly string[];
}

export interface PlainName {
  readonly name: string;
  readonly verdict: RunVerdict;
  /** Of the time of the same calls, or of the typical call: `measure`. */
  readonly change: number | null;
  readonly interval: Verdict["interval"];
  readonly measure: Verdict["measure"];
  readonly pairs: number;
  /** Calls and time per run; percentiles of all calls. */
  readonly baseline: SideFigures;
  readonly candidate: SideFigures;
}

interface Compared {
  readonly baseline: { readonly runs: readonly PlainRun[] };
  readonly candidate: { readonly runs: readonly PlainRun[] };
  readonly pairing: PlainRuns["pairing"];
  readonly noise: PlainRuns["noise"];
  readonly names: readonly (PlainName & Verdict)[];
  readonly total: Verdict;
  readonly conditions: readonly JudgedCondition[];
}

export function toPlainRuns(answer: Compared): PlainRuns {
  const { pairing, noise, total, conditions } = answer;
  const side = ({ runs }: Compared["baseline"]) => ({
    runs: runs.map(({ id, name, commit, started }) => ({ id, name, commit, started })),
  });
  return {
    baseline: side(answer.baseline),
    candidate: side(answer.candidate),
    pairing: { by: pairing.by, pairs: pairing.pairs, of: pairing.of },
    noise: { floor: noise.floor, runs: noise.runs },
    names: answer.names.map(({ name, verdict, change, interval, measure, pairs, baseline, candidate }) => ({
      name,
      verdict,
      change,
      interval,
      measure,
      pairs,
      baseline,
      candidate,
    })),
    total: { change: total.change, interval: total.interval, verdict: total.verdict },
    failed: [...new Set(conditions.filter(({ holds }) => holds).map(({ text }) => text))],
  };
}
