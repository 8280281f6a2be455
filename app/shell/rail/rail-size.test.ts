import { expect, test } from "vitest";
import { formatRail, parseRail } from "./rail-size.ts";

test.each([
  ["260", { width: 260, hidden: false }],
  ["260,hidden", { width: 260, hidden: true }],
])("%s is read and written", (text, size) => {
  expect(parseRail(text)).toEqual(size);
  expect(formatRail(size)).toBe(text);
});

test.each([undefined, "", "wide", "-5", "NaN,"])("%s is the usual rail", (text) =>
  expect(parseRail(text)).toEqual({ width: 232, hidden: false }),
);

test("a width that no rail has is the nearest one", () => {
  expect(parseRail("9999").width).toBe(400);
  expect(parseRail("1").width).toBe(180);
});
