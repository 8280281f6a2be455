import { expect, test } from "vitest";
import { describePlace, describeSlower, describeTagRank, formatOrdinal } from "./rank-words.ts";

test.each([
  [1, "1st"],
  [2, "2nd"],
  [3, "3rd"],
  [4, "4th"],
  [11, "11th"],
  [12, "12th"],
  [113, "113th"],
  [121, "121st"],
  [1022, "1,022nd"],
])("%i: %s", (place, text) => expect(formatOrdinal(place)).toBe(text));

test("a place is counted from the nearer end", () => {
  expect(describePlace({ count: 960, slower: 0 })).toBe("slowest of 960");
  expect(describePlace({ count: 960, slower: 2 })).toBe("3rd slowest of 960");
  expect(describePlace({ count: 960, slower: 959 })).toBe("fastest of 960");
  expect(describePlace({ count: 960, slower: 958 })).toBe("2nd fastest of 960");
  expect(describePlace({ count: 1, slower: 0 })).toBe("the only one");
});

test("a share of its name", () => {
  expect(describeSlower("compress", { count: 960, fasterShare: 957 / 960 })).toBe("slower than 99.7 % of compress");
  expect(describeSlower("compress", { count: 960, fasterShare: 0 })).toBe("no compress is faster");
  expect(describeSlower("", { count: 1, fasterShare: 0 })).toBe('the only ""');
});

test("tags", () => {
  expect(describeTagRank({ key: "level", kind: "share", value: 160, count: 960 })).toBe("160 of 960");
  expect(describeTagRank({ key: "bytes", kind: "percentile", value: 99, count: 960 })).toBe("p99");
});
