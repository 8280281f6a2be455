import { expect, test } from "vitest";
import { exactBasis } from "../../../lib/model/basis.ts";
import { describePlace, describeSlower, describeTagRank, explainTagRank, formatOrdinal } from "./rank-words.ts";

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
  expect(describePlace({ count: 960, slower: 0, basis: exactBasis(960) })).toBe("slowest of 960");
  expect(describePlace({ count: 960, slower: 2, basis: exactBasis(960) })).toBe("3rd slowest of 960");
  expect(describePlace({ count: 960, slower: 959, basis: exactBasis(960) })).toBe("fastest of 960");
  expect(describePlace({ count: 960, slower: 958, basis: exactBasis(960) })).toBe("2nd fastest of 960");
  expect(describePlace({ count: 1, slower: 0, basis: exactBasis(1) })).toBe("the only one");
});

test("a share of its name", () => {
  const basis = exactBasis(960);
  const say = (count: number, fasterShare: number) => describeSlower("compress", { count, fasterShare, basis });
  expect(say(960, 957 / 960)).toBe("slower than 99.7 % of compress");
  expect(say(960, 0)).toBe("no compress is faster");
  expect(describeSlower("", { count: 1, fasterShare: 0, basis })).toBe('the only ""');
});

test("of a sample, an estimate, or nothing if it holds too few", () => {
  const basis = { read: 200_000, of: 2_000_000, exact: false, seconds: 1 };
  const say = (count: number, fasterShare: number) => describeSlower("compress", { count, fasterShare, basis });
  expect(say(960, 957 / 960)).toBe("≈ slower than 99.7 % of compress");
  expect(say(960, 0)).toBe("≈ slower than 0 % of compress");
  expect(describePlace({ count: 960_000, slower: 2999, basis })).toBe("≈ 3,000th slowest of 960,000");
  expect(describePlace({ count: 960_000, slower: 0, basis })).toBe("among the slowest of 960,000");
  expect(describePlace({ count: 100, slower: 0, basis })).toBe("");
  expect(say(190, 1)).toBe("too few compress in the sample");
  expect(say(1, 0)).toBe("too few compress in the sample");
});

test("tags", () => {
  const basis = exactBasis(960);
  const rank = (same: number, percentile: number | null = null) => ({ key: "level", count: 960, same, percentile });
  const say = (same: number, percentile?: number) => describeTagRank(rank(same, percentile), basis);
  expect(say(160)).toBe("17 % have it");
  expect(say(1)).toBe("only this one");
  expect(say(2)).toBe("< 1 % have it");
  expect(say(959)).toBe("99 % have it");
  expect(say(960)).toBe("all have it");
  expect([0, 0.1, 50.4, 98.6, 99.2, 99.9, 100].map((percentile) => say(1, percentile))).toEqual(
    ["0", "0.1", "50", "99", "99.2", "99.9", "100"].map((text) => `p${text} of 960`),
  );
  expect(explainTagRank(rank(160), basis)).toBe("160 of 960 spans with level have this value");
  expect(explainTagRank(rank(1, 99.2), basis)).toBe("99.2 % of the values of 960 spans with level are below");
});

test("tags, of a sample", () => {
  const basis = { read: 200_000, of: 2_000_000, exact: false, seconds: 1 };
  const rank = (same: number, percentile: number | null) => ({ key: "level", count: 96_000, same, percentile });
  expect(describeTagRank(rank(16_000, null), basis)).toBe("≈ 17 % have it");
  expect(describeTagRank(rank(1, null), basis)).toBe("≈ < 1 % have it");
  expect(describeTagRank(rank(10, 50), basis)).toBe("≈ p50 of ≈ 96,000");
  expect(explainTagRank(rank(16_000, null), basis)).toBe("≈ 16,000 of ≈ 96,000 spans with level have this value");
});
