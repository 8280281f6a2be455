import { expect, test } from "vitest";
import { describeWhere, type SideTime } from "./where-difference.ts";

const BEFORE: SideTime = { calls: 960, total: 15.62 };

const say = (keys: string[], values: string[], groupChange: number, change = -9.12, calls = 960) =>
  describeWhere({
    ...{ name: "compress", keys, values, groupChange },
    ...{ baseline: BEFORE, candidate: { calls, total: BEFORE.total + change } },
  });

test("says whether the name took more or less time, by how much, and which group accounts for it", () => {
  expect(say(["algorithm", "level"], ["brotli", "11"], -9.1)).toBe(
    "compress took 9.12 s less in all; brotli at level 11 accounts for 9.10 s of it.",
  );
  expect(say(["level"], ["11"], -9.1)).toBe("compress took 9.12 s less in all; level 11 accounts for 9.10 s of it.");
  expect(say(["cached"], ["true"], 5, 6)).toBe(
    "compress took 6.00 s more in all; cached true accounts for 5.00 s of it.",
  );
  expect(say(["cache"], ["∅"], 5, 6)).toMatch(/; no cache accounts/);
});

test("a group that accounts for all of it", () => {
  expect(say(["level"], ["11"], -9.119)).toMatch(/level 11 accounts for all of it\.$/);
});

test("a group that accounts for more than all of it, or for less than half", () => {
  expect(say(["algorithm"], ["brotli"], -10)).toBe(
    "compress took 9.12 s less in all; brotli alone accounts for 10.0 s, and the others went the other way.",
  );
  expect(say(["algorithm", "level"], ["brotli", "11"], -2)).toBe(
    "compress took 9.12 s less in all; no value of algorithm and level accounts for most of it.",
  );
  expect(say(["algorithm"], ["brotli"], 2)).toMatch(/; no value/);
});

test("the number of calls is said where it is what changed", () => {
  expect(say(["level"], ["11"], 15, 15.62, 1920)).toBe(
    "compress took 15.6 s more in all, with 1,920 calls instead of 960; level 11 accounts for 15.0 s of it.",
  );
  expect(say(["level"], ["11"], -15.62, -15.62, 0)).toMatch(
    /^compress took 15\.6 s less in all, with 0 calls instead of 960;/,
  );
  // Twice the calls, each thrice as long: mostly slower.
  expect(say(["level"], ["11"], 70, 78.1, 1920)).toMatch(/^compress took 78\.1 s more in all; /);
});

test("no change is none, whatever the last digits of the sums say", () => {
  expect(say(["level"], ["11"], 2, 0)).toBe("compress takes as long on both sides.");
  expect(say(["level"], ["11"], 1e-15, 1e-15)).toBe("compress takes as long on both sides.");
});
