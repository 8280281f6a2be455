import { expect, test } from "vitest";
import { findPlaces, leaveOut, mapBytes, mapFloats, mapInts } from "./typed-arrays.ts";

test("arrays hold what the function makes of each value and its index", () => {
  expect(mapFloats([1, 2, 3], (value, index) => value / 2 + index)).toEqual(Float64Array.of(0.5, 2, 3.5));
  expect(mapInts(["a", "bc"], (text) => text.length)).toEqual(Int32Array.of(1, 2));
  expect(mapBytes({ length: 3 }, (_, index) => index % 2)).toEqual(Uint8Array.of(0, 1, 0));
});

test("places are all indices that pass, in order", () => {
  expect(findPlaces(5, (index) => index % 2 === 0)).toEqual(Int32Array.of(0, 2, 4));
  expect(findPlaces(2, () => true)).toEqual(Int32Array.of(0, 1));
  expect(findPlaces(2, () => false)).toEqual(new Int32Array(0));
});

test("a part is left out, also at either end", () => {
  const values = Float64Array.of(1, 2, 3, 4);
  expect(leaveOut(values, 1, 3)).toEqual(Float64Array.of(1, 4));
  expect(leaveOut(values, 0, 2)).toEqual(Float64Array.of(3, 4));
  expect(leaveOut(values, 2, 4)).toEqual(Float64Array.of(1, 2));
});
