import { expect, test } from "vitest";
import { describeWhere } from "./where-difference.ts";

const say = (keys: string[], values: string[], groupChange: number, change = -9.12) =>
  describeWhere({ name: "compress", keys, change, values, groupChange });

test("names the group that accounts for most of the difference in natural words", () => {
  expect(say(["algorithm", "level"], ["brotli", "11"], -9.1)).toBe(
    "brotli at level 11 accounts for 9.10 s of the 9.12 s that compress gained.",
  );
  expect(say(["level"], ["11"], -9.1)).toBe("level 11 accounts for 9.10 s of the 9.12 s that compress gained.");
  expect(say(["cached"], ["true"], 5, 6)).toBe("cached true accounts for 5.00 s of the 6.00 s that compress lost.");
  expect(say(["cache"], ["∅"], 5, 6)).toMatch(/^no cache accounts/);
});

test("a group that accounts for all of it", () => {
  expect(say(["level"], ["11"], -9.119)).toBe("level 11 accounts for all of the 9.12 s that compress gained.");
});

test("a group that accounts for more than all of it, or for less than half", () => {
  expect(say(["algorithm"], ["brotli"], -10)).toBe(
    "brotli gained 10.0 s, more than the 9.12 s that compress gained in all.",
  );
  expect(say(["algorithm", "level"], ["brotli", "11"], -2)).toBe(
    "No value of algorithm and level accounts for most of it.",
  );
  expect(say(["algorithm"], ["brotli"], 2)).toMatch(/^No value/);
  expect(say(["algorithm"], ["brotli"], 2, 0)).toMatch(/^No value/);
});
