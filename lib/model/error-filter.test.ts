import { expect, test } from "vitest";
import { describeErrorFilter, filterOfType, formatErrorFilter, readErrorFilter, typeOfFilter } from "./error-filter.ts";
import { DEFAULT_SCOPE, formatScope, parseScope } from "./scope.ts";

test.each(["TypeError", "Unfinished", "any", "none", "", "type:any", "type:", "a=b&c", "null", "O'Hara ✕\n", " "])(
  "the type %j survives an address, whatever it is called",
  (type) => {
    const filter = filterOfType(type);
    expect(typeOfFilter(filter)).toBe(type);
    const address = formatScope({ ...DEFAULT_SCOPE, error: filter }).toString();
    expect(parseScope(new URLSearchParams(address)).error).toBe(filter);
  },
);

test("any and none are no types, and nothing is no filter", () => {
  expect(["any", "none"].map(typeOfFilter)).toEqual([null, null]);
  expect([null, undefined, ""].map(readErrorFilter)).toEqual([null, null, null]);
  expect(readErrorFilter("type:TypeError")).toBe("TypeError");
  expect(parseScope(new URLSearchParams("error=")).error).toBeNull();
  expect(formatScope(DEFAULT_SCOPE).toString()).toBe("");
});

test("each filter is named and described", () => {
  expect(["any", "none", "type:any", "RangeError"].map(formatErrorFilter)).toEqual([
    "any",
    "none",
    "any",
    "RangeError",
  ]);
  expect(["any", "none", "Unfinished", "RangeError"].map(describeErrorFilter)).toEqual([
    "failed or unfinished spans",
    "spans without an error",
    "unfinished spans",
    "spans that failed with RangeError",
  ]);
});
