import { expect, test } from "vitest";
import { parseFieldFilter, parseTagFilter } from "../../../lib/model/filter.ts";
import { DEFAULT_SCOPE, parseScope, type Scope } from "../../../lib/model/scope.ts";
import {
  changeScope,
  describeField,
  describeFilter,
  lastLimit,
  onlyName,
  rangeOf,
  scopeHref,
  setRange,
  toggleFilter,
  toggleName,
} from "./scope-url.ts";

const named = (...names: string[]): Scope => ({ ...DEFAULT_SCOPE, names });
const cold = { key: "cache", operator: "=", value: "cold" } as const;

test("what is not the scope's stays in the address, in its order", () => {
  const params = new URLSearchParams("sort=-p99&name=a&x=bytes&run=all&tag=cache%3Dcold&x=level");
  const next = changeScope(params, { names: ["b", "c"] });
  expect(next.toString()).toBe("run=all&name=b&name=c&tag=cache%3Dcold&sort=-p99&x=bytes&x=level");
  expect(parseScope(next)).toEqual({ ...parseScope(params), names: ["b", "c"] });
  expect(scopeHref("/explore", new URLSearchParams("name=a"), { names: [] })).toBe("/explore");
});

test("a click on a name is only that one, a second click all of them", () => {
  expect(onlyName(named(), "a")).toEqual(["a"]);
  expect(onlyName(named("a", "b"), "a")).toEqual(["a"]);
  expect(onlyName(named("a"), "a")).toEqual([]);
});

test("a swatch takes its name out and in", () => {
  const all = ["a", "b", "c"];
  expect(toggleName(named(), "b", all)).toEqual(["a", "c"]);
  expect(toggleName(named("a"), "b", all)).toEqual(["a", "b"]);
  expect(toggleName(named("a", "c"), "b", all)).toEqual([]);
  expect(toggleName(named("a"), "a", all)).toEqual([]);
  expect(toggleName(named(), "b", null)).toEqual(["b"]);
});

test("a value of a tag replaces another one of its key", () => {
  const scope: Scope = { ...DEFAULT_SCOPE, tags: [cold, { key: "ok", operator: "=", value: "true" }] };
  expect(toggleFilter(scope, cold)).toEqual([scope.tags[1]]);
  expect(toggleFilter(scope, { ...cold, value: "warm" })).toEqual([scope.tags[1], { ...cold, value: "warm" }]);
  expect(toggleFilter(scope, { ...cold, operator: "!=" })).toHaveLength(3);
});

test("a range is two filters, and comes back", () => {
  const tags = setRange({ ...DEFAULT_SCOPE, tags: [cold] }, "bytes", 10, 2.5e6);
  expect(tags.map(describeFilter)).toEqual(["cache = cold", "bytes ≥ 10", "bytes ≤ 2500000"]);
  expect(rangeOf({ ...DEFAULT_SCOPE, tags }, "bytes")).toEqual({ low: 10, high: 2.5e6 });
  expect(setRange({ ...DEFAULT_SCOPE, tags }, "bytes", null, null)).toEqual([cold]);
});

test("each operator has its words", () => {
  const filters = ["a=1", "a!=", "a>1", "a>=1", "a<1", "a<=1", "a~1", "a?", "!a"].map((text) => parseTagFilter(text));
  expect(filters.map((filter) => filter && describeFilter(filter))).toEqual([
    ...["a = 1", 'a ≠ ""', "a > 1", "a ≥ 1", "a < 1", "a ≤ 1", "a contains 1", "a exists", "a missing"],
  ]);
});

test("a duration has its unit", () => {
  const said = ["duration>0.5", "duration<=10 ms", "name~5"].map((text) => parseFieldFilter(text));
  expect(said.map((filter) => filter && describeField(filter))).toEqual([
    ...["duration > 0.5 s", "duration ≤ 10 ms", "name contains 5"],
  ]);
});

test("the last limit is the errors, then the newest filter, then names, then time, then the run", () => {
  const scope: Scope = { ...named("a"), run: "gap-1", from: 1, tags: [cold], error: "TypeError" };
  const texts: (string | undefined)[] = [];
  let rest: Scope = scope;
  for (let limit = lastLimit(rest); limit; limit = lastLimit(rest)) {
    texts.push(limit.text);
    rest = { ...rest, ...limit.change };
  }
  expect(texts).toEqual([
    "the limit to spans that failed with TypeError",
    "the filter cache = cold",
    "the name a",
    "the time",
    "the run",
  ]);
});
