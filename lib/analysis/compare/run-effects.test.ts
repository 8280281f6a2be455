/** How runs lie against the baseline, against a plain computation of the same. */
import { expect, test } from "vitest";
import { drawRandom, ROUNDS } from "../../fixtures/seed.ts";
import type { RunCalls } from "./keyed-calls.ts";
import { measureAlike, measureRuns } from "./run-effects.ts";

interface Call {
  readonly key: number;
  readonly duration: number;
}

const toCalls = (calls: readonly Call[]): RunCalls => ({
  keys: Int32Array.from(calls, ({ key }) => key),
  durations: Float64Array.from(calls, ({ duration }) => duration),
});

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of values that each count once per call. */
function medianOf(values: readonly { readonly value: number; readonly calls: number }[]): number {
  const all = values.flatMap(({ value, calls }) => Array<number>(calls).fill(value)).sort((a, b) => a - b);
  return ((all[(all.length - 1) >> 1] as number) + (all[all.length >> 1] as number)) / 2;
}

const log = (duration: number) => Math.log(Math.max(duration, 1e-9));
const callsOf = (run: readonly Call[], key: number) =>
  run.filter((call) => call.key === key).map(({ duration }) => duration);
const typicalOf = (durations: readonly number[]) => medianOf(durations.map((one) => ({ value: log(one), calls: 1 })));

function plainEffects(run: readonly Call[], others: readonly (readonly Call[])[], keys: readonly number[]) {
  const found = keys.flatMap((key) => {
    const own = callsOf(run, key);
    const theirs = others.map((other) => callsOf(other, key)).filter((durations) => durations.length > 0);
    if (own.length === 0 || theirs.length === 0) return [];
    return [
      { own, value: typicalOf(own) - mean(theirs.map(typicalOf)), usual: mean(theirs.map(mean)), calls: own.length },
    ];
  });
  if (found.length === 0) return { call: Number.NaN, total: Number.NaN };
  const took = found.reduce((sum, { own }) => sum + own.reduce((a, b) => a + b, 0), 0);
  const usual = found.reduce((sum, one) => sum + one.calls * one.usual, 0);
  return { call: medianOf(found), total: Math.log(took / usual) };
}

test("each run against the others, whatever keys it lacks, and keys of several calls", () => {
  const random = drawRandom();
  for (let round = 0; round < 25 * ROUNDS; round++) {
    const keyCount = 1 + random.below(8);
    const makeRun = () =>
      Array.from({ length: random.below(20) }, () => ({
        key: random.below(keyCount),
        duration: (1 + random.below(1000)) / 1e4,
      }));
    const [before, after] = [1 + random.below(4), 1 + random.below(4)].map((n) => Array.from({ length: n }, makeRun));
    const [baseline, candidate] = [before as Call[][], after as Call[][]];
    const has = (runs: readonly (readonly Call[])[], key: number) =>
      runs.some((run) => run.some((call) => call.key === key));
    const all = Array.from({ length: keyCount }, (_, key) => key);
    const paired = all.filter((key) => has(baseline, key) && has(candidate, key));
    const measured = measureRuns(baseline.map(toCalls), candidate.map(toCalls), keyCount);
    expect(measured.pairs).toBe(paired.length);
    expect(measured.of).toBe(
      Math.max(...[baseline, candidate].map((runs) => all.filter((key) => has(runs, key)).length)),
    );
    for (const measure of ["call", "total"] as const) {
      const expectedBefore = baseline.map((run) =>
        baseline.length > 1
          ? plainEffects(
              run,
              baseline.filter((other) => other !== run),
              paired,
            )[measure]
          : 0,
      );
      const expectedAfter = candidate.map((run) => {
        if (baseline.length === 1) return plainEffects(run, baseline, paired)[measure];
        const each = baseline.map(
          (left) =>
            plainEffects(
              run,
              baseline.filter((other) => other !== left),
              paired,
            )[measure],
        );
        return mean(each.filter(Number.isFinite));
      });
      expectNear(measured[measure].baseline, expectedBefore);
      expectNear(measured[measure].candidate, expectedAfter);
    }
    const alike = measureAlike(baseline.map(toCalls), keyCount);
    if (baseline.length > 1)
      expectNear(
        alike.total,
        baseline.map(
          (run) =>
            plainEffects(
              run,
              baseline.filter((other) => other !== run),
              all,
            ).total,
        ),
      );
  }
});

function expectNear(found: Float64Array, expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  for (const [index, value] of expected.entries()) {
    if (Number.isNaN(value)) expect(found[index]).toBeNaN();
    else expect(found[index]).toBeCloseTo(value, 9);
  }
}

test("a tenth more on every call is a tenth more by both measures; on a few long calls, by the total alone", () => {
  const usual = Array.from({ length: 100 }, (_, key) => ({ key, duration: key < 90 ? 0.001 : 0.1 }));
  const all = usual.map(({ key, duration }) => ({ key, duration: duration * 1.1 }));
  const few = usual.map(({ key, duration }) => ({ key, duration: key < 90 ? duration : duration * 1.1 }));
  const against = (calls: readonly Call[]) => measureRuns([toCalls(usual), toCalls(usual)], [toCalls(calls)], 100);
  expect(Math.exp(against(all).total.candidate[0] ?? 0)).toBeCloseTo(1.1);
  expect(Math.exp(against(all).call.candidate[0] ?? 0)).toBeCloseTo(1.1);
  expect(Math.exp(against(few).total.candidate[0] ?? 0)).toBeCloseTo((0.09 + 1.1) / 1.09);
  expect(against(few).call.candidate[0]).toBe(0);
});

test("skewed durations of the same code favor neither side, of however many runs", () => {
  const random = drawRandom();
  const keyCount = 4000;
  const makeRun = () =>
    toCalls(
      Array.from({ length: keyCount }, (_, key) => ({
        key,
        duration: random.chance(0.05) ? 0.0015 : 0.001 * (0.95 + random.below(1000) / 10_000),
      })),
    );
  for (const runs of [1, 2, 3, 5]) {
    const side = () => Array.from({ length: runs }, makeRun);
    const { call } = measureRuns(side(), side(), keyCount);
    expect(Math.abs(mean([...call.candidate]) - mean([...call.baseline]))).toBeLessThan(0.003);
  }
});
