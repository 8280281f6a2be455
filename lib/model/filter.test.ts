import { expect, test } from "vitest";
import {
  COUNTED_CHARACTERS,
  cutValue,
  FEWER_CHARACTERS,
  filterOfCounted,
  formatTagFilter,
  isTagFilter,
  makeTagTest,
  parseFieldFilter,
  parseTagFilter,
  readDuration,
  readLimit,
} from "./filter.ts";

test.each([
  ["cache=cold", "cache", "=", "cold"],
  ["cache!=cold", "cache", "!=", "cold"],
  ["bytes>1000", "bytes", ">", "1000"],
  ["bytes>=34 kB", "bytes", ">=", "34 kB"],
  ["bytes<1e6", "bytes", "<", "1e6"],
  ["bytes<=\u22125", "bytes", "<=", "\u22125"],
  ["path~src/", "path", "~", "src/"],
  ["path~what?", "path", "~", "what?"],
  ["url~id%3D5%25", "url", "~", "id=5%"],
  ["cache?", "cache", "?", ""],
  ["!cache", "cache", "!", ""],
  ["?", "", "?", ""],
  ["!", "", "!", ""],
  ["a%3Db%3E~x", "a=b>", "~", "x"],
  ["what%3F?", "what?", "?", ""],
  ["!%21", "!", "!", ""],
] as const)("%s is read, and written the same way", (text, key, operator, value) => {
  expect(parseTagFilter(text)).toEqual({ key, operator, value });
  expect(formatTagFilter({ key, operator, value })).toBe(text);
  expect(isTagFilter(text)).toBe(true);
});

test.each([
  ["a~b=c", "a~b", "=", "c"],
  ["what?!=~x?", "what?", "!=", "~x?"],
  ["a%3Db=c=d", "a=b", "=", "c=d"],
  ["a%7E=b", "a%7E", "=", "b"],
  ["!=x", "", "!=", "x"],
  ["k>==5", "k", ">=", "=5"],
] as const)("%s means what it did before there were more operators", (text, key, operator, value) => {
  expect(parseTagFilter(text)).toEqual({ key, operator, value });
});

test.each([
  "",
  "cache",
  "\\",
  "bytes>abc",
  "bytes>",
  "bytes<=",
  "cache:cold",
  "a!b",
  "bytes>5 ms",
  "cache>34 kB",
  "k>1e999",
])("%j is no filter", (text) => expect(isTagFilter(text)).toBe(false));

test("what every span has takes the operators that suit it", () => {
  expect(parseFieldFilter("duration>10ms")).toEqual({ key: "duration", operator: ">", value: "10ms" });
  expect(parseFieldFilter("name~zip")).toEqual({ key: "name", operator: "~", value: "zip" });
  for (const text of ["duration=1", "duration>abc", "duration?", "!name", "name>5", "start>5", "toString=1", "name"])
    expect(parseFieldFilter(text), text).toBeUndefined();
});

test("durations are read as they are written", () => {
  const seconds = {
    "10 ms": 0.01,
    "1.5s": 1.5,
    "2 m": 120,
    "16 m 40 s": 1000,
    "1 h 48 m": 6480,
    "800 ns": 8e-7,
    "3": 3,
  };
  for (const [text, value] of Object.entries(seconds)) expect(readDuration(text), text).toBe(value);
  expect([readDuration("5 µs"), readDuration("5 μs"), readDuration("5us")]).toEqual([5e-6, 5e-6, 5e-6]);
  expect(["", "ms", "5 kB", "5 ms x", "1e", "--5"].map(readDuration)).toEqual(Array(6).fill(Number.NaN));
});

test("sizes are read for tags of bytes, numbers for all", () => {
  const read = (value: string, key = "bytes") => readLimit({ key, value });
  expect(["34 kB", "34.5kb", "2.19 MB", "312 B", "1,234", "1e6", "\u22125"].map((text) => read(text))).toEqual([
    34_000, 34_500, 2_190_000, 312, 1234, 1e6, -5,
  ]);
  expect([read("34 kB", "level"), read("kB"), read("")]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

test("contained texts are literal, in their case", () => {
  const contains = (value: string) => makeTagTest({ key: "k", operator: "~", value });
  expect(["50 %", "5x"].map(contains("%"))).toEqual([true, false]);
  expect(["a_b", "axb"].map(contains("_"))).toEqual([true, false]);
  expect(["Cold", "cold"].map(contains("cold"))).toEqual([false, true]);
});

test("a value known by its first characters only is found by them", () => {
  for (const most of [COUNTED_CHARACTERS, FEWER_CHARACTERS]) {
    const long = "x".repeat(most - 1) + "\u{1F642}".repeat(40);
    const filter = filterOfCounted("k", cutValue(long, most));
    expect(filter.operator).toBe("~");
    expect(makeTagTest(filter)(long)).toBe(true);
    expect(parseTagFilter(decodeURIComponent(encodeURIComponent(formatTagFilter(filter))))).toEqual(filter);
  }
  expect(filterOfCounted("k", "short")).toEqual({ key: "k", operator: "=", value: "short" });
});
