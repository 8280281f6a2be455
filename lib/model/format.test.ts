import { describe, expect, test } from "vitest";
import {
  formatBytes,
  formatCappedCount,
  formatChange,
  formatCount,
  formatCounted,
  formatDuration,
  formatDurationText,
  formatElapsed,
  formatNumber,
  formatRange,
  formatRawSeconds,
  formatRough,
  formatRoughRange,
  formatShare,
  formatStart,
  isBytesKey,
} from "./format.ts";

describe("formatDuration", () => {
  test.each([
    [812e-9, "812 ns"],
    [68.4e-6, "68.4 µs"],
    [0.005, "5.00 ms"],
    [0.474, "474 ms"],
    [1.51, "1.51 s"],
    [1000, "16 m 40 s"],
    [6480, "1 h 48 m"],
    [0, "0 s"],
    [0.9e-9, "0.90 ns"],
    [999.6e-6, "1.00 ms"],
    [9.996e-3, "10.0 ms"],
    [99.96e-3, "100 ms"],
    [999.7, "16 m 40 s"],
    [3599.7, "1 h 0 m"],
    [-0.005, "−5.00 ms"],
  ])("%d s is %s", (seconds, text) => {
    expect(formatDurationText(seconds)).toBe(text);
  });

  test("keeps the unit apart from the figure", () => {
    expect(formatDuration(0.0139)).toEqual({ figure: "13.9", unit: "ms" });
  });

  test("the time that work took has no fractions of a millisecond", () => {
    expect([0.2, 42.4, 999.4, 8304].map(formatElapsed)).toEqual(["1 ms", "42 ms", "999 ms", "8.30 s"]);
  });

  test("raw seconds have nine decimals", () => {
    expect(formatRawSeconds(0.411233779)).toBe("0.411233779 s");
  });
});

test.each([
  [5.123, "+5.123 s"],
  [0, "+0.000 s"],
  [599.9994, "+599.999 s"],
  [599.9996, "+10:00.000"],
  [3811.204, "+1:03:31.204"],
  [-0.5, "−0.500 s"],
])("a start %d s after the first is %s", (offset, text) => {
  expect(formatStart(offset, { origin: 1_795_000_000, dated: false })).toBe(text);
});

test.each([
  [0, "0"],
  [999, "999"],
  [2980, "2,980"],
  [1234567, "1,234,567"],
  [-1204, "−1,204"],
])("count %d is %s", (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test("a count that stopped at its limit says so", () => {
  expect(formatCappedCount(10_001, 10_000)).toBe("10,000+");
  expect(formatCappedCount(10_000, 10_000)).toBe("10,000");
});

test.each([
  [0.968, "96.8 %"],
  [1, "100 %"],
  [0.9994, "99.9 %"],
  [0.9999, "> 99.9 %"],
  [1 - 1e-12, "100 %"],
  [0.0004, "< 0.1 %"],
  [0, "0 %"],
  [9.999, "999.9 %"],
  [9.9996, "1,000 %"],
  [21.846, "2,185 %"],
])("share %d is %s", (ratio, text) => {
  expect(formatShare(ratio)).toBe(text);
});

test.each([
  [-0.46, "−46 %"],
  [0.098, "+9.8 %"],
  [0, "0 %"],
])("change %d is %s", (ratio, text) => {
  expect(formatChange(ratio)).toBe(text);
});

test.each([
  [312, "312 B"],
  [34_500, "34.5 kB"],
  [2_190_000, "2.19 MB"],
  [999_999, "1.00 MB"],
  [5e15, "5,000 TB"],
])("%d bytes are %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test("keys of bytes are known by their last word", () => {
  expect(["bytes", "size", "input_bytes", "http.size", "fileSize"].every(isBytesKey)).toBe(true);
  expect(["resize", "megabytesish", "level"].some(isBytesKey)).toBe(false);
});

test.each([
  [11, "11"],
  [0.27891, "0.279"],
  [-3.5, "−3.5"],
  [1e21, "1e21"],
  [0.0000123, "1.23e-5"],
  [Number.POSITIVE_INFINITY, "Infinity"],
])("number %d is %s", (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test("ranges and counted nouns", () => {
  expect(formatRange("0.18", "0.62")).toBe("0.18 – 0.62");
  expect(formatRange("1", "1")).toBe("1");
  expect(formatRange("10.1 kB", "73.1 kB")).toBe("10.1 – 73.1 kB");
  expect(formatRange("1.18 kB", "2.19 MB")).toBe("1.18 kB – 2.19 MB");
  expect(formatCounted(1, "span")).toBe("1 span");
  expect(formatCounted(2980, "span")).toBe("2,980 spans");
});

test.each([
  [0.279, "0.279"],
  [9_999, "9999"],
  [10_000, "10 k"],
  [412_345, "412 k"],
  [999_499, "999 k"],
  [999_500, "1 M"],
  [8_834_000, "8.83 M"],
  [-8_834_000, "\u22128.83 M"],
  [999_400_000, "999 M"],
  [999_600_000, "1 bn"],
  [1_796_000_000, "1.8 bn"],
  [1e15, "1e15"],
])("%d where there is little room: %s", (value, text) => expect(formatRough(value)).toBe(text));

test("a range of large numbers is short, but not one number", () => {
  expect(formatRoughRange(2_920_575, 3_013_544)).toBe("2.92 – 3.01 M");
  expect(formatRoughRange(2_920_575, 2_920_675)).toBe("2.9206 – 2.9207 M");
  expect(formatRoughRange(2, 821_000)).toBe("2 – 821 k");
  expect(formatRoughRange(1, 11)).toBe("1 – 11");
  expect(formatRoughRange(5e6, 5e6)).toBe("5 M");
});
