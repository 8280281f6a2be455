import { expect, test } from "vitest";
import { formatTagFilter, parseTagFilter } from "./filter.ts";
import { DEFAULT_SCOPE, formatScope, parseScope, type Scope } from "./scope.ts";

const read = (text: string) => parseScope(new URLSearchParams(text));

test("an address without parameters is the latest run, all names, the default window", () => {
  expect(read("")).toEqual(DEFAULT_SCOPE);
  expect(formatScope(DEFAULT_SCOPE).toString()).toBe("");
});

test("a scope survives the round trip through an address", () => {
  const scope: Scope = {
    run: "gap-12",
    from: 0.25,
    to: 13.7,
    names: ["compress", "a=b&c", "", "名前"],
    tags: [
      { key: "cache", operator: "=", value: "cold" },
      { key: "a=b<c%3D", operator: "!=", value: "=x" },
      { key: "bytes", operator: ">=", value: "1e6" },
      { key: "", operator: "<=", value: "" },
    ],
    error: "TypeError",
    window: 1_000_000,
    maxSpanId: 4711,
  };
  expect(read(formatScope(scope).toString())).toEqual(scope);
});

test("invalid values are left out", () => {
  expect(read("from=x&to=&tag=alone&window=-3&until=0.5&run=&name=a&name=a")).toEqual({
    ...DEFAULT_SCOPE,
    names: ["a"],
  });
});

test("a tag filter reads as it is written in words", () => {
  expect(parseTagFilter("cache=cold")).toEqual({ key: "cache", operator: "=", value: "cold" });
  expect(formatTagFilter({ key: "bytes", operator: "<=", value: "10" })).toBe("bytes<=10");
});
