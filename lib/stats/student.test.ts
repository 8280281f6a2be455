import { expect, test } from "vitest";
import { logFactorial, logGamma, normalTails } from "./chance.ts";
import { studentQuantile, studentTails } from "./student.ts";

test("quantiles agree with the printed tables of Student's t", () => {
  const table = [
    [0.05, 1, 12.706],
    [0.05, 2, 4.303],
    [0.05, 4, 2.776],
    [0.05, 8, 2.306],
    [0.01, 8, 3.355],
    [0.05, 30, 2.042],
    [0.001, 3, 12.924],
    [0.05, 1e6, 1.96],
  ] as const;
  for (const [tails, freedom, value] of table) expect(studentQuantile(tails, freedom)).toBeCloseTo(value, 3);
});

test("tails agree with an integral of the density, and with the normal distribution for many degrees of freedom", () => {
  for (const freedom of [1, 2, 3, 5, 8, 13, 40])
    for (const t of [0.1, 0.7, 1.5, 3, 6]) expect(studentTails(t, freedom)).toBeCloseTo(integrate(t, freedom), 6);
  expect(studentTails(1.96, 1e7)).toBeCloseTo(normalTails(1.96), 5);
});

test("no distance is always reached, an infinite one never", () => {
  expect(studentTails(0, 5)).toBe(1);
  expect(studentTails(Number.POSITIVE_INFINITY, 5)).toBe(0);
  expect(studentTails(Number.NaN, 5)).toBeNaN();
});

test("the gamma function continues factorials", () => {
  for (const n of [1, 2, 5, 10, 60]) expect(logGamma(n + 1)).toBeCloseTo(logFactorial(n), 10);
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
  expect(logGamma(0.25)).toBeCloseTo(1.2880225246980774, 12);
});

/** Both tails by Simpson's rule: 1 less twice the area from 0 to t. */
function integrate(t: number, freedom: number): number {
  const scale = Math.exp(logGamma((freedom + 1) / 2) - logGamma(freedom / 2)) / Math.sqrt(freedom * Math.PI);
  const density = (x: number) => scale * (1 + (x * x) / freedom) ** (-(freedom + 1) / 2);
  const steps = 2000;
  let sum = density(0) + density(t);
  for (let i = 1; i < steps; i++) sum += density((t * i) / steps) * (i % 2 === 0 ? 2 : 4);
  return 1 - (2 * sum * t) / steps / 3;
}
