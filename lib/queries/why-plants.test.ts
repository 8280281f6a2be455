/** The planted files hold what they say, and nothing else: counted from their rows. */
import { expect, test } from "vitest";
import type { FixtureSpan } from "../fixtures/fixture-database.ts";
import {
  countShares,
  type Facts,
  gatherFacts,
  groupBy,
  isMet,
  shareOfExcess,
  tagOf,
  timeAlong,
} from "../fixtures/planted/facts.ts";
import { KINDS, type Kind } from "../fixtures/planted/kinds.ts";
import type { Plant } from "../fixtures/planted/plant.ts";
import { ROUNDS } from "../fixtures/seed.ts";
import { median } from "../stats/order.ts";
import { rankAll, spearman } from "../stats/ranks.ts";

const SEEDS = Array.from({ length: Math.max(20, ROUNDS) }, (_, index) => index + 1);

/** Checks each file of a kind. */
function checkEach(kind: Kind, check: (plant: Plant, facts: Facts, seed: number) => void) {
  test(kind, () => {
    const wrong: string[] = [];
    for (const seed of SEEDS) {
      const plant = KINDS[kind](seed);
      const facts = gatherFacts(plant);
      try {
        expect(facts.calls.length).toBeGreaterThanOrEqual(300);
        expect(facts.calls.length).toBeLessThanOrEqual(5000);
        check(plant, facts, seed);
        checkUnrelated(plant, facts);
      } catch (error) {
        wrong.push(`seed ${seed}: ${error instanceof Error ? error.message : error}`);
      }
    }
    expect(wrong).toEqual([]);
  });
}

const middle = (values: readonly number[]) => median(Float64Array.from(values));
/** Within a share of the value. */
function expectNear(found: number, value: number, tolerance: number) {
  expect(Math.abs(found / value - 1), `${found} for ${value}`).toBeLessThan(tolerance);
}

const durations = (calls: readonly FixtureSpan[]) => calls.map(({ duration }) => duration);
const divide = (calls: readonly FixtureSpan[], of: (call: FixtureSpan) => number) =>
  calls.map((call) => call.duration / of(call));
/** Standard scores: 0 if the values have no order in time. */
const trendOf = (values: readonly number[]) =>
  spearman(
    Float64Array.from(values, (_, index) => index),
    Float64Array.from(values),
  ) * Math.sqrt(values.length - 1);
const NO_TREND = 4.5;

/** No other tag has anything to do with the durations: no value by ranks, no number by its order. */
function checkUnrelated({ first, also = [] }: Plant, facts: Facts) {
  const known = new Set([...also, "index", "epoch", ...(first && "key" in first ? [first.key] : [])]);
  const keys = new Set(
    facts.calls.flatMap((call) => [...Object.keys(call.tags ?? {}), ...Object.keys(facts.parentOf(call)?.tags ?? {})]),
  );
  const ranks = rankAll(Float64Array.from(durations(facts.calls)));
  for (const key of keys) {
    if (known.has(key)) continue;
    const values = facts.calls.map((call) => tagOf(facts, call, key));
    const members = facts.calls.map((_, index) => index);
    for (const [value, group] of groupBy(members, (index) => values[index])) {
      if (group.length >= LEAST && group.length < values.length)
        expect(Math.abs(scoreOf(group, ranks)), `${key} = ${value}`).toBeLessThan(5);
    }
    const numbers = members.filter((index) => Number.isFinite(Number(values[index])));
    if (numbers.length < 2 * LEAST) continue;
    const order = Float64Array.from(numbers, (index) => Number(values[index]));
    const correlation = spearman(
      order,
      ranks.filter((_, index) => Number.isFinite(Number(values[index]))),
    );
    expect(Math.abs(correlation) * Math.sqrt(numbers.length - 1), key).toBeLessThan(5);
  }
}

const LEAST = 10;

/** The rank sum of a group in standard deviations from what a random one has (Wilcoxon). */
function scoreOf(group: readonly number[], ranks: Float64Array): number {
  const [count, total] = [group.length, ranks.length];
  const sum = group.reduce((all, index) => all + (ranks[index] as number), 0);
  return (sum - (count * (total + 1)) / 2) / Math.sqrt((count * (total - count) * (total + 1)) / 12);
}

function checkValue({ first }: Plant, facts: Facts, times: number) {
  if (first?.kind !== "tag") throw new Error("not a tag");
  const isSlow = (call: FixtureSpan) => tagOf(facts, call, first.key) === first.value;
  const shares = countShares(facts, isSlow);
  expect(shares.selected).toBeGreaterThan(0.85);
  expect(shares.rest).toBeLessThan(0.15);
  const [slow, others] = [facts.calls.filter(isSlow), facts.calls.filter((call) => !isSlow(call))];
  expectNear(middle(durations(slow)) / middle(durations(others)), times, 0.25);
}

checkEach("tag", (plant, facts) => checkValue(plant, facts, 4));

checkEach("coverage trap", (plant, facts) => {
  checkValue(plant, facts, 5);
  const [rareKey = ""] = plant.also ?? [];
  const groups = groupBy(facts.calls, (call) => tagOf(facts, call, rareKey));
  const [rare = []] = [...groups.values()].sort((a, b) => a.length - b.length);
  expect(rare.every((call) => facts.selected.has(call))).toBe(true);
  expect(rare.length / facts.selected.size).toBeGreaterThan(0.003);
  expect(rare.length / facts.selected.size).toBeLessThan(0.045);
});

checkEach("line", ({ first }, { calls }) => {
  if (first?.kind !== "tag" || !first.line) throw new Error("not a line");
  const { key, line } = first;
  const sizes = calls.map((call) => Number(call.tags?.[key]));
  const error = (predict: (size: number) => number) =>
    Math.sqrt(
      calls.reduce((sum, { duration }, index) => sum + Math.log(duration / predict(sizes[index] as number)) ** 2, 0) /
        calls.length,
    );
  const power = fitLine(sizes.map(Math.log), durations(calls).map(Math.log));
  const byLine = error((size) => line.base + line.perUnit * size);
  expect(byLine).toBeLessThan(0.12);
  expect(error((size) => Math.exp(power.base + power.slope * Math.log(size)))).toBeGreaterThan(1.5 * byLine);
});

function fitLine(x: readonly number[], y: readonly number[]) {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const slope =
    x.reduce((sum, value, index) => sum + (value - meanX) * ((y[index] as number) - meanY), 0) /
    x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  return { slope, base: meanY - slope * meanX };
}

checkEach("child", ({ first }, facts, seed) => {
  if (first?.kind !== "child") throw new Error("not a child");
  const { path, key, value } = first;
  expect(path).toHaveLength(seed % 2 === 1 ? 2 : 1);
  expect(shareOfExcess(facts, (call) => timeAlong(facts, call, path))).toBeGreaterThan(0.85);
  for (const other of ["render", "serialise", "validate"])
    expect(Math.abs(shareOfExcess(facts, (call) => timeAlong(facts, call, [other])))).toBeLessThan(0.08);
  const leaf = path.at(-1) ?? "";
  const [slow, usual] = [true, false].map((isSlow) =>
    facts.named(leaf).filter((span) => (span.tags?.[key] === value) === isSlow),
  ) as [FixtureSpan[], FixtureSpan[]];
  expectNear(middle(durations(slow)) / middle(durations(usual)), 8, 0.2);
});

checkEach("step in time", ({ first }, { calls }) => {
  if (first?.kind !== "time" || !first.step) throw new Error("not a step");
  const [before, after] = [calls.slice(0, first.step.call), calls.slice(first.step.call)].map(durations) as [
    number[],
    number[],
  ];
  expectNear(middle(after) / middle(before), 2, 0.12);
  for (const part of [before, after]) expect(Math.abs(trendOf(part))).toBeLessThan(NO_TREND);
});

const bytesOf = (call: FixtureSpan) => Number(call.tags?.bytes);

checkEach("start", ({ first, start }, { calls, selected }) => {
  const rates = divide(calls, bytesOf);
  const [early, later] = [rates.slice(0, start?.calls), rates.slice(start?.calls)];
  expectNear(middle(early) / middle(later), 4, 0.2);
  expect(Math.min(...early)).toBeGreaterThan(1.5 * middle(later));
  expect(Math.abs(trendOf(later))).toBeLessThan(NO_TREND);
  const isMost = calls.slice(0, start?.calls).filter((call) => selected.has(call)).length > selected.size / 2;
  expect(isMost).toBe(first?.kind === "time");
});

checkEach("drift beside a size", (_, { calls }) => {
  expect(Math.abs(trendOf(calls.map(bytesOf)))).toBeLessThan(NO_TREND);
  const rates = divide(calls, bytesOf);
  const usual = middle(rates);
  const { slope } = fitLine(
    rates.map((_, index) => index / rates.length),
    rates.map((rate) => rate / usual),
  );
  // In units of the middle of the run, where durations are 1.25 times those of its start.
  expectNear(slope * 1.25, 0.5, 0.35);
  const sizes = calls.map(bytesOf);
  expect(Math.max(...sizes) / Math.min(...sizes)).toBeGreaterThan(80);
});

checkEach("rising size", (_, { calls }) => {
  expect(Math.abs(trendOf(durations(calls)))).toBeGreaterThan(10);
  expect(Math.abs(trendOf(divide(calls, bytesOf)))).toBeLessThan(NO_TREND);
});

checkEach("overlap", ({ first }, facts) => {
  if (first?.kind !== "overlap") throw new Error("not an overlap");
  const shares = countShares(facts, (call) => isMet(facts, call, first.name));
  expect(shares.selected).toBeGreaterThan(0.9);
  expect(shares.rest).toBeLessThan(0.12);
  const calm = facts.calls.filter((call) => !isMet(facts, call, first.name));
  // A call that meets another task is longer by no more than the chance of meeting it.
  const polled = calm.filter((call) => isMet(facts, call, "poll metrics"));
  expect(middle(durations(polled)) / middle(durations(calm))).toBeLessThan(1.2);
  expect(Math.min(...facts.named(first.name).map(({ duration }) => duration))).toBeCloseTo(0.15, 6);
});

checkEach("error", (_, facts) => {
  const shares = countShares(facts, ({ error }) => error !== undefined);
  expectNear(shares.selected, 0.38, 0.05);
  expectNear(shares.rest, 0.04, 0.05);
});

checkEach("none", (_, facts) => {
  expect(Math.abs(trendOf(durations(facts.calls)))).toBeLessThan(NO_TREND);
  const failed = countShares(facts, ({ error }) => error !== undefined);
  expect(Math.abs(failed.selected - failed.rest)).toBeLessThan(0.15);
  for (const name of new Set(facts.calls.flatMap((call) => facts.childrenOf(call).map((child) => child.name ?? "")))) {
    const seconds = (call: FixtureSpan) => timeAlong(facts, call, [name]);
    const share =
      facts.calls.reduce((sum, call) => sum + seconds(call), 0) / durations(facts.calls).reduce((a, b) => a + b);
    expect(Math.abs(shareOfExcess(facts, seconds) - share), name).toBeLessThan(0.05);
  }
});
