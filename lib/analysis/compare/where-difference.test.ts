import { expect, test } from "vitest";
import { sayWhere } from "./where-difference.ts";

const say = (keys: string[], values: string[], groupChange: number, change = -9.12) =>
  sayWhere({ name: "compress", keys, change, values, groupChange });

test("the group that accounts for most of it is named as one would say it", () => {
  expect(say(["algorithm", "level"], ["brotli", "11"], -9.1)).toBe(
    "brotli at level 11 accounts for 9.10 s of the 9.12 s that compress gained.",
  );
  expect(say(["level"], ["11"], -9.1)).toBe("level 11 accounts for 9.10 s of the 9.12 s that compress gained.");
  expect(say(["cached"], ["true"], 5, 6)).toBe("cached true accounts for 5.00 s of the 6.00 s that compress lost.");
  expect(say(["cache"], ["∅"], 5, 6)).toMatch(/^no cache accounts/);
});

test("all of it is said in one word", () => {
  expect(say(["level"], ["11"], -9.119)).toBe("level 11 accounts for all of the 9.12 s that compress gained.");
});

test("more than all of it, and less than half, are said so", () => {
  expect(say(["algorithm"], ["brotli"], -10)).toBe(
    "brotli gained 10.0 s, more than the 9.12 s that compress gained in all.",
  );
  expect(say(["algorithm", "level"], ["brotli", "11"], -2)).toBe(
    "No value of algorithm and level accounts for most of it.",
  );
  expect(say(["algorithm"], ["brotli"], 2)).toMatch(/^No value/);
  expect(say(["algorithm"], ["brotli"], 2, 0)).toMatch(/^No value/);
});
